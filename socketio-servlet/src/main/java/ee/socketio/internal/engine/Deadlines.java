package ee.socketio.internal.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All deadlines of one session behind one live timer. Moving a deadline further away costs no timer operation: the timer
 * fires early once, looks, and sleeps on. Its lock is a leaf: nothing but the scheduler is called while it is held.
 */
final class Deadlines {

    /** What can fall due. */
    enum Kind {
        HEARTBEAT,
        UPGRADE,
        RELEASE_POLL,
        SETTLE,
        CLOSE,
        CONNECT
    }

    private static final long NEVER = Long.MAX_VALUE;
    private static final long LATENESS_MILLIS = 10;

    private final Timers timers;
    private final Consumer<Kind> due;
    private final Object lock = new Object();

    @GuardedBy("lock") private final long[] times = new long[Kind.values().length];

    @GuardedBy("lock") private final long[] lastDue = new long[Kind.values().length];

    @GuardedBy("lock") private Timers.@Nullable Task task;

    @GuardedBy("lock") private long taskTime = NEVER;

    @GuardedBy("lock") private boolean cancelled;

    Deadlines(Timers timers, Consumer<Kind> due) {
        this.timers = timers;
        this.due = due;
        Arrays.fill(times, NEVER);
    }

    void set(Kind kind, long delayMillis) {
        synchronized (lock) {
            times[kind.ordinal()] = timers.now() + delayMillis;
            arm();
        }
    }

    /**
     * Sets a deadline that follows the one that has just fallen due, so that a timer thread that is a little late delays
     * none. After a long stall the time is counted from now: it is the client's, and the stall was not its fault.
     */
    void setNext(Kind kind, long delayMillis) {
        synchronized (lock) {
            long start = Math.max(lastDue[kind.ordinal()], timers.now() - LATENESS_MILLIS);
            times[kind.ordinal()] = start + delayMillis;
            arm();
        }
    }

    void clear(Kind kind) {
        synchronized (lock) {
            times[kind.ordinal()] = NEVER;
        }
    }

    void cancel() {
        synchronized (lock) {
            cancelled = true;
            Arrays.fill(times, NEVER);
            if (task != null) {
                task.cancel();
                task = null;
            }
        }
    }

    @GuardedBy("lock") private void arm() {
        long next = NEVER;
        for (long time : times) {
            next = Math.min(next, time);
        }
        if (cancelled || next >= taskTime) {
            return; // the live timer is early enough
        }
        if (task != null) {
            task.cancel();
        }
        taskTime = next;
        task = timers.schedule(this::fire, Math.max(0, next - timers.now()));
    }

    private void fire() {
        List<Kind> fallen;
        synchronized (lock) {
            task = null;
            taskTime = NEVER;
            fallen = takeDue();
            arm();
        }
        fallen.forEach(due);
    }

    /** Lets what has fallen due happen now, on this thread, in case the timer thread is late. */
    void runDue() {
        List<Kind> fallen;
        synchronized (lock) {
            fallen = takeDue();
        }
        fallen.forEach(due);
    }

    @GuardedBy("lock") private List<Kind> takeDue() {
        List<Kind> fallen = new ArrayList<>(1);
        long now = timers.now();
        for (Kind kind : Kind.values()) {
            if (times[kind.ordinal()] <= now) {
                lastDue[kind.ordinal()] = times[kind.ordinal()];
                times[kind.ordinal()] = NEVER;
                fallen.add(kind);
            }
        }
        return fallen;
    }
}
