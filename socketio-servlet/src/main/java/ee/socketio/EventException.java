package ee.socketio;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by a listener that answers, or the failure of the stage that it returned, to tell the client that its request
 * failed. The client gets the message and the data as its ack: {@code {"error":…,"data":…}}. Of other exceptions it gets
 * {@code Internal error} only.
 */
public class EventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Not part of the exception's serialized form. */
    private final transient @Nullable Object data;

    /** Fails with a message. */
    public EventException(String message) {
        this(message, null);
    }

    /** Fails with a message and further data, anything that can be written as JSON. */
    public EventException(String message, @Nullable Object data) {
        super(message, null, false, false);
        this.data = data;
    }

    /** The further data, or null. */
    public @Nullable Object data() {
        return data;
    }
}
