package ee.socketio.internal.engine;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * What there is for a server to run on.
 *
 * @param factory makes threads of its own
 * @param context runs a task at once and in place, where its code is at home: with the application's class loader as context
 *     class loader, and the names of the application if the container has any
 * @param listeners the container's executor, or null if it has none
 * @param scheduler the container's scheduler, or null if it has none
 */
public record Threads(
        ThreadFactory factory,
        Executor context,
        @Nullable Executor listeners,
        @Nullable ScheduledExecutorService scheduler) {

    /** Threads from this factory and no others. */
    public static Threads own(ThreadFactory factory) {
        return new Threads(factory, Runnable::run, null, null);
    }
}
