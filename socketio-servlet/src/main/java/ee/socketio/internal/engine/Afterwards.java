package ee.socketio.internal.engine;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Puts off what may call the application until its thread has left something that others wait for: a listener that would
 * otherwise begin in there, because it runs on the thread that brings it, could hold everybody up.
 */
public final class Afterwards {

    private static final System.Logger LOG = System.getLogger("ee.socketio.engine");

    private static final ThreadLocal<@Nullable Queue<Runnable>> WAITING = new ThreadLocal<>();

    private Afterwards() {}

    /** Runs an action, and then what was {@linkplain #run put off} by it. Inside of another one, that one's end counts. */
    public static void around(Runnable action) {
        if (WAITING.get() != null) {
            action.run();
            return;
        }
        Queue<Runnable> waiting = new ArrayDeque<>(2);
        WAITING.set(waiting);
        try {
            action.run();
        } finally {
            WAITING.remove();
            waiting.forEach(Afterwards::runSafely);
        }
    }

    /** Runs a task, now or when the thread has left what it is in. */
    public static void run(Runnable task) {
        Queue<Runnable> waiting = WAITING.get();
        if (waiting == null) {
            task.run();
        } else {
            waiting.add(task);
        }
    }

    /** Whether tasks wait for the end of what this thread is in. */
    public static boolean isWaiting() {
        Queue<Runnable> waiting = WAITING.get();
        return waiting != null && !waiting.isEmpty();
    }

    private static void runSafely(Runnable task) {
        try {
            task.run();
        } catch (Throwable t) { // the next one must run whatever happens
            LOG.log(System.Logger.Level.ERROR, "A task failed", t);
        }
    }
}
