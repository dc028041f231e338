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
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An application that is undeployed with everything outstanding leaves nothing in the container. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RedeployIT {

    private static final int TIMES = Integer.getInteger("socketio.test.redeployments", 20);

    /**
     * Idle connections, which containers cut after half a minute, and idle threads, which end after a minute, may hold on to the
     * application of their last request.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final String WATCHER = "watcher";

    /** As in the demo: Weld is to leave the requests of the sockets alone. */
    private static final String WEB_XML = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <context-param>
                <param-name>org.jboss.weld.context.mapping</param-name>
                <param-value>^(?!/socket\\.io/).*$</param-value>
              </context-param>
              <context-param>
                <param-name>org.jboss.weld.context.ignore.guard</param-name>
                <param-value>false</param-value>
              </context-param>
            </web-app>
            """;

    /** More than the threads of any of these containers: 200, or 16 for each processor in WildFly. */
    private static final int CROWD = Math.max(256, 20 * Runtime.getRuntime().availableProcessors());

    private final HttpClient http = HttpClient.newHttpClient();

    @ArquillianResource
    private Deployer deployer;

    @ArquillianResource
    @OperateOnDeployment(WATCHER)
    private URI watcher;

    @Deployment(name = WATCHER, testable = false)
    static WebArchive watcher() {
        return ConformanceWar.empty(WATCHER).addClasses(WatcherServlet.class, Watched.class);
    }

    @Deployment(name = ShortLivedServlet.NAME, managed = false, testable = false)
    static WebArchive application() {
        return ApplicationWar.withCdi(ConformanceWar.empty(ShortLivedServlet.NAME))
                .setWebXML(new StringAsset(WEB_XML))
                .addClasses(ShortLivedServlet.class, ShortLivedServlet.Note.class, Watched.class)
                .addClasses(ShortLivedBean.class, ShortLivedBean.Visits.class);
    }

    @Deployment(name = PlainServlet.NAME, managed = false, testable = false)
    static WebArchive control() {
        return ConformanceWar.empty(PlainServlet.NAME).addClasses(PlainServlet.class, Watched.class);
    }

    @Deployment(name = LeakyServlet.NAME, managed = false, testable = false)
    static WebArchive leaky() {
        return ConformanceWar.empty(LeakyServlet.NAME).addClasses(LeakyServlet.class, Watched.class);
    }

    /** If this fails, the container keeps applications, and the other test says nothing about Socket.IO. */
    @Test
    void theContainerForgetsAnApplicationWithoutSocketIo() throws Exception {
        for (int i = 0; i < 3; i++) {
            deployer.deploy(PlainServlet.NAME);
            deployer.undeploy(PlainServlet.NAME);
        }
        awaitNothingLeft(PlainServlet.NAME, 3);
    }

    /** If this fails, the other tests cannot. */
    @Test
    void anApplicationThatLeavesAThreadIsFound() throws Exception {
        deployer.deploy(LeakyServlet.NAME);
        deployer.undeploy(LeakyServlet.NAME);
        List<String> left = left(LeakyServlet.NAME, 1);
        ask("mend");
        assertThat(left)
                .hasSize(2)
                .contains("class loader of leaky 1")
                .anyMatch(line -> line.startsWith("thread " + LeakyServlet.NAME));
        awaitNothingLeft(LeakyServlet.NAME, 1);
    }

    @Test
    void nothingOfAnApplicationStaysHoweverOftenItIsRedeployed() throws Exception {
        occupyAllThreads();
        for (int i = 0; i < TIMES; i++) {
            deployer.deploy(ShortLivedServlet.NAME);
            visitAndUndeploy();
        }
        awaitNothingLeft(ShortLivedServlet.NAME, TIMES);
    }

    private void visitAndUndeploy() throws Exception {
        URI application = watcher.resolve(ask("path=" + ShortLivedServlet.NAME));
        List<Visitor> visitors = new ArrayList<>();
        for (Visitor.Way way : Visitor.Way.values()) {
            visitors.add(visit(application, way));
            visit(application, way).close(); // one that has gone before
        }
        RawVisitors raw = RawVisitors.of(http, application);
        deployer.undeploy(ShortLivedServlet.NAME);
        raw.assertAllWereTold();
        for (Visitor visitor : visitors) {
            visitor.awaitGone();
        }
    }

    /** Asks for something that the server has to ask back, which is never answered. */
    private static Visitor visit(URI application, Visitor.Way way) throws Exception {
        Visitor visitor = Visitor.of(application, way);
        JSONObject note = new JSONObject().put("text", "hello").put("numbers", new JSONArray(List.of(1, 2)));
        visitor.emit("note", note);
        assertThat(visitor.ask("notes", new JSONArray(List.of(note))).toString())
                .contains("hello");
        assertThat(visitor.ask("ask")).isEqualTo(false);
        assertThat(Integer.parseInt(visitor.ask("visits").toString())).isGreaterThan(1);
        return visitor;
    }

    private void awaitNothingLeft(String name, int deployed) throws Exception {
        occupyAllThreads();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<String> left = left(name, deployed);
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(500); // for threads that are just ending, before the next collection
            left = left(name, deployed);
        }
        assertThat(left).isEmpty();
    }

    /**
     * Idle threads of a container may hold on to a task, a request to the application say: those of WildFly have their first one
     * on their stack as long as they live. So all are made before the application comes, and get something else to do afterwards.
     */
    private void occupyAllThreads() {
        HttpRequest busy = HttpRequest.newBuilder(question("busy")).build();
        CompletableFuture.allOf(IntStream.range(0, CROWD)
                        .mapToObj(i -> http.sendAsync(busy, ofString()))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private List<String> left(String name, int deployed) throws IOException, InterruptedException {
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
        return URI.create(watcher.toString().replaceFirst("/$", "") + "/watch?" + query);
    }
}
