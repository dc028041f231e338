package ee.socketio.redis;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulConnection;
import io.netty.util.concurrent.EventExecutorGroup;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens a connection, however long Redis is away. Once it is open, Lettuce itself opens it again whenever it breaks.
 *
 * @param <C> what is opened
 */
final class Connecting<C> {

    private static final long FIRST_DELAY_MILLIS = 100;
    private static final long LAST_DELAY_MILLIS = 5_000;

    private final Supplier<? extends CompletionStage<? extends C>> open;
    private final Function<C, StatefulConnection<?, ?>> connection;
    private final Consumer<C> onOpen;
    private final Runnable onBroken;
    private final EventExecutorGroup timer;
    private final Health health;
    private final CompletableFuture<@Nullable Void> tried = new CompletableFuture<>();
    private final Object lock = new Object();

    @GuardedBy("lock") private @Nullable C opened;

    @GuardedBy("lock") private @Nullable Future<?> retry;

    @GuardedBy("lock") private boolean closed;

    /**
     * Opens nothing yet.
     *
     * @param open opens it
     * @param connection the connection of it
     * @param onOpen it is open, or open again
     * @param onBroken it is broken
     */
    Connecting(
            Supplier<? extends CompletionStage<? extends C>> open,
            Function<C, StatefulConnection<?, ?>> connection,
            Consumer<C> onOpen,
            Runnable onBroken,
            EventExecutorGroup timer,
            Health health) {
        this.open = open;
        this.connection = connection;
        this.onOpen = onOpen;
        this.onBroken = onBroken;
        this.timer = timer;
        this.health = health;
    }

    void open() {
        open(FIRST_DELAY_MILLIS);
    }

    private void open(long nextDelay) {
        synchronized (lock) {
            if (closed) {
                return;
            }
        }
        CompletionStage<? extends C> opening;
        try {
            opening = ForeignThread.call(open);
        } catch (RuntimeException e) { // a client that was shut down, for example
            opening = CompletableFuture.failedStage(e);
        }
        CompletionStage<?> unused = opening.whenComplete((made, failure) -> {
            try {
                if (failure == null) {
                    onOpen(made);
                } else {
                    onFailure(failure, nextDelay);
                }
            } finally {
                tried.complete(null);
            }
        });
    }

    /** When the first attempt has succeeded or failed. */
    CompletionStage<@Nullable Void> tried() {
        return tried;
    }

    private void onOpen(C made) {
        boolean late;
        synchronized (lock) {
            late = closed;
            if (!late) {
                opened = made;
            }
        }
        if (late) { // close() was faster
            CompletableFuture<?> unused = connection.apply(made).closeAsync();
            return;
        }
        connection.apply(made).addListener(new Watching(made));
        health.mended(this);
        onOpen.accept(made);
    }

    private void onFailure(Throwable failure, long delay) {
        synchronized (lock) {
            if (closed) {
                return;
            }
        }
        health.broken(this, Failures.message(failure));
        synchronized (lock) {
            if (!closed && !timer.isShuttingDown()) {
                retry = timer.schedule(
                        () -> open(Math.min(2 * delay, LAST_DELAY_MILLIS)), delay, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Null while there is none. It may be broken. */
    @Nullable C get() {
        synchronized (lock) {
            return opened;
        }
    }

    /** Completes when the connection is closed; it never fails. */
    CompletionStage<?> close() {
        C last;
        Future<?> next;
        synchronized (lock) {
            closed = true;
            next = retry;
            retry = null;
            last = opened;
            opened = null;
        }
        if (next != null) {
            next.cancel(false);
        }
        return last == null
                ? CompletableFuture.completedStage(null)
                : ForeignThread.call(() -> connection.apply(last).closeAsync()).exceptionally(failure -> null);
    }

    /** Lettuce tells when the connection breaks, and when it has opened it again. */
    private final class Watching implements RedisConnectionStateListener {
        private final C made;

        Watching(C made) {
            this.made = made;
        }

        @Override
        public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
            if (get() != null) {
                health.broken(Connecting.this, "the connection was lost");
                onBroken.run();
            }
        }

        @Override
        public void onRedisConnected(RedisChannelHandler<?, ?> handler, java.net.SocketAddress address) {
            if (get() != null) {
                health.mended(Connecting.this);
                onOpen.accept(made);
            }
        }
    }
}
