package ee.socketio.internal.engine.codec;

/** What a client sent is not an Engine.IO packet. The only exception that the decoders throw. */
public final class MalformedPacketException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Describes the fault; without a stack trace, because clients can cause any number of these. */
    public MalformedPacketException(String message) {
        super(message, null, false, false);
    }
}
