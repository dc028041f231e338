package ee.socketio.it.deployed;

import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** {@link WatcherServlet}, from outside. */
final class Watcher {

    /** Of its deployment. */
    static final String NAME = "watcher";

    /**
     * Idle connections, which containers cut after half a minute, and idle threads, which end after a minute, may hold on to the
     * application of their last request.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(Integer.getInteger("socketio.test.patience", 90));

    /** More than the threads of any of these containers: 200, or 16 for each processor in WildFly. */
    private static final int CROWD = Math.max(256, 20 * Runtime.getRuntime().availableProcessors());

    private final HttpClient http;
    private final URI address;

    Watcher(HttpClient http, URI address) {
        this.http = http;
        this.address = address;
    }

    static WebArchive war() {
        return ConformanceWar.empty(NAME).addClasses(WatcherServlet.class, Watched.class);
    }

    /** Where the application of this name was deployed last. */
    URI address(String name) throws IOException, InterruptedException {
        return address.resolve(ask("path=" + name));
    }

    /** What applications have told of themselves under this name, in its order. */
    List<String> journal(String name) throws IOException, InterruptedException {
        return ask("journal=" + name).lines().toList();
    }

    void mend() throws IOException, InterruptedException {
        ask("mend");
    }

    void awaitNothingLeft(String name, int deployed) throws Exception {
        occupyAllThreads();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<String> left = left(name, deployed);
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(500); // for threads that are just ending, before the next collection
            left = left(name, deployed);
        }
        assertThat(left)
                .as("left %s", left.isEmpty() ? "" : String.join("\n", Holders.of(name)))
                .isEmpty();
    }

    /**
     * Idle threads of a container may hold on to a task, a request to the application say: those of WildFly have their first one
     * on their stack as long as they live. So all are made before the application comes, and get something else to do afterwards.
     */
    void occupyAllThreads() {
        HttpRequest busy = HttpRequest.newBuilder(question("busy")).build();
        CompletableFuture.allOf(IntStream.range(0, CROWD)
                        .mapToObj(i -> http.sendAsync(busy, ofString()))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    List<String> left(String name, int deployed) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>(Arrays.asList(ask("left=" + name).split("\\R")));
        assertThat(lines.remove(0)).isEqualTo(String.valueOf(deployed));
        return lines;
    }

    private String ask(String query) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(HttpRequest.newBuilder(question(query)).build(), ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private URI question(String query) {
        return URI.create(address.toString().replaceFirst("/$", "") + "/watch?" + query);
    }
}
