package ee.socketio.cdi;

import ee.socketio.Socket;
import ee.socketio.SocketIoServer;
import ee.socketio.engine.ListenerError;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the sockets of one server share: contexts, threads for asynchronous observers, and where failures go. */
final class Deliveries {

    private static final System.Logger LOG = System.getLogger("ee.socketio.server");

    /** So long the end of the server waits for asynchronous observers, as it does for listeners. */
    private static final long LAST_MILLIS = 5_000;

    /** So long the socket's own listeners wait for asynchronous observers that do not keep up. */
    private static final long PATIENCE_MILLIS = 5_000;

    private final Scopes scopes;
    private final BeanManager beans;
    private final Executor threads;
    private final Busy busy = new Busy();
    private final int most;
    private final long patienceMillis;
    private final @Nullable Consumer<ListenerError> errorListener;
    private final ClassLoader applicationLoader = Thread.currentThread().getContextClassLoader();

    Deliveries(SocketIoServer server, Scopes scopes, BeanManager beans, Executor threads) {
        this(server, scopes, beans, threads, PATIENCE_MILLIS);
    }

    Deliveries(SocketIoServer server, Scopes scopes, BeanManager beans, Executor threads, long patienceMillis) {
        this.scopes = scopes;
        this.beans = beans;
        this.threads = threads;
        this.most = server.options().engine().maxInboundPackets();
        this.patienceMillis = patienceMillis;
        this.errorListener = server.options().engine().errorListener();
    }

    Scopes scopes() {
        return scopes;
    }

    BeanManager beans() {
        return beans;
    }

    Backlog backlog() {
        return new Backlog(task -> threads.execute(() -> asTheApplication(task)), busy, most, patienceMillis);
    }

    int mostWaiting() {
        return most;
    }

    /** Threads of the container may come with its own class loader, and CDI finds its application by that of the thread. */
    void asTheApplication(Runnable task) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(applicationLoader);
        try {
            task.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Reports what the server does not see: failures of observers that are no listeners of a socket. */
    void report(String what, Socket socket, Throwable cause) {
        if (errorListener == null) {
            log(what, socket, cause);
            return;
        }
        try {
            errorListener.accept(new ListenerError(what, socket.id(), cause));
        } catch (RuntimeException | Error e) { // it is the application's code too
            LOG.log(System.Logger.Level.ERROR, "The error listener failed", e);
        }
    }

    private static void log(String what, Socket socket, Throwable cause) {
        String id = socket.id();
        int secret = id.lastIndexOf('#') + 1; // the id of an old client's socket ends with that of its session
        boolean old = socket.connection().protocol() == 3;
        String shown = old ? id.substring(0, Math.min(id.length(), secret + 6)) + "…" : id;
        LOG.log(System.Logger.Level.ERROR, () -> "Failed: " + what + " for socket " + shown, cause);
    }

    /** Gives asynchronous observers time to hear what is left. */
    void finish() {
        if (!busy.await(LAST_MILLIS)) {
            LOG.log(System.Logger.Level.WARNING, "Asynchronous observers of sockets are still at work after 5 s");
        }
    }
}
