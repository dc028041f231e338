package ee.socketio;

import java.util.List;

/**
 * An event was not acknowledged in time, the reference's "operation has timed out". It carries the answers that did come:
 * those of some clients for a broadcast, those of some servers for {@code serverSideEmitWithAck}, none for a single socket.
 */
public final class AckTimeoutException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Not part of the exception's serialized form. */
    private final transient List<Arguments> answers;

    /** Makes the exception without answers. */
    public AckTimeoutException() {
        this(List.of());
    }

    /** Carries the answers that came in time. */
    public AckTimeoutException(List<Arguments> answers) {
        super("operation has timed out", null, false, false);
        this.answers = List.copyOf(answers);
    }

    /** The answers that came in time, in the order in which they came. */
    public List<Arguments> answers() {
        return answers;
    }
}
