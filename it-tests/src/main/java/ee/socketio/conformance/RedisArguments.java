package ee.socketio.conformance;

import ee.socketio.ServerOptions;
import ee.socketio.engine.InvalidOptionException;
import ee.socketio.redis.ClassicOptions;
import ee.socketio.redis.Redis;
import ee.socketio.redis.RedisAdapter;
import ee.socketio.redis.ShardedOptions;
import ee.socketio.redis.StreamsOptions;
import ee.socketio.spi.AdapterFactory;
import org.jspecify.annotations.Nullable;

/** The cluster that the server joins. It takes two arguments, in any order, to say which. */
final class RedisArguments {

    private static final String REDIS = "redis";
    private static final String ADAPTER = "redis-adapter";
    private static final String ADDRESSES =
            "redis://host:port, or a URI that begins with rediss://, redis-sentinel:// or redis-socket://";
    private static final String ADAPTERS = "classic, sharded or streams";

    private @Nullable Redis redis;
    private @Nullable String adapter;

    /** Whether it is an argument of this class, here without the dashes in front. */
    static boolean contains(String name) {
        return name.equals(REDIS) || name.equals(ADAPTER);
    }

    /** Takes one of the arguments, without the dashes in front. */
    void set(String name, String value) {
        if (name.equals(REDIS)) {
            redis = redis(value);
        } else {
            factory(Redis.at("redis://localhost"), value); // refused here, whatever the other one is
            adapter = value;
        }
    }

    private static Redis redis(String uri) {
        try {
            return Redis.at(uri);
        } catch (IllegalArgumentException e) {
            InvalidOptionException mistake = new InvalidOptionException(REDIS, uri, ADDRESSES);
            mistake.initCause(e);
            throw mistake;
        }
    }

    private static AdapterFactory factory(Redis redis, String adapter) {
        return switch (adapter) {
            case "classic" -> RedisAdapter.classic(redis, ClassicOptions.defaults());
            case "sharded" -> RedisAdapter.sharded(redis, ShardedOptions.defaults());
            case "streams" -> RedisAdapter.streams(redis, StreamsOptions.defaults());
            default -> throw new InvalidOptionException(ADAPTER, adapter, ADAPTERS);
        };
    }

    /** Has the server join the cluster, if the arguments name one. */
    void applyTo(ServerOptions.Builder server) {
        if (redis != null) {
            server.adapter(factory(redis, adapter == null ? "classic" : adapter));
        } else if (adapter != null) {
            throw new InvalidOptionException(REDIS, "", ADDRESSES + ", beside " + ADAPTER);
        }
    }
}
