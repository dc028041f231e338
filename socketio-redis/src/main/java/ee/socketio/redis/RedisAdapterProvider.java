package ee.socketio.redis;

import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.InvalidOptionException;
import ee.socketio.spi.AdapterFactory;
import ee.socketio.spi.AdapterParams;
import ee.socketio.spi.AdapterProvider;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The adapters of this module by init-params: {@code adapter} is {@code redis}, {@code redis-sharded} or {@code redis-streams}, and
 * the options begin with {@code redis.}.
 */
public final class RedisAdapterProvider implements AdapterProvider {

    private static final String CLASSIC = "redis";
    private static final String SHARDED = "redis-sharded";
    private static final String STREAMS = "redis-streams";
    private static final String PREFIX = "redis.";

    /** For {@link java.util.ServiceLoader}. */
    public RedisAdapterProvider() {}

    @Override
    public Set<String> names() {
        return Set.of(CLASSIC, SHARDED, STREAMS);
    }

    @Override
    public Set<String> options(String name) {
        return switch (name) {
            case CLASSIC ->
                Set.of(
                        "redis.uri",
                        "redis.requestsTimeout",
                        "redis.maxPendingBytes",
                        "redis.key",
                        "redis.publishOnSpecificResponseChannel");
            case SHARDED ->
                Set.of(
                        "redis.uri",
                        "redis.requestsTimeout",
                        "redis.maxPendingBytes",
                        "redis.channelPrefix",
                        "redis.subscriptionMode");
            default ->
                Set.of(
                        "redis.uri",
                        "redis.requestsTimeout",
                        "redis.maxPendingBytes",
                        "redis.channelPrefix",
                        "redis.streamName",
                        "redis.useShardedPubSub",
                        "redis.maxLen",
                        "redis.readCount",
                        "redis.blockTimeInMs",
                        "redis.sessionKeyPrefix");
        };
    }

    @Override
    public AdapterFactory create(String name, AdapterParams params) {
        String uri = params.text("redis.uri", RedisAddress.ACCEPTED);
        try {
            return create(name, redis(uri), params);
        } catch (InvalidOptionException e) { // of the records of options, which do not know their names here
            throw e.option().startsWith(PREFIX) ? e : e.within(PREFIX);
        }
    }

    private static Redis redis(String uri) {
        try {
            return Redis.at(uri);
        } catch (IllegalArgumentException e) {
            throw new InvalidOptionException("redis.uri", RedisAddress.withoutPassword(uri), RedisAddress.ACCEPTED);
        }
    }

    private static AdapterFactory create(String name, Redis redis, AdapterParams params) {
        return switch (name) {
            case CLASSIC -> RedisAdapter.classic(redis, classic(params));
            case SHARDED -> RedisAdapter.sharded(redis, sharded(params));
            default -> RedisAdapter.streams(redis, streams(params));
        };
    }

    private static ClassicOptions classic(AdapterParams params) {
        Chosen<ClassicOptions> chosen = new Chosen<>(ClassicOptions.defaults());
        params.text("redis.key", key -> chosen.change(options -> options.withKey(key)));
        params.bool(
                "redis.publishOnSpecificResponseChannel",
                specific -> chosen.change(options -> options.withPublishOnSpecificResponseChannel(specific)));
        params.millis("redis.requestsTimeout", time -> chosen.change(options -> options.withRequestsTimeout(time)));
        params.number("redis.maxPendingBytes", bytes -> chosen.change(options -> options.withMaxPendingBytes(bytes)));
        return chosen.options;
    }

    private static ShardedOptions sharded(AdapterParams params) {
        Chosen<ShardedOptions> chosen = new Chosen<>(ShardedOptions.defaults());
        params.text("redis.channelPrefix", prefix -> chosen.change(options -> options.withChannelPrefix(prefix)));
        params.text(
                "redis.subscriptionMode", mode -> chosen.change(options -> options.withSubscriptionMode(mode(mode))));
        params.millis("redis.requestsTimeout", time -> chosen.change(options -> options.withRequestsTimeout(time)));
        params.number("redis.maxPendingBytes", bytes -> chosen.change(options -> options.withMaxPendingBytes(bytes)));
        return chosen.options;
    }

    private static SubscriptionMode mode(String mode) {
        return switch (mode) {
            case "static" -> SubscriptionMode.STATIC;
            case "dynamic" -> SubscriptionMode.DYNAMIC;
            case "dynamic-private" -> SubscriptionMode.DYNAMIC_PRIVATE;
            default -> throw new InvalidOptionException("subscriptionMode", mode, "static, dynamic or dynamic-private");
        };
    }

    private static StreamsOptions streams(AdapterParams params) {
        Chosen<StreamsOptions> chosen = new Chosen<>(StreamsOptions.defaults());
        params.text(
                "redis.streamName",
                name -> chosen.change(
                        options -> options.withNames(name, options.channelPrefix(), options.sessionKeyPrefix())));
        params.text(
                "redis.channelPrefix",
                prefix -> chosen.change(
                        options -> options.withNames(options.streamName(), prefix, options.sessionKeyPrefix())));
        params.text(
                "redis.sessionKeyPrefix",
                prefix -> chosen.change(
                        options -> options.withNames(options.streamName(), options.channelPrefix(), prefix)));
        params.bool("redis.useShardedPubSub", on -> chosen.change(options -> options.withUseShardedPubSub(on)));
        params.number("redis.maxLen", entries -> chosen.change(options -> options.withMaxLen(entries)));
        params.number(
                "redis.readCount",
                count -> chosen.change(options -> options.withReading(readCount(count), options.blockTime())));
        params.millis(
                "redis.blockTimeInMs",
                time -> chosen.change(options -> options.withReading(options.readCount(), time)));
        params.millis("redis.requestsTimeout", time -> chosen.change(options -> options.withRequestsTimeout(time)));
        params.number("redis.maxPendingBytes", bytes -> chosen.change(options -> options.withMaxPendingBytes(bytes)));
        return chosen.options;
    }

    private static int readCount(long count) {
        EngineOptions.requireRange("readCount", count, 1, StreamsOptions.MAX_READ_COUNT);
        return (int) count;
    }

    /** Options that are set one by one. */
    private static final class Chosen<T> {
        private T options;

        Chosen(T defaults) {
            this.options = defaults;
        }

        void change(UnaryOperator<T> change) {
            options = change.apply(options);
        }
    }
}
