package ee.socketio.redis;

import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.InvalidOptionException;
import java.time.Duration;

/**
 * The options of the sharded adapter, with the names and defaults of {@code createShardedAdapter} of {@code
 * @socket.io/redis-adapter}. Immutable; a bad value is an {@link InvalidOptionException}.
 *
 * @param channelPrefix what the names of all channels begin with; the same on every server; default {@code socket.io}
 * @param subscriptionMode what to subscribe to; the same on every server; default dynamic
 * @param requestsTimeout how long other servers have for an answer, where the request does not say, 1 ms to one day; default 5 s
 * @param maxPendingBytes how many bytes may be on their way to Redis; what comes then does not reach other servers; default 64
 *     MiB. The reference has no such bound.
 */
public record ShardedOptions(
        String channelPrefix, SubscriptionMode subscriptionMode, Duration requestsTimeout, long maxPendingBytes) {

    /** Checks every value. */
    public ShardedOptions {
        RedisOptions.requireName("channelPrefix", channelPrefix);
        EngineOptions.requireDuration("requestsTimeout", requestsTimeout);
        EngineOptions.requireRange("maxPendingBytes", maxPendingBytes, 1024, Long.MAX_VALUE);
    }

    /** {@code socket.io}, dynamic, 5 s, 64 MiB. */
    public static ShardedOptions defaults() {
        return new ShardedOptions(
                "socket.io", SubscriptionMode.DYNAMIC, Duration.ofSeconds(5), RedisOptions.MAX_PENDING_BYTES);
    }

    /** Another prefix, the rest as it is. */
    public ShardedOptions withChannelPrefix(String prefix) {
        return new ShardedOptions(prefix, subscriptionMode, requestsTimeout, maxPendingBytes);
    }

    /** Other subscriptions, the rest as it is. */
    public ShardedOptions withSubscriptionMode(SubscriptionMode mode) {
        return new ShardedOptions(channelPrefix, mode, requestsTimeout, maxPendingBytes);
    }

    /** Another time for answers, the rest as it is. */
    public ShardedOptions withRequestsTimeout(Duration timeout) {
        return new ShardedOptions(channelPrefix, subscriptionMode, timeout, maxPendingBytes);
    }

    /** Another bound of what is on its way, the rest as it is. */
    public ShardedOptions withMaxPendingBytes(long bytes) {
        return new ShardedOptions(channelPrefix, subscriptionMode, requestsTimeout, bytes);
    }
}
