package ee.socketio;

import org.jspecify.annotations.Nullable;

/**
 * An argument that a client sent is missing or does not fit the type that a listener wants; or, as an {@link
 * InvalidArgumentException}, it breaks a constraint. It concerns that event only.
 */
public class ArgumentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int index;

    /** Describes the mismatch of an argument that is not known. */
    public ArgumentException(String message, @Nullable Throwable cause) {
        this(-1, message, cause);
    }

    /** Describes the mismatch of one argument. */
    public ArgumentException(int index, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.index = index;
    }

    /** Without a stack trace: it was not the code that failed. */
    ArgumentException(String message) {
        super(message, null, false, false);
        this.index = -1;
    }

    /** The argument's index, from 0; -1 if it is not about a single one. */
    public final int index() {
        return index;
    }
}
