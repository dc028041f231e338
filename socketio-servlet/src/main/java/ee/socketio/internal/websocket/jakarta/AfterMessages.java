package ee.socketio.internal.websocket.jakarta;

import jakarta.websocket.Session;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Where the end of a WebSocket is heard of after the messages that came before it. Containers call back in this order; but
 * Undertow tells of the end on the thread that reads, while messages may still wait for a worker. So there the end goes through
 * the executor of the messages, which keeps their order.
 */
final class AfterMessages {

    private static final Executor AT_ONCE = Runnable::run;

    private AfterMessages() {}

    static Executor of(Session session) {
        return session.getClass().getName().startsWith("io.undertow.") ? ofUndertow(session) : AT_ONCE;
    }

    /** By its name: this library is compiled against no container. */
    static Executor ofUndertow(Object session) {
        try {
            Executor messages =
                    (Executor) session.getClass().getMethod("getExecutor").invoke(session);
            return end -> {
                try {
                    messages.execute(end);
                } catch (RejectedExecutionException e) {
                    end.run(); // the server stops, and no message will come any more
                }
            };
        } catch (ReflectiveOperationException | ClassCastException e) {
            return AT_ONCE; // another Undertow than the known one: as it does of itself
        }
    }
}
