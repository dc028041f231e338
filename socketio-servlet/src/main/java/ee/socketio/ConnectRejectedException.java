package ee.socketio;

import org.jspecify.annotations.Nullable;

/**
 * Thrown or passed on by a middleware to refuse a connection or an event. The client gets the message and the data:
 * {@code {"message":…,"data":…}}.
 */
public class ConnectRejectedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Not part of the exception's serialized form. */
    private final transient @Nullable Object data;

    /** Refuses with a message. */
    public ConnectRejectedException(String message) {
        this(message, null);
    }

    /** Refuses with a message and further data, anything that can be written as JSON. */
    public ConnectRejectedException(String message, @Nullable Object data) {
        super(message, null, false, false);
        this.data = data;
    }

    /** The further data, or null. */
    public @Nullable Object data() {
        return data;
    }
}
