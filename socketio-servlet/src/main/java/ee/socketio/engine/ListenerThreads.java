package ee.socketio.engine;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Where listeners run. Whatever is chosen, the listeners of one session are called one at a time and in order.
 *
 * @param kind the kind of threads
 * @param size the most threads of an own pool; 0 otherwise
 * @param executor the executor that was given, for {@link Kind#EXECUTOR}
 */
public record ListenerThreads(Kind kind, int size, @Nullable Executor executor) {

    /** The kinds of listener threads. */
    public enum Kind {
        /** The executor that the container has for applications; where it has none, as {@link #POOL}. */
        CONTAINER,
        /** A bounded pool of platform threads that the server starts and stops. */
        POOL,
        /** One virtual thread per batch of events; needs Java 21 or later. */
        VIRTUAL,
        /** The container's reading thread itself: fast, but a listener must never block. */
        DIRECT,
        /** An executor that was given, by whoever also stops it. */
        EXECUTOR
    }

    /** Checks the combination. */
    public ListenerThreads {
        if ((kind == Kind.POOL || kind == Kind.CONTAINER) && (size < 1 || size > 10_000)) {
            throw new InvalidOptionException("listenerThreads", size, "between 1 and 10000");
        }
        if ((kind == Kind.EXECUTOR) != (executor != null)) {
            throw new InvalidOptionException("listenerThreads", kind, "given together with an executor");
        }
    }

    /**
     * The container's {@code java:comp/DefaultManagedExecutorService}, which may have few threads that all applications share, or
     * a {@link #pool()} where there is none.
     */
    public static ListenerThreads container() {
        return new ListenerThreads(Kind.CONTAINER, defaultSize(), null);
    }

    /** A pool of four threads per processor, at least eight: listeners may wait for databases now and then. */
    public static ListenerThreads pool() {
        return pool(defaultSize());
    }

    private static int defaultSize() {
        return Math.max(8, 4 * Runtime.getRuntime().availableProcessors());
    }

    /** A pool of at most this many threads. */
    public static ListenerThreads pool(int size) {
        return new ListenerThreads(Kind.POOL, size, null);
    }

    /** Virtual threads. */
    public static ListenerThreads virtual() {
        return new ListenerThreads(Kind.VIRTUAL, 0, null);
    }

    /** The reading thread; listeners must not block. */
    public static ListenerThreads direct() {
        return new ListenerThreads(Kind.DIRECT, 0, null);
    }

    /**
     * An executor of the application's or the container's, which the server does not stop. It must run or refuse every task; what
     * it refuses runs on the thread that brings it.
     */
    public static ListenerThreads executor(Executor executor) {
        return new ListenerThreads(Kind.EXECUTOR, 0, executor);
    }
}
