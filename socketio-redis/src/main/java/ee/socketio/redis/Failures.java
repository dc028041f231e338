package ee.socketio.redis;

import io.lettuce.core.RedisCommandExecutionException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What went wrong, in one line. */
final class Failures {

    private Failures() {}

    /** It was not sent: nobody gets it. */
    static final class NotSentException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        NotSentException(String message) {
            super(message);
        }

        NotSentException(Throwable cause) {
            super(Failures.message(cause), cause);
        }
    }

    /** What went wrong in the first of several stages. */
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** Whether a command has changed nothing for certain. Of one that was under way when a connection broke nobody knows. */
    static boolean isWithoutEffect(Throwable failure) {
        Throwable cause = cause(failure);
        return cause instanceof NotSentException || cause instanceof RedisCommandExecutionException;
    }

    static String message(Throwable failure) {
        Throwable root = failure;
        while ((root instanceof CompletionException || root instanceof ExecutionException || root.getMessage() == null)
                && root.getCause() != null) {
            root = root.getCause();
        }
        Throwable cause = root.getCause();
        return cause == null || cause.getMessage() == null
                ? String.valueOf(root.getMessage() == null ? root : root.getMessage())
                : root.getMessage() + " (" + cause.getMessage() + ")";
    }
}
