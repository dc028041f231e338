package ee.socketio.engine;

import org.jspecify.annotations.Nullable;

/** The session ended before what was sent on it had left; see {@link EngineSocket#flushed()}. Without a stack trace. */
public final class SessionClosedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why the session ended. */
    private final CloseReason reason;

    /**
     * Makes the exception.
     *
     * @param reason why the session ended
     * @param cause what the close listeners get as the cause, or null
     */
    public SessionClosedException(CloseReason reason, @Nullable Throwable cause) {
        super("The session has ended: " + reason, cause, false, false);
        this.reason = reason;
    }

    /** Why the session ended. */
    public CloseReason reason() {
        return reason;
    }
}
