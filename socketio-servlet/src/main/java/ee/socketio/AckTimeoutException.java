package ee.socketio;

/** The client did not acknowledge an event in time, the reference's "operation has timed out". */
public final class AckTimeoutException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Makes the exception. */
    public AckTimeoutException() {
        super("operation has timed out", null, false, false);
    }
}
