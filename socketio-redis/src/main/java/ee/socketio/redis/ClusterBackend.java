package ee.socketio.redis;

import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.AsyncExecutions;
import io.lettuce.core.cluster.api.async.AsyncNodeSelection;
import io.lettuce.core.cluster.api.async.RedisAdvancedClusterAsyncCommands;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.netty.util.concurrent.EventExecutorGroup;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * A Redis Cluster, by the application's client.
 *
 * @param client the client
 */
record ClusterBackend(RedisClusterClient client) implements Backend {

    @Override
    public CompletionStage<Commands> connect() {
        return client.connectAsync(CODEC).thenApply(ClusterCommands::new);
    }

    @Override
    public CompletionStage<? extends StatefulRedisPubSubConnection<String, byte[]>> connectPubSub() {
        return client.connectPubSubAsync(CODEC);
    }

    @Override
    public EventExecutorGroup timer() {
        return client.getResources().eventExecutorGroup();
    }

    @Override
    public CompletionStage<List<Thread>> close() {
        return CompletableFuture.completedStage(List.of()); // it is the application's
    }

    private record ClusterCommands(StatefulRedisClusterConnection<String, byte[]> connection) implements Commands {

        @Override
        public RedisAdvancedClusterAsyncCommands<String, byte[]> async() {
            return connection.async();
        }

        /** Each node knows its own. */
        @Override
        public CompletionStage<Long> subscribers(String channel, boolean sharded) {
            AsyncNodeSelection<String, byte[]> nodes = async().upstream();
            AsyncExecutions<Map<String, Long>> counts = sharded
                    ? nodes.commands().pubsubShardNumsub(channel)
                    : nodes.commands().pubsubNumsub(channel);
            return CompletableFuture.allOf(counts.futures()).thenApply(all -> Stream.of(counts.futures())
                    .mapToLong(count -> count.toCompletableFuture().join().getOrDefault(channel, 0L))
                    .sum());
        }
    }
}
