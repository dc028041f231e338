package ee.socketio.internal.engine;

import ee.socketio.engine.ListenerError;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Calls the application's code and reports what it throws, once, without letting it through. */
public final class ErrorReporter {

    private final System.Logger log;
    private final @Nullable Consumer<ListenerError> listener;
    private final UnaryOperator<String> shown;

    /** Reports to the listener or, without one, to this log. */
    public ErrorReporter(System.Logger log, @Nullable Consumer<ListenerError> listener) {
        this(log, listener, UnaryOperator.identity());
    }

    /** The same; ids are logged as {@code shown} says, so that no secret is among them. */
    public ErrorReporter(System.Logger log, @Nullable Consumer<ListenerError> listener, UnaryOperator<String> shown) {
        this.log = log;
        this.listener = listener;
        this.shown = shown;
    }

    /** Runs code of the application. */
    public void guard(String what, String id, Guarded code) {
        try {
            code.run();
        } catch (Throwable t) { // an Error of a listener must not kill a container's thread either
            report(what, id, t);
        }
    }

    /** Reports an exception. */
    public void report(String what, String id, Throwable cause) {
        if (listener == null) {
            log.log(System.Logger.Level.ERROR, () -> "Failed: " + what + " for socket " + shown.apply(id), cause);
            return;
        }
        try {
            listener.accept(new ListenerError(what, id, cause));
        } catch (Throwable t) { // the reporter itself is the application's code too
            log.log(System.Logger.Level.ERROR, "The error listener failed", t);
        }
    }

    /** Code that may throw anything. */
    @FunctionalInterface
    public interface Guarded {
        /** Runs. */
        void run() throws Exception;
    }
}
