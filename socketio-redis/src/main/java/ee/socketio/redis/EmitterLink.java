package ee.socketio.redis;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import ee.socketio.redis.EmitterRoute.Outgoing;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * An emitter's connection. What is emitted before the first attempt to reach Redis has ended waits for that, in its order: a
 * short process emits right after it has made its emitter.
 */
final class EmitterLink {

    private final Backend backend;
    private final Health health;
    private final Publisher publisher;
    private final Duration timeout;
    private final long maxBytes;
    private final Object lock = new Object();

    @GuardedBy("lock") private final Queue<Sending> waiting = new ArrayDeque<>();

    /** When it is closed, and nothing is on its way. */
    private final CompletableFuture<@Nullable Void> idle = new CompletableFuture<>();

    @GuardedBy("lock") private int pending;

    @GuardedBy("lock") private long waitingBytes;

    /** The first attempt has ended, and what waited for it is sent. */
    @GuardedBy("lock") private boolean direct;

    @GuardedBy("lock") private boolean closed;

    /**
     * Opens a connection; waits for nothing.
     *
     * @param timeout how long Redis has for an answer
     * @param maxBytes how much may be on its way to Redis, and how much may wait for the first attempt
     */
    EmitterLink(Redis redis, Duration timeout, long maxBytes) {
        this.backend = ForeignThread.call(redis::backend);
        this.health = Health.ofEmitter(redis.toString());
        this.publisher = new Publisher(backend, health, maxBytes, timeout, () -> {});
        this.timeout = timeout;
        this.maxBytes = maxBytes;
    }

    void open() {
        publisher.open();
        CompletionStage<?> unused = publisher.tried().thenRun(this::sendWaiting);
    }

    /** Something to send, and who wants to know. */
    private record Sending(Outgoing message, CompletableFuture<@Nullable Void> result) {}

    /** Sends, now or when the first attempt to reach Redis has ended. Who waits for the result cannot complete it. */
    CompletionStage<@Nullable Void> send(Outgoing message) {
        Sending sending = new Sending(message, new CompletableFuture<>());
        boolean now;
        synchronized (lock) {
            if (closed) {
                return CompletableFuture.failedStage(new IllegalStateException("The emitter is closed"));
            }
            now = direct || waitingBytes + message.size() > maxBytes; // the second is refused
            pending++;
            if (!now) {
                waiting.add(sending);
                waitingBytes += message.size();
            }
        }
        if (now) {
            send(sending);
        }
        return sending.result().minimalCompletionStage();
    }

    private void send(Sending sending) {
        CompletionStage<?> unused = publisher
                .send(sending.message().size(), sending.message().command()::apply)
                .whenComplete((answer, failure) -> ended(sending.result(), failure));
    }

    private void ended(CompletableFuture<@Nullable Void> result, @Nullable Throwable failure) {
        if (failure == null) {
            result.complete(null);
        } else {
            publisher.lost(failure);
            result.completeExceptionally(
                    new IllegalStateException("Did not reach Redis: " + Failures.message(failure), failure));
        }
        boolean last;
        synchronized (lock) {
            pending--;
            last = closed && pending == 0;
        }
        if (last) {
            idle.complete(null);
        }
    }

    /** What others emit meanwhile gets in line behind it. */
    private void sendWaiting() {
        while (true) {
            Sending next;
            synchronized (lock) {
                next = waiting.poll();
                if (next == null) {
                    direct = true;
                    return;
                }
            }
            send(next);
        }
    }

    /** Waits for what was sent, but not longer than Redis has for an answer. */
    void close() {
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            if (pending == 0) {
                idle.complete(null); // nobody depends on it yet
            }
        }
        try {
            await(idle);
        } finally {
            health.close();
            CompletionStage<List<Thread>> ending = publisher.close().thenCompose(closed -> backend.close());
            sendWaiting(); // which fails now
            Farewell.await(ending); // whose client it is may end it next
        }
    }

    private void await(CompletableFuture<?> end) {
        try {
            end.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // who emitted is told, and the log
        }
    }
}
