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

    /** Carries the answers that came. */
    public RequestTimeoutException(int expected, List<? extends @Nullable Object> answers) {
        super("timeout reached: only " + answers.size() + " responses received out of " + expected, null, false, false);
        this.answers = Collections.unmodifiableList(new ArrayList<>(answers));
    }

    /** The answers that came in time, in the form that the whole result would have had. */
    public List<@Nullable Object> answers() {
        return answers;
    }
}
