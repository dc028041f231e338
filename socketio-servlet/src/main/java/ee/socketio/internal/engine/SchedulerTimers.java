package ee.socketio.internal.engine;

import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One scheduler thread for all timers of a server. */
public final class SchedulerTimers implements Timers {

    private static final Task NOTHING = () -> {};

    private final ScheduledThreadPoolExecutor scheduler;
    private final Executor context;

    /** Makes the scheduler; its thread starts with the first task. */
    SchedulerTimers(Threads threads) {
        context = threads.context();
        scheduler = new ScheduledThreadPoolExecutor(1, threads.factory());
        scheduler.setRemoveOnCancelPolicy(true);
        scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    @Override
    public Task schedule(Runnable task, long delayMillis) {
        try {
            Future<?> future = scheduler.schedule(() -> context.execute(task), delayMillis, TimeUnit.MILLISECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException e) {
            return NOTHING; // the server has stopped, and with it every session
        }
    }

    /** How many tasks wait; for tests and monitoring. */
    public int pending() {
        return scheduler.getQueue().size();
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
