package ee.socketio.redis;

import ee.socketio.redis.Failures.NotSentException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.XAddArgs;
import io.netty.util.concurrent.EventExecutorGroup;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a server sends to Redis. What is on its way is bounded in bytes: if Redis is slow, messages are dropped rather than piled
 * up, as they are while it is away. Nothing blocks.
 */
final class Publisher {

    private static final System.Logger LOG = System.getLogger("ee.socketio.redis");
    /** What a command takes beside its message, about. */
    private static final int OVERHEAD_BYTES = 500;

    private final Connecting<Backend.Commands> connection;
    private final long maxBytes;
    private final AtomicLong bytes = new AtomicLong();
    /** The part of it for which Redis was too slow: it has left no room, though its senders have given it up. */
    private final AtomicLong stuck = new AtomicLong();

    private final AtomicBoolean probing = new AtomicBoolean();
    private final AtomicLong lost = new AtomicLong();
    private final Silence silence = new Silence(Duration.ofSeconds(10));

    /**
     * Opens nothing yet.
     *
     * @param onOpen there is a connection, or there is one again
     */
    Publisher(Backend backend, Health health, long maxBytes, Duration timeout, Runnable onOpen) {
        EventExecutorGroup timer = backend.timer();
        this.connection = new Connecting<>(
                backend::connect,
                Backend.Commands::connection,
                opened -> {
                    opened.setTimeout(timeout);
                    onOpen.run();
                },
                this::release,
                timer,
                health);
        this.maxBytes = maxBytes;
    }

    void open() {
        connection.open();
    }

    /** When the first attempt to reach Redis has succeeded or failed. */
    CompletionStage<@Nullable Void> tried() {
        return connection.tried();
    }

    CompletionStage<?> close() {
        return connection.close();
    }

    /** Sends a message to the subscribers of a channel. One that cannot be sent is lost, and the log says so. */
    void publish(String channel, boolean sharded, byte[] message) {
        CompletionStage<?> unused = send(
                        message.length,
                        redis -> sharded
                                ? redis.async().spublish(channel, message)
                                : redis.async().publish(channel, message))
                .whenComplete((receivers, failure) -> {
                    if (failure != null) {
                        lost(failure);
                    }
                });
    }

    /** Appends an entry to a stream, which is kept about so long, and returns its id. */
    CompletionStage<String> append(String stream, long maxLength, Map<String, byte[]> entry) {
        long size = entry.values().stream().mapToLong(value -> value.length).sum();
        XAddArgs trimmed = XAddArgs.Builder.maxlen(maxLength).approximateTrimming();
        return send(size, redis -> redis.async().xadd(stream, trimmed, entry));
    }

    /** How many connections are subscribed to a channel. */
    CompletionStage<Long> subscribers(String channel, boolean sharded) {
        return send(0, redis -> redis.subscribers(channel, sharded));
    }

    /** Runs a command; fails if Redis is away or too much is on its way. */
    <T> CompletionStage<T> send(long size, Function<Backend.Commands, CompletionStage<T>> command) {
        Backend.@Nullable Commands redis = connection.get();
        if (redis == null) {
            return CompletableFuture.failedStage(new NotSentException("Redis cannot be reached"));
        }
        long taken = size + OVERHEAD_BYTES;
        if (bytes.addAndGet(taken) > maxBytes) {
            bytes.addAndGet(-taken);
            probe(redis);
            return CompletableFuture.failedStage(
                    new NotSentException("Redis is slow: " + maxBytes + " bytes are on their way to it"));
        }
        return sent(redis, command).whenComplete((answer, failure) -> {
            if (failure instanceof RedisCommandTimeoutException) {
                stuck.addAndGet(taken); // nobody waits for it any more, but it still waits for Redis
                return;
            }
            bytes.addAndGet(-taken);
            if (failure == null) {
                release();
            }
        });
    }

    /** Lettuce refuses at once what it does not send, because the connection is broken. */
    private static <T> CompletionStage<T> sent(
            Backend.Commands redis, Function<Backend.Commands, CompletionStage<T>> command) {
        CompletionStage<T> sent;
        try {
            sent = ForeignThread.call(() -> command.apply(redis));
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(new NotSentException(e));
        }
        boolean refused = sent.toCompletableFuture().isCompletedExceptionally();
        return refused
                ? sent.exceptionallyCompose(failure -> CompletableFuture.failedStage(new NotSentException(failure)))
                : sent;
    }

    /** Redis has answered, and it does so in order: it has read what it was too slow for. Or the connection is gone, and that too. */
    private void release() {
        bytes.addAndGet(-stuck.getAndSet(0));
    }

    /** While too much is stuck nothing is sent whose answer could say that Redis goes on. */
    private void probe(Backend.Commands redis) {
        if (stuck.get() == 0 || !probing.compareAndSet(false, true)) {
            return;
        }
        CompletionStage<?> answer;
        try {
            answer = ForeignThread.call(() -> redis.async().ping());
        } catch (RuntimeException e) { // Lettuce may refuse at once
            answer = CompletableFuture.failedStage(e);
        }
        CompletionStage<?> unused = answer.whenComplete((pong, failure) -> {
            probing.set(false);
            if (failure == null) {
                release();
            }
        });
    }

    /** What is on its way to Redis, about. */
    long pending() {
        return bytes.get();
    }

    /** Reports at once, and then from time to time, how many there were. */
    void lost(Throwable why) {
        lost.incrementAndGet();
        if (silence.begin()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} messages did not reach the other servers: {1}",
                    lost.getAndSet(0),
                    Failures.message(why));
        }
    }
}
