package ee.socketio.redis;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What went wrong, in one line. */
final class Failures {

    private Failures() {}

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
