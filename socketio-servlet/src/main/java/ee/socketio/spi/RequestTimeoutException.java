package ee.socketio.spi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Not every server of a cluster answered a request in time. */
public final class RequestTimeoutException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Not part of the exception's serialized form. */
    private final transient List<@Nullable Object> answers;

    /**
     * Carries the answers that came.
     *
     * @param expected how many servers were asked
     * @param received how many of them have answered
     * @param answers what they answered
     */
    public RequestTimeoutException(int expected, int received, List<? extends @Nullable Object> answers) {
        super("timeout reached: only " + received + " responses received out of " + expected, null, false, false);
        this.answers = Collections.unmodifiableList(new ArrayList<>(answers));
    }

    /** Of servers that answer one thing each. */
    public RequestTimeoutException(int expected, List<? extends @Nullable Object> answers) {
        this(expected, answers.size(), answers);
    }

    /** The answers that came in time, in the form that the whole result would have had. */
    public List<@Nullable Object> answers() {
        return answers;
    }
}
