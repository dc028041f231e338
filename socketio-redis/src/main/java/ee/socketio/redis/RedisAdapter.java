package ee.socketio.redis;

import ee.socketio.adapter.ClusterAdapter;
import ee.socketio.adapter.ClusterMessageCodec;
import ee.socketio.adapter.ClusterOptions;
import ee.socketio.adapter.LogAdapter;
import ee.socketio.adapter.ValueCodec;
import ee.socketio.spi.AdapterFactory;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Connects servers to one cluster through Redis: the option {@code adapter} of a server. Servers of Node.js with the same adapter
 * of the reference belong to the same cluster. All servers of a cluster need the same adapter with the same names.
 *
 * <pre>
 * options.adapter(RedisAdapter.classic(Redis.at("redis://localhost"), ClassicOptions.defaults()))
 * </pre>
 *
 * <p>A factory is for one server. It opens two connections to Redis with the first namespace (the streams adapter a third one) and
 * closes them with the last. Nothing waits for them to be opened; the close waits until they are closed, and the client's threads
 * have ended, for 5 seconds at most, unless it is called on a thread of Netty. While Redis is away, each server serves its own
 * sockets alone, and requests to others end by their timeout with what is known here. When Redis is there, it is part of the
 * cluster, without a restart.
 */
public final class RedisAdapter {

    private RedisAdapter() {}

    /**
     * The adapter of {@code createAdapter} of {@code @socket.io/redis-adapter} 7 and 8, and of {@code socket.io-redis} 6: every
     * server reads every broadcast whose room it has. Sees what {@code @socket.io/redis-emitter} sends.
     */
    public static AdapterFactory classic(Redis redis, ClassicOptions options) {
        Objects.requireNonNull(redis, "redis");
        RedisLink link = new RedisLink(redis, options.maxPendingBytes(), options.requestsTimeout());
        return namespace -> {
            Topic counted = new ClassicChannels(options.key(), namespace.namespace()).requests();
            ValueCodec codec = new ValueCodec(namespace.jsonMapper());
            return new ClusterAdapter(
                    namespace,
                    node -> new ClassicTransport(node, codec, options, link),
                    options(options.requestsTimeout(), link, counted));
        };
    }

    /**
     * The adapter of {@code createShardedAdapter} of {@code @socket.io/redis-adapter} 8.2: sharded pub/sub, which needs Redis 7, so
     * that a Redis Cluster has less to pass around.
     */
    public static AdapterFactory sharded(Redis redis, ShardedOptions options) {
        Objects.requireNonNull(redis, "redis");
        RedisLink link = new RedisLink(redis, options.maxPendingBytes(), options.requestsTimeout());
        return namespace -> {
            ShardedChannels channels =
                    new ShardedChannels(options.channelPrefix(), namespace.namespace(), options.subscriptionMode());
            ClusterMessageCodec codec = new ClusterMessageCodec(namespace.jsonMapper());
            AtomicReference<@Nullable ShardedTransport> rooms = new AtomicReference<>();
            ClusterAdapter cluster = new ClusterAdapter(
                    namespace,
                    node -> {
                        ShardedTransport transport = new ShardedTransport(node, codec, channels, link);
                        rooms.set(transport);
                        return transport;
                    },
                    options(options.requestsTimeout(), link, channels.all()));
            return new ShardedAdapter(cluster, rooms::get);
        };
    }

    /**
     * The adapter of {@code @socket.io/redis-streams-adapter} 0.3: broadcasts go through a stream, so a server that lost its
     * connection to Redis for a moment misses nothing. With connection state recovery, clients go on at any server of the cluster.
     */
    public static AdapterFactory streams(Redis redis, StreamsOptions options) {
        Objects.requireNonNull(redis, "redis");
        Objects.requireNonNull(options, "options");
        StreamsLink streams = new StreamsLink(redis, options);
        return namespace -> {
            Topic counted = new StreamsChannels(options, namespace.namespace()).all();
            ClusterOptions cluster = options(options.requestsTimeout(), streams.link(), counted);
            Duration kept = namespace.maxDisconnectionDuration();
            return kept == null
                    ? new ClusterAdapter(
                            namespace, node -> new StreamsTransport(node, namespace.jsonMapper(), streams), cluster)
                    : new LogAdapter(
                            namespace,
                            node -> new StreamsTransport(node, namespace.jsonMapper(), streams),
                            cluster,
                            kept);
        };
    }

    /** Servers are counted by their subscriptions to a topic that every one of them has. */
    private static ClusterOptions options(Duration requestsTimeout, RedisLink link, Topic counted) {
        return ClusterOptions.defaults()
                .withRequestsTimeout(requestsTimeout)
                .withServerCount(namespace -> link.servers(counted));
    }
}
