package ee.socketio.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One Redis, perhaps behind Sentinel.
 *
 * @param client the client
 * @param uri where it is
 * @param threads of a client that ends with the adapter; null if it is the application's
 */
record StandaloneBackend(
        RedisClient client, RedisURI uri, @Nullable ClientThreads threads) implements Backend {

    private static final long SHUTDOWN_SECONDS = 2;
    /** However long Redis was away. */
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);

    static Backend owning(RedisURI uri) {
        ClientThreads threads = new ClientThreads();
        ClientResources resources = ClientResources.builder()
                .threadFactoryProvider(threads)
                .reconnectDelay(Delay.exponential(Duration.ZERO, LONGEST_DELAY, 2, TimeUnit.MILLISECONDS))
                .build();
        RedisClient client = RedisClient.create(resources, uri);
        client.setOptions(Redis.clientOptions());
        return new StandaloneBackend(client, uri, threads);
    }

    static Backend borrowing(RedisClient client, RedisURI uri) {
        return new StandaloneBackend(client, uri, null);
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
    public CompletionStage<List<Thread>> close() {
        if (threads == null) {
            return CompletableFuture.completedStage(List.of());
        }
        ClientResources resources =
                client.getResources(); // which Lettuce does not end with a client that was given them
        CompletableFuture<List<Thread>> ended = new CompletableFuture<>();
        CompletableFuture<?> unused = client.shutdownAsync(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS)
                .whenComplete((done, failure) -> {
                    Future<?> unusedToo = resources
                            .shutdown(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS)
                            .addListener(all -> ended.complete(threads.started()));
                });
        return ended;
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
