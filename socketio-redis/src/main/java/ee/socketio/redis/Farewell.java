package ee.socketio.redis;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits until connections are closed and threads have ended, for whoever looks for what is left, or ends the client next. */
final class Farewell {

    private static final System.Logger LOG = System.getLogger("ee.socketio.redis");
    /** More than a client has for its end. */
    private static final long PATIENCE_SECONDS = 5;

    private Farewell() {}

    /**
     * Does not wait on threads of Netty, which may be those that are to end.
     *
     * @param ending completes when all is closed, with threads that are just ending
     */
    static void await(CompletionStage<List<Thread>> ending) {
        if (ForeignThread.isNettys()) {
            return;
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try {
            for (Thread thread : ending.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                TimeUnit.NANOSECONDS.timedJoin(thread, deadline - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(System.Logger.Level.WARNING, "The client of Redis has not ended: {0}", Failures.message(e));
        }
    }
}
