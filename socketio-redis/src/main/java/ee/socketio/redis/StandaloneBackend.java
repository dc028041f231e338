package ee.socketio.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.netty.util.concurrent.EventExecutorGroup;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * One Redis, perhaps behind Sentinel.
 *
 * @param client the client
 * @param uri where it is
 * @param owned whether the client ends with the adapter
 */
record StandaloneBackend(RedisClient client, RedisURI uri, boolean owned) implements Backend {

    private static final long SHUTDOWN_SECONDS = 2;

    static Backend owning(RedisURI uri) {
        RedisClient client = RedisClient.create(uri);
        client.setOptions(Redis.clientOptions());
        return new StandaloneBackend(client, uri, true);
    }

    static Backend borrowing(RedisClient client, RedisURI uri) {
        return new StandaloneBackend(client, uri, false);
    }

    @Override
    public CompletionStage<Commands> connect() {
        return client.connectAsync(CODEC, uri).thenApply(StandaloneCommands::new);
    }

    @Override
    public CompletionStage<StatefulRedisPubSubConnection<String, byte[]>> connectPubSub(boolean sharded) {
        return client.connectPubSubAsync(CODEC, uri);
    }

    @Override
    public EventExecutorGroup timer() {
        return client.getResources().eventExecutorGroup();
    }

    @Override
    public void close() {
        if (owned) {
            CompletableFuture<?> unused = client.shutdownAsync(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        }
    }

    private record StandaloneCommands(StatefulRedisConnection<String, byte[]> connection) implements Commands {

        @Override
        public RedisAsyncCommands<String, byte[]> async() {
            return connection.async();
        }

        @Override
        public CompletionStage<Long> subscribers(String channel, boolean sharded) {
            CompletionStage<Map<String, Long>> counts =
                    sharded ? async().pubsubShardNumsub(channel) : async().pubsubNumsub(channel);
            return counts.thenApply(count -> count.getOrDefault(channel, 0L));
        }
    }
}
