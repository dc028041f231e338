package ee.socketio.it.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.it.AnsweredCloseFrames;
import io.socket.client.Ack;
import io.socket.client.Manager;
import io.socket.client.Socket;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.WebSocket;

/** A client of an application, which does not come back when its connection ends. */
final class Visitor implements AutoCloseable {

    /** The ways in. */
    enum Way {
        POLLING("polling", "polling"),
        WEBSOCKET("websocket", "websocket"),
        UPGRADE("polling", "websocket");

        private final String first;
        private final String last;

        Way(String first, String last) {
            this.first = first;
            this.last = last;
        }

        private String[] transports() {
            return Stream.of(first, last).distinct().toArray(String[]::new);
        }
    }

    private static final long PATIENCE_SECONDS = 20;

    /** Keeps no idle connections: containers may hold on to the application of the last request on each. */
    private static final OkHttpClient CALLS = new OkHttpClient.Builder()
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
            .readTimeout(1, TimeUnit.MINUTES)
            .build();

    private static final WebSocket.Factory WEB_SOCKETS = new AnsweredCloseFrames();

    private final Socket socket;
    private final CompletableFuture<Object> gone = new CompletableFuture<>();

    private Visitor(URI application, Way way) {
        Manager.Options options = new Manager.Options();
        options.transports = way.transports();
        options.path = application.getPath() + "/socket.io/";
        options.reconnection = false;
        options.callFactory = CALLS;
        options.webSocketFactory = WEB_SOCKETS;
        Manager manager = new Manager(application.resolve("/"), options);
        socket = manager.socket("/");
        socket.on(Socket.EVENT_DISCONNECT, reason -> gone.complete(reason[0]));
    }

    /** Connects, and waits until the connection is on its last transport. */
    static Visitor of(URI application, Way way) {
        Visitor visitor = new Visitor(application, way);
        CompletableFuture<Object> connected = new CompletableFuture<>();
        visitor.socket.on(Socket.EVENT_CONNECT, none -> connected.complete(""));
        visitor.socket.on(Socket.EVENT_CONNECT_ERROR, error -> connected.complete(error[0]));
        visitor.socket.connect();
        assertThat(within(connected)).as("connecting by " + way).isEqualTo("");
        while (!visitor.ask("transport").equals(way.last)) {
            // The answer takes a round trip, so this does not spin.
            assertThat(visitor.gone).isNotDone();
        }
        return visitor;
    }

    /** The first argument of the ack to an event. */
    Object ask(String event, Object... arguments) {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        socket.emit(event, arguments, (Ack) values -> answer.complete(values[0]));
        return within(answer);
    }

    void emit(String event, Object... arguments) {
        socket.emit(event, arguments);
    }

    /** The first argument of the next event of this name, once it comes. */
    CompletableFuture<Object> next(String event) {
        CompletableFuture<Object> next = new CompletableFuture<>();
        socket.once(event, arguments -> next.complete(arguments[0]));
        return next;
    }

    /** Waits for the end of the connection. */
    Object awaitGone() {
        return within(gone);
    }

    /** What comes within the time that everything may take. */
    static <T> T within(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("nothing happened in time", e);
        }
    }

    @Override
    public void close() {
        socket.disconnect();
    }
}
