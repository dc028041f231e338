package ee.socketio.internal.engine;

import ee.socketio.engine.InvalidOptionException;
import ee.socketio.engine.ListenerThreads;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The executor that listeners run on, started and stopped with the server. */
final class ListenerPool implements AutoCloseable {

    private static final long IDLE_SECONDS = 30;
    private static final long STOP_SECONDS = 5;

    private final ListenerThreads threads;
    private final @Nullable ExecutorService own;

    ListenerPool(ListenerThreads threads, ThreadFactory factory) {
        this.threads = threads;
        this.own = switch (threads.kind()) {
            case POOL -> pool(threads.size(), factory);
            case VIRTUAL -> virtual();
            case DIRECT, EXECUTOR -> null;
        };
    }

    /** A serial executor for one session. */
    SerialExecutor serial() {
        if (own != null) {
            return new SerialExecutor(own);
        }
        if (threads.kind() == ListenerThreads.Kind.DIRECT) {
            return SerialExecutor.direct();
        }
        Executor executor = Objects.requireNonNull(threads.executor());
        return new SerialExecutor(executor);
    }

    private static ExecutorService pool(int size, ThreadFactory factory) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                size, size, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** By reflection, because the library runs on Java 17 too. */
    private static ExecutorService virtual() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new InvalidOptionException(
                    "listenerThreads",
                    "virtual",
                    "'pool' or 'direct' before Java 21: this is Java "
                            + Runtime.version().feature());
        }
    }

    /** Lets the last listeners finish, for a few seconds; then interrupts them. */
    @Override
    public void close() {
        if (own == null) {
            return;
        }
        own.shutdown();
        try {
            if (!own.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                own.shutdownNow();
            }
        } catch (InterruptedException e) {
            own.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
