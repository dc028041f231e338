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

/** What listeners run on: threads that are started and stopped with the server, an executor of others, or the caller's thread. */
final class ListenerPool implements AutoCloseable {

    private static final long IDLE_SECONDS = 30;
    private static final long STOP_MILLIS = 5_000;

    private final Executor context;
    private final long stopMillis;
    private final @Nullable ExecutorService own;
    private final @Nullable BorrowedExecutor borrowed;

    ListenerPool(ListenerThreads listeners, Threads threads) {
        this(listeners, threads, STOP_MILLIS);
    }

    ListenerPool(ListenerThreads listeners, Threads threads, long stopMillis) {
        this.context = threads.context();
        this.stopMillis = stopMillis;
        Executor given = given(listeners, threads);
        this.borrowed = given == null ? null : new BorrowedExecutor(given, stopMillis);
        this.own = given == null ? own(listeners, threads.factory()) : null;
    }

    private static @Nullable Executor given(ListenerThreads listeners, Threads threads) {
        return switch (listeners.kind()) {
            case CONTAINER -> threads.listeners();
            case EXECUTOR -> Objects.requireNonNull(listeners.executor());
            case POOL, VIRTUAL, DIRECT -> null;
        };
    }

    private static @Nullable ExecutorService own(ListenerThreads listeners, ThreadFactory factory) {
        return switch (listeners.kind()) {
            case CONTAINER, POOL -> pool(listeners.size(), factory);
            case VIRTUAL -> virtual();
            case EXECUTOR, DIRECT -> null;
        };
    }

    /** A serial executor for one session. */
    SerialExecutor serial() {
        if (borrowed != null) {
            return new SerialExecutor(task -> borrowed.execute(() -> context.execute(task)));
        }
        return own == null ? SerialExecutor.direct(context) : new SerialExecutor(task -> run(own, task));
    }

    private void run(Executor executor, Runnable task) {
        try {
            executor.execute(() -> context.execute(task));
        } catch (Throwable t) { // stopped, or an Error: no thread to be had
            context.execute(task); // the caller's thread keeps the promise that every task runs
        }
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
                    "'container', 'pool' or 'direct' before Java 21: this is Java "
                            + Runtime.version().feature());
        }
    }

    /** Lets the last listeners finish, for a few seconds; then interrupts them. */
    @Override
    public void close() {
        if (borrowed != null) {
            borrowed.close();
        }
        if (own == null) {
            return;
        }
        own.shutdown();
        try {
            if (!own.awaitTermination(stopMillis, TimeUnit.MILLISECONDS)) {
                own.shutdownNow();
            }
        } catch (InterruptedException e) {
            own.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
