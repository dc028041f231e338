package ee.socketio.internal.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Comparator;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Timers on a scheduler that somebody else starts and stops. All tasks wait here, and only one wake-up there, for a second at
 * most: the schedulers of several containers keep cancelled tasks until their time, and with each the class loader of whoever
 * scheduled it. So one task runs at a time, as on a thread of its own. If the scheduler refuses, or does not run what it took,
 * there is one.
 */
final class BorrowedTimers implements Timers {

    private static final System.Logger LOG = System.getLogger("ee.socketio.engine");

    /** What is left behind with a scheduler is gone after so long. */
    private static final long LONGEST_MILLIS = 1_000;

    private static final long NEVER = Long.MAX_VALUE;

    /** Tasks are just being run, and whoever does that makes the next wake-up. */
    private static final long NOW = Long.MIN_VALUE;

    private final ScheduledExecutorService scheduler;
    private final Executor context;
    private final SchedulerTimers own;
    private final Clock clock;
    private final ConcurrentSkipListSet<Waiting> waiting = new ConcurrentSkipListSet<>();
    private final AtomicLong numbers = new AtomicLong();
    private final Object lock = new Object();

    /** When the next wake-up is; changed under the lock. */
    private volatile long wakeTime = NEVER;

    @GuardedBy("lock") private @Nullable Task wakeUp;

    @GuardedBy("lock") private boolean refusalTold;

    /** The scheduler has lost a wake-up: whoever loses one may lose the next. */
    @GuardedBy("lock") private boolean distrusted;

    private volatile boolean closed;

    /** A monotonic clock in milliseconds. */
    interface Clock {
        long now();
    }

    BorrowedTimers(ScheduledExecutorService scheduler, Threads threads) {
        this(scheduler, threads, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    }

    BorrowedTimers(ScheduledExecutorService scheduler, Threads threads, Clock clock) {
        this.scheduler = scheduler;
        this.context = threads.context();
        this.own = new SchedulerTimers(threads); // without a thread until something is refused
        this.clock = clock;
    }

    @Override
    public long now() {
        return clock.now();
    }

    @Override
    public Task schedule(Runnable task, long delayMillis) {
        Waiting added = new Waiting(now() + delayMillis, numbers.incrementAndGet(), task);
        waiting.add(added);
        if (closed) { // looked at after the insertion: close() drops this one, or it is done here
            waiting.remove(added);
        } else if (added.time < wakeTime || isLost(wakeTime)) {
            // Also after it: whoever has just woken up sees it, or it is seen here.
            wakeAt(added.time);
        }
        return () -> waiting.remove(added);
    }

    /**
     * Whether a wake-up ought to have come long ago. Containers may take a task and never run it: one that is suspended, or whose
     * executor has a limit, and a scheduler that somebody shuts down drops what it has. If it is only late, it finds nothing to do.
     */
    private boolean isLost(long wakeUpTime) {
        return wakeUpTime != NEVER && wakeUpTime != NOW && now() - wakeUpTime > LONGEST_MILLIS;
    }

    private void wakeAt(long time) {
        synchronized (lock) {
            boolean lost = isLost(wakeTime);
            if (closed || (time >= wakeTime && !lost)) {
                return;
            }
            if (lost) {
                distrust();
            }
            dropWakeUp();
            long now = now();
            long delay = lost ? 0 : Math.min(LONGEST_MILLIS, Math.max(0, time - now));
            wakeTime = now + delay; // before it is made, which might run it
            boolean made = false;
            try {
                wakeUp = wakeIn(delay);
                made = true;
            } finally {
                if (!made) {
                    wakeTime = NEVER; // nobody comes: the next task tries again
                }
            }
        }
    }

    @GuardedBy("lock") private void distrust() {
        if (!distrusted) {
            distrusted = true;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The scheduler did not run a task that it had taken: a thread of its own runs them from now on");
        }
    }

    @GuardedBy("lock") private Task wakeIn(long delay) {
        if (distrusted) {
            return own.schedule(this::run, delay);
        }
        try {
            Future<?> future = scheduler.schedule(this::run, delay, TimeUnit.MILLISECONDS);
            return () -> future.cancel(false);
        } catch (Throwable t) { // a session without its deadlines would never end; an Error if there is no thread left
            if (!refusalTold) {
                refusalTold = true;
                LOG.log(System.Logger.Level.WARNING, "The scheduler refuses tasks, which a thread of its own runs", t);
            }
            return own.schedule(this::run, delay);
        }
    }

    @GuardedBy("lock") private void dropWakeUp() {
        if (wakeUp != null) {
            wakeUp.cancel();
            wakeUp = null;
        }
    }

    private void run() {
        synchronized (lock) {
            if (closed || wakeTime == NOW) {
                return; // it was on its way when it was cancelled, and the one in its place is at it
            }
            wakeTime = NOW;
            dropWakeUp(); // this one, or the one in its place
        }
        try {
            context.execute(this::runDue);
        } finally {
            synchronized (lock) {
                wakeTime = NEVER;
            }
            Waiting next = first();
            if (next != null) {
                wakeAt(next.time);
            }
        }
    }

    private void runDue() {
        long now = now();
        for (Waiting next = first(); next != null && next.time <= now; next = first()) {
            if (waiting.remove(next)) {
                runSafely(next.task);
            }
        }
    }

    private @Nullable Waiting first() {
        // Not first(), which throws if there is none: there may be none from one moment to the next.
        return waiting.ceiling(Waiting.LEAST);
    }

    private static void runSafely(Runnable task) {
        try {
            task.run();
        } catch (Throwable t) { // the next task must run whatever happens
            LOG.log(System.Logger.Level.ERROR, "A task failed", t);
        }
    }

    /** How many tasks wait for their time. */
    int pending() {
        return waiting.size();
    }

    /** Drops every task. The scheduler is left alone. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            dropWakeUp();
        }
        waiting.clear();
        own.close();
    }

    /** A task that waits for its time; of those with the same time the first goes first. */
    private record Waiting(long time, long number, Runnable task) implements Comparable<Waiting> {

        private static final Waiting LEAST = new Waiting(Long.MIN_VALUE, 0, () -> {});

        private static final Comparator<Waiting> ORDER =
                Comparator.comparingLong(Waiting::time).thenComparingLong(Waiting::number);

        @Override
        public int compareTo(Waiting other) {
            return ORDER.compare(this, other);
        }
    }
}
