package ee.socketio.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.AsyncExecutions;
import io.lettuce.core.cluster.api.async.AsyncNodeSelection;
import io.lettuce.core.cluster.api.async.RedisAdvancedClusterAsyncCommands;
import io.lettuce.core.cluster.models.partitions.Partitions;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode.NodeFlag;
import io.lettuce.core.cluster.pubsub.StatefulRedisClusterPubSubConnection;
import io.lettuce.core.pubsub.RedisPubSubListener;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.netty.util.concurrent.EventExecutorGroup;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Redis Cluster, by the application's client. Each connection of Lettuce consists of one to some node, for what concerns no key
 * and no sharded channel, and one to each node whose keys or sharded channels were needed.
 *
 * @param client the client
 */
record ClusterBackend(RedisClusterClient client) implements Backend {

    /** How long a connection waits for those to single nodes. */
    private static final long NODES_MILLIS = 1_000;

    @Override
    public CompletionStage<Commands> connect() {
        return known().thenCompose(known -> client.connectAsync(CODEC))
                .thenCompose(made -> inTime(masters(made.getPartitions(), made::getConnectionAsync))
                        .thenApply(opened -> new ClusterCommands(made)));
    }

    @Override
    public CompletionStage<? extends StatefulRedisPubSubConnection<String, byte[]>> connectPubSub(boolean sharded) {
        return known().thenCompose(known -> client.connectPubSubAsync(CODEC))
                .thenCompose(made -> sharded
                        ? inTime(masters(made.getPartitions(), made::getConnectionAsync))
                                .thenApply(opened -> made)
                        : CompletableFuture.completedFuture(made));
    }

    /** Lettuce connects without blocking only if the nodes are known. They may have changed while none could be reached. */
    private CompletionStage<@Nullable Void> known() {
        return client.refreshPartitionsAsync();
    }

    /**
     * Opens connections to the masters: while one is on its way, Lettuce refuses what is to be sent on it. One that cannot be
     * opened is opened when it is needed.
     */
    private static CompletableFuture<@Nullable Void> masters(
            Partitions nodes, BiFunction<String, Integer, CompletableFuture<?>> open) {
        return CompletableFuture.allOf(nodes.stream()
                        .filter(node -> isThere(node) && node.is(NodeFlag.UPSTREAM))
                        .map(node -> open.apply(
                                node.getUri().getHost(), node.getUri().getPort()))
                        .toArray(CompletableFuture<?>[]::new))
                .exceptionally(failure -> null);
    }

    /** Not by the JDK's own timer: its thread, which never ends, would keep the application that was the first to need it. */
    private CompletionStage<@Nullable Void> inTime(CompletableFuture<@Nullable Void> opening) {
        Future<?> patience = timer().schedule(() -> opening.complete(null), NODES_MILLIS, TimeUnit.MILLISECONDS);
        return opening.whenComplete((opened, failure) -> patience.cancel(false));
    }

    /** A master that died stays known, as one that failed, when a replica has taken its place. */
    private static boolean isThere(RedisClusterNode node) {
        return !node.is(NodeFlag.FAIL) && !node.is(NodeFlag.NOADDR) && !node.is(NodeFlag.HANDSHAKE);
    }

    @Override
    public void listen(
            StatefulRedisPubSubConnection<String, byte[]> connection, RedisPubSubListener<String, byte[]> listener) {
        ((StatefulRedisClusterPubSubConnection<String, byte[]>) connection).addListener(new NodesListener(listener));
    }

    @Override
    public Runnable watchNodes(Runnable onChange) {
        RedisConnectionStateListener watching = new NodesWatching(onChange);
        client.addListener(watching);
        return () -> client.removeListener(watching);
    }

    @Override
    public EventExecutorGroup timer() {
        return client.getResources().eventExecutorGroup();
    }

    @Override
    public CompletionStage<List<Thread>> close() {
        return CompletableFuture.completedStage(List.of()); // it is the application's
    }

    /**
     * Also of connections of others who have this client: it does no harm to look once too often. No record: Lettuce compares its
     * listeners, and see {@link Topic}.
     */
    private static final class NodesWatching implements RedisConnectionStateListener {
        private final Runnable onChange;

        NodesWatching(Runnable onChange) {
            this.onChange = onChange;
        }

        @Override
        public void onRedisConnected(RedisChannelHandler<?, ?> connection, SocketAddress address) {
            onChange(connection);
        }

        @Override
        public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
            onChange(connection);
        }

        private void onChange(Object connection) {
            if (connection instanceof StatefulRedisPubSubConnection
                    && !(connection instanceof StatefulRedisClusterPubSubConnection)) {
                onChange.run();
            }
        }
    }

    private record ClusterCommands(StatefulRedisClusterConnection<String, byte[]> connection) implements Commands {

        @Override
        public RedisAdvancedClusterAsyncCommands<String, byte[]> async() {
            return connection.async();
        }

        /** Each connection to a node has its own. */
        @Override
        public void setTimeout(Duration timeout) {
            connection.setTimeout(timeout);
            CompletionStage<?> unused = masters(connection.getPartitions(), (host, port) -> connection
                    .getConnectionAsync(host, port)
                    .thenAccept(node -> setTimeout(node, timeout)));
        }

        private static void setTimeout(StatefulConnection<?, ?> node, Duration timeout) {
            node.setTimeout(timeout);
        }

        /**
         * Each node knows its own subscribers. Those of a sharded channel are at a master, as in the reference; others may be at
         * any node.
         */
        @Override
        public CompletionStage<Long> subscribers(String channel, boolean sharded) {
            AsyncNodeSelection<String, byte[]> nodes =
                    async().nodes(node -> isThere(node) && (!sharded || node.is(NodeFlag.UPSTREAM)));
            AsyncExecutions<Map<String, Long>> counts = sharded
                    ? nodes.commands().pubsubShardNumsub(channel)
                    : nodes.commands().pubsubNumsub(channel);
            return CompletableFuture.allOf(counts.futures()).thenApply(all -> Stream.of(counts.futures())
                    .mapToLong(count -> count.toCompletableFuture().join().getOrDefault(channel, 0L))
                    .sum());
        }
    }
}
