package ee.socketio.adapter;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import ee.socketio.internal.engine.Afterwards;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks in the order in which their places were taken, one at a time, though they become ready in any order and on any
 * thread: the order of broadcasts in adapters with connection state recovery. Nobody waits: who makes the first place ready
 * runs it and those behind it that are ready too. Listeners that would begin on that thread begin when it has left the order.
 * Tasks must not block; what one throws is logged.
 */
public final class Sequencer {

    private static final System.Logger LOG = System.getLogger("ee.socketio.recovery");

    /** After so many tasks a thread leaves the order for a moment, if listeners wait for that. */
    private static final int BURST = 64;

    /** From so many places on, whoever brings more is slowed down. */
    static final int CROWDED = 1000;

    private static final long SLOW_DOWN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Object lock = new Object();

    @GuardedBy("lock") private final ArrayDeque<Place> places = new ArrayDeque<>();

    /** What came from elsewhere: each goes behind a place, and before the next one that is not ready. */
    @GuardedBy("lock") private final ArrayDeque<Insertion> insertions = new ArrayDeque<>();

    @GuardedBy("lock") private long taken;

    @GuardedBy("lock") private boolean running;

    /** Who runs tasks now. */
    private volatile @Nullable Thread runner;

    /** The place whose task was begun last. Changed by the runner alone. */
    @GuardedBy("lock") private long begun;

    /** The same, for the runner. */
    private long reached;

    private record Insertion(long behind, Runnable task) {}

    /** An order without places. */
    public Sequencer() {}

    /** Takes the next place. It must be made ready whatever happens: everybody behind it waits. */
    public Place take() {
        synchronized (lock) {
            Place place = new Place(++taken);
            places.add(place);
            return place;
        }
    }

    /**
     * Slows down who brings more than the one thread can take that is at it: for a moment, so that nothing can hang, and never
     * a thread that is in a task. Without the order such a thread would have the work of sending itself.
     */
    public void slowDown() {
        if (isInside()) {
            return;
        }
        synchronized (lock) {
            long end = System.nanoTime() + SLOW_DOWN_NANOS;
            long left = SLOW_DOWN_NANOS;
            while (running && places.size() >= CROWDED && left > 0) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(lock, left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
                left = end - System.nanoTime();
            }
        }
    }

    /** Whether this thread is in a task. */
    public boolean isInside() {
        return runner == Thread.currentThread();
    }

    /** The number of the place whose task this thread is in. */
    public long current() {
        return reached;
    }

    /** The number of the last place that was taken. */
    long last() {
        synchronized (lock) {
            return taken;
        }
    }

    /** Runs a task in the next place. */
    public void run(Runnable task) {
        take().ready(task);
    }

    /**
     * Runs a task that has no place: when the place of this number has run, and at once if it has, also if other places are
     * not ready. What is inserted keeps its order; the numbers must not become smaller.
     *
     * @param behind the number of a place that was taken, or 0
     */
    public void insert(long behind, Runnable task) {
        synchronized (lock) {
            insertions.add(new Insertion(behind, task));
        }
        go();
    }

    /** A place in the order. */
    public final class Place {
        private final long number;
        private @Nullable Runnable task;

        private Place(long number) {
            this.number = number;
        }

        /** The place's number, counted from 1. */
        public long number() {
            return number;
        }

        /** Has the task run when everything before it has. */
        public void ready(Runnable what) {
            synchronized (lock) {
                task = what;
            }
            go();
        }
    }

    private void go() {
        while (begin()) { // else whoever runs now comes by, or what is first is not ready
            Afterwards.around(this::runReady);
        }
    }

    private boolean begin() {
        synchronized (lock) {
            if (running || !isReady()) {
                return false;
            }
            running = true;
            return true;
        }
    }

    private void runReady() {
        runner = Thread.currentThread();
        int ran = 0;
        for (Runnable task = next(true); task != null; task = next(ran < BURST || !Afterwards.isWaiting())) {
            ran++;
            try {
                task.run();
            } catch (Throwable t) { // those behind it must run whatever happens
                LOG.log(System.Logger.Level.ERROR, "A task failed", t);
            }
        }
    }

    @GuardedBy("lock") private boolean isReady() {
        Insertion inserted = insertions.peek();
        Place first = places.peek();
        return (inserted != null && inserted.behind <= begun) || (first != null && first.task != null);
    }

    private @Nullable Runnable next(boolean goOn) {
        synchronized (lock) {
            if (!goOn || !isReady()) {
                runner = null;
                running = false;
                return null;
            }
            Insertion inserted = insertions.peek();
            if (inserted != null && inserted.behind <= begun) {
                insertions.remove();
                return inserted.task;
            }
            Place first = places.remove();
            if (places.size() == CROWDED / 2) {
                lock.notifyAll();
            }
            begun = first.number;
            reached = first.number;
            return first.task;
        }
    }
}
