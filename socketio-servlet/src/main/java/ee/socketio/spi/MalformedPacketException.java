package ee.socketio.spi;

/** What a client sent is not a packet. It closes that client's connection. */
public final class MalformedPacketException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Describes the fault; without a stack trace, because clients can cause any number of these. */
    public MalformedPacketException(String message) {
        super(message, null, false, false);
    }
}
