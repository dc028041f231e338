package ee.socketio.internal.engine;

/** Time, so that tests can own it. */
public interface Timers extends AutoCloseable {

    /** A monotonic clock in milliseconds. */
    long now();

    /** Runs a short, non-blocking task later, on the timer thread. */
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
