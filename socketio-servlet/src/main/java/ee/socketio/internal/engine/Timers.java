package ee.socketio.internal.engine;

import ee.socketio.engine.EngineOptions;
import java.util.concurrent.ScheduledExecutorService;

/** Time, so that tests can own it. */
public interface Timers extends AutoCloseable {

    /**
     * Those of a server: on the scheduler that was given, or the container's if listeners run on executors of others too, or
     * else on a thread of its own.
     */
    static Timers of(EngineOptions options, Threads threads) {
        ScheduledExecutorService given = options.scheduledExecutor();
        ScheduledExecutorService scheduler = given != null ? given : threads.scheduler();
        return scheduler == null ? new SchedulerTimers(threads) : new BorrowedTimers(scheduler, threads);
    }

    /** A monotonic clock in milliseconds. */
    long now();

    /** Runs a short, non-blocking task later, one at a time, on a timer thread. */
    Task schedule(Runnable task, long delayMillis);

    /** Drops every task, and takes no more. */
    @Override
    default void close() {}

    /** A task that waits for its time. */
    interface Task {
        /** Takes the task back; does nothing if it has begun. */
        void cancel();
    }
}
