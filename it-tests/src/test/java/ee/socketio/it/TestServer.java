package ee.socketio.it;

import ee.socketio.ServerOptions;
import ee.socketio.SocketIoServer;
import ee.socketio.conformance.ConformanceOptions;
import ee.socketio.conformance.ConformanceServer;
import ee.socketio.engine.EngineServer;
import ee.socketio.engine.ListenerThreads;
import ee.socketio.internal.engine.Engine;
import ee.socketio.internal.engine.SchedulerTimers;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A running server of the test application: embedded, or the one elsewhere whose URL the system property {@code
 * socketio.test.url} gives.
 */
public final class TestServer implements AutoCloseable {

    /** Who runs the listeners of the application. */
    public enum Listeners {
        /** The reading threads. */
        DIRECT,
        /** A pool. */
        EXECUTOR
    }

    private final String url;
    private final @Nullable ConformanceServer server;

    private TestServer(String url, @Nullable ConformanceServer server) {
        this.url = url;
        this.server = server;
    }

    /** Starts a server with the options of the conformance application, but more patience. */
    public static TestServer start(Listeners listeners) {
        ListenerThreads threads = listeners == Listeners.DIRECT ? ListenerThreads.direct() : ListenerThreads.pool();
        return start(patientOptions().listenerThreads(threads).build());
    }

    /** The options of the conformance application, but more patience. */
    public static ServerOptions.Builder patientOptions() {
        return ConformanceOptions.defaults()
                .serverOptions()
                .pingTimeout(Duration.ofSeconds(5)) // a busy machine is no dead client
                .connectTimeout(Duration.ofSeconds(45));
    }

    /** Starts a server with these options, which the echo server beside it shares. */
    public static TestServer start(ServerOptions options) {
        String elsewhere = System.getProperty("socketio.test.url");
        if (elsewhere != null) {
            return new TestServer(elsewhere, null);
        }
        try {
            ConformanceServer server = ConformanceServer.start(0, new TestApplication(options));
            return new TestServer("http://127.0.0.1:" + server.port(), server);
        } catch (Exception e) {
            throw new IllegalStateException("The server did not start", e);
        }
    }

    /** Where it listens, without a slash at the end. */
    public String url() {
        return url;
    }

    /** The Socket.IO server of {@code /socket.io/}. */
    public SocketIoServer io() {
        return embedded().io();
    }

    /** The Engine.IO server of {@code /engine.io/}. */
    public EngineServer engine() {
        return embedded().engine();
    }

    /** How many requests wait for their answer. */
    public int openRequests() {
        return embedded().openRequests();
    }

    /** How many timers of the Socket.IO server are set. */
    public int timers() {
        return ((SchedulerTimers) ((Engine) io().engine()).timers()).pending();
    }

    private ConformanceServer embedded() {
        return Objects.requireNonNull(server, "Only an embedded server can be looked into");
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
