package ee.socketio.internal.namespace;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks in the order in which their places were taken, one at a time, though they become ready in any order and on any
 * thread. Nobody waits: who makes the first place ready runs it and those behind it that are ready too.
 */
final class Sequencer {

    private static final System.Logger LOG = System.getLogger("ee.socketio.recovery");

    private final Object lock = new Object();

    @GuardedBy("lock") private final ArrayDeque<Place> places = new ArrayDeque<>();

    @GuardedBy("lock") private long taken;

    @GuardedBy("lock") private boolean running;

    private volatile long reached;

    /** Takes the next place. It must be made ready whatever happens: everybody behind it waits. */
    Place take() {
        synchronized (lock) {
            Place place = new Place(++taken);
            places.add(place);
            return place;
        }
    }

    /** The number of the last place whose task was begun. */
    long reached() {
        return reached;
    }

    /** Runs a task in the next place. */
    void run(Runnable task) {
        take().ready(task);
    }

    /** A place in the order. */
    final class Place {
        private final long number;
        private @Nullable Runnable task;

        private Place(long number) {
            this.number = number;
        }

        /** The place's number, counted from 1. */
        long number() {
            return number;
        }

        /** Has the task run when everything before it has. */
        void ready(Runnable what) {
            synchronized (lock) {
                task = what;
                if (running) {
                    return; // whoever runs now comes by here
                }
                running = true;
            }
            runReady();
        }
    }

    private void runReady() {
        for (Runnable task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (Throwable t) { // those behind it must run whatever happens
                LOG.log(System.Logger.Level.ERROR, "A task failed", t);
            }
        }
    }

    private @Nullable Runnable next() {
        synchronized (lock) {
            Place first = places.peek();
            if (first == null || first.task == null) {
                running = false;
                return null;
            }
            places.remove();
            reached = first.number;
            return first.task;
        }
    }
}
