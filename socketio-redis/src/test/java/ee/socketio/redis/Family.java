package ee.socketio.redis;

import ee.socketio.spi.AdapterFactory;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * An adapter and its emitter, with names of their own in Redis.
 *
 * @param recovers whether the servers have connection state recovery
 */
record Family(
        String name, Function<Redis, AdapterFactory> adapter, Function<Redis, RedisEmitter> emitter, boolean recovers) {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    static Stream<Family> all() {
        return Stream.of(
                classic(),
                sharded(SubscriptionMode.STATIC),
                sharded(SubscriptionMode.DYNAMIC),
                sharded(SubscriptionMode.DYNAMIC_PRIVATE),
                streams("streams", false, false),
                streams("streams-sharded", true, false),
                streams("streams-recovery", false, true));
    }

    static Family classic() {
        ClassicOptions options = ClassicOptions.defaults().withKey("classic").withRequestsTimeout(TIMEOUT);
        return new Family(
                "classic",
                where -> RedisAdapter.classic(where, options),
                where -> RedisEmitter.classic(where, options),
                false);
    }

    static Family sharded(SubscriptionMode mode) {
        ShardedOptions options = ShardedOptions.defaults()
                .withChannelPrefix("sharded-" + mode)
                .withSubscriptionMode(mode)
                .withRequestsTimeout(TIMEOUT);
        return new Family(
                options.channelPrefix(),
                where -> RedisAdapter.sharded(where, options),
                where -> RedisEmitter.sharded(where, options),
                false);
    }

    static Family streams(String name, boolean sharded, boolean recovers) {
        StreamsOptions options = StreamsOptions.defaults()
                .withNames(name, name, name)
                .withUseShardedPubSub(sharded)
                .withRequestsTimeout(TIMEOUT);
        return new Family(
                name,
                where -> RedisAdapter.streams(where, options),
                where -> RedisEmitter.streams(where, options),
                recovers);
    }

    @Override
    public String toString() {
        return name;
    }
}
