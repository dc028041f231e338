package ee.socketio.it.deployed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.it.Arrivals;
import ee.socketio.it.PlainJson;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Manager;
import io.socket.client.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A user of the order desk, with the Java client. The user's password is the name and {@code -secret}. */
final class DeskClient implements AutoCloseable {

    /** The transports that a client is given. */
    enum Transports {
        POLLING("polling", "polling"),
        WEBSOCKET("websocket", "websocket"),
        UPGRADE("polling", "websocket");

        private final String first;
        private final String last;

        Transports(String first, String last) {
            this.first = first;
            this.last = last;
        }

        /** As the client's option wants them. */
        String[] names() {
            return Stream.of(first, last).distinct().toArray(String[]::new);
        }

        /** On which the connection ends up. */
        String last() {
            return last;
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Manager manager;
    private Socket socket;
    private Arrivals news;
    private Arrivals ends;

    private DeskClient(Manager manager) {
        this.manager = manager;
    }

    static DeskClient of(URI application, String user, Transports transports) {
        return of(application, user, transports, List.of());
    }

    /** With these cookies. */
    static DeskClient of(URI application, String user, Transports transports, List<String> cookies) {
        IO.Options options = new IO.Options();
        options.path = application.getPath() + "socket.io/";
        options.transports = transports.names();
        options.reconnection = false;
        options.extraHeaders = Map.of(
                "Authorization",
                List.of(basic(user + ":" + user + "-secret")),
                "Cookie",
                List.of(String.join("; ", cookies)));
        return new DeskClient(new Manager(application, options));
    }

    static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    }

    /** Connects to a namespace. With an upgrade ahead, the upgrade may be anywhere between not begun and done. */
    DeskClient connect(String namespace) {
        Arrivals outcome = Arrivals.unnamed("the connection");
        socket = manager.socket(namespace);
        socket.on(Socket.EVENT_CONNECT, arguments -> outcome.add("connected"));
        socket.on(Socket.EVENT_CONNECT_ERROR, outcome::add);
        news = Arrivals.of(socket, "news");
        ends = Arrivals.of(socket, Socket.EVENT_DISCONNECT);
        socket.connect();
        assertThat(outcome.next()).containsExactly("connected");
        return this;
    }

    String id() {
        return socket.id();
    }

    void emit(String event, Object... arguments) {
        socket.emit(event, toClient(arguments));
    }

    /** What the application answers, in plain Java. */
    Object ask(String event, Object... arguments) {
        Arrivals answers = Arrivals.unnamed("the answer to " + event);
        socket.emit(event, toClient(arguments), (Ack) answers::add);
        return answers.next().get(0);
    }

    private static Object[] toClient(Object... arguments) {
        return Arrays.stream(arguments).map(PlainJson::toClient).toArray();
    }

    /** Asks again and again until the answer is this one; each takes a round trip. */
    Object askUntil(String event, Predicate<Object> expected, Object... arguments) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Object answer = ask(event, arguments);
        while (!expected.test(answer) && System.nanoTime() < deadline) {
            answer = ask(event, arguments);
        }
        return answer;
    }

    /** The next of the news. */
    Object nextNews() {
        return news.next().get(0);
    }

    /** Why it was disconnected; waits until it is. */
    Object end() {
        return ends.next().get(0);
    }

    /** Leaves its namespace and closes the connection. */
    void leave() {
        socket.disconnect();
    }

    @Override
    public void close() {
        if (socket != null) {
            leave();
        }
    }
}
