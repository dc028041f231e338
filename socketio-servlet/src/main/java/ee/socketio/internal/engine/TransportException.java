package ee.socketio.internal.engine;

/** A fault of a transport; the description that a disconnect carries. Without a stack trace: clients cause these. */
public final class TransportException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Describes the fault. */
    public TransportException(String message) {
        super(message, null, false, false);
    }
}
