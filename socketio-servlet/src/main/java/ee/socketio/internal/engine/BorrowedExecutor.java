package ee.socketio.internal.engine;

import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An executor that somebody else starts and stops. Every task is run once: by it, or in place if it refuses. At the end the
 * tasks that are still there get some time, and are then taken back.
 */
final class BorrowedExecutor implements Executor, AutoCloseable {

    private static final System.Logger LOG = System.getLogger("ee.socketio.engine");

    private final Executor executor;
    private final long stopMillis;
    private final Set<Turn> live = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean refusalTold = new AtomicBoolean();
    private volatile boolean closed;

    BorrowedExecutor(Executor executor, long stopMillis) {
        this.executor = executor;
        this.stopMillis = stopMillis;
    }

    @Override
    public void execute(Runnable task) {
        Turn turn = new Turn(task);
        live.add(turn);
        if (closed) { // looked at after the insertion: close() waits for this turn, or it is run here
            turn.run();
            return;
        }
        try {
            executor.execute(turn);
        } catch (Throwable t) { // also an Error: no thread to be had
            tell(t);
            turn.run(); // does nothing if the executor has begun with it nevertheless
        }
    }

    private void tell(Throwable refusal) {
        if (refusalTold.compareAndSet(false, true)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The executor of listeners refuses tasks, which run on the threads that bring them",
                    refusal);
        }
    }

    /** How many tasks have not ended. */
    int pending() {
        return live.size();
    }

    /** Lets the last tasks finish, for a while; then interrupts them, and drops those that wait. The executor is left alone. */
    @Override
    public void close() {
        closed = true;
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(stopMillis);
        try {
            for (Turn turn : live) {
                turn.await(deadline - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        live.forEach(turn -> turn.cancel(true));
    }

    /** Its first run is its only one. */
    private final class Turn extends FutureTask<Void> {

        Turn(Runnable task) {
            super(task, null);
        }

        @Override
        protected void done() {
            live.remove(this);
        }

        void await(long nanos) throws InterruptedException {
            try {
                get(nanos, TimeUnit.NANOSECONDS);
            } catch (TimeoutException | ExecutionException | CancellationException e) {
                // Late, failed or cancelled: what is left is cancelled by the caller.
            }
        }
    }
}
