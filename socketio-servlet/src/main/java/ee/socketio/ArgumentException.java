package ee.socketio;

import org.jspecify.annotations.Nullable;

/** An argument that a client sent is missing or does not fit the type that a listener wants. It concerns that event only. */
public final class ArgumentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Describes the mismatch. */
    public ArgumentException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
