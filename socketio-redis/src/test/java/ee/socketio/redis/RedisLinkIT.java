package ee.socketio.redis;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.adapter.RecordingNamespace;
import ee.socketio.spi.Adapter;
import ee.socketio.spi.BroadcastTarget;
import ee.socketio.spi.BroadcastTarget.Flags;
import io.lettuce.core.RedisURI;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.netty.util.concurrent.EventExecutorGroup;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RedisLinkIT {

    private static final BroadcastTarget ALL =
            new BroadcastTarget(Set.of(), Set.of(), Flags.NONE.withTimeout(Duration.ofSeconds(10)));

    @Test
    void aServerIsNotWaitedForBeforeItHasAConnectionToAnswerOn() throws Exception {
        try (TestRedis redis = TestRedis.started()) {
            Adapter first = started(Redis.at(redis.uri()), "first");
            awaitServers(first, 1);
            LateBackend late = new LateBackend(StandaloneBackend.owning(RedisURI.create(redis.uri())));

            Adapter second = started(Redis.of(() -> late, "late"), "second");

            assertThat(late.subscribing).isNotDone();
            assertThat(first.fetchSockets(ALL).toCompletableFuture().get(10, TimeUnit.SECONDS))
                    .hasSize(1);

            late.mayConnect.complete(null);
            awaitServers(first, 2);

            assertThat(first.fetchSockets(ALL).toCompletableFuture().get(10, TimeUnit.SECONDS))
                    .hasSize(2);
            second.close();
            first.close();
        }
    }

    private static Adapter started(Redis redis, String socketId) {
        Adapter adapter =
                RedisAdapter.classic(redis, ClassicOptions.defaults()).create(new RecordingNamespace(socketId));
        adapter.start();
        adapter.add(socketId, List.of(socketId));
        return adapter;
    }

    private static void awaitServers(Adapter adapter, int wanted) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (adapter.serverCount()
                        .exceptionally(failure -> 0)
                        .toCompletableFuture()
                        .join()
                != wanted) {
            assertThat(System.nanoTime()).as("waiting for servers").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    /** Connects for commands only when it may. */
    private record LateBackend(Backend real, CompletableFuture<Void> mayConnect, CompletableFuture<Void> subscribing)
            implements Backend {

        LateBackend(Backend real) {
            this(real, new CompletableFuture<>(), new CompletableFuture<>());
        }

        @Override
        public CompletionStage<? extends Commands> connect() {
            return mayConnect.thenCompose(now -> real.connect());
        }

        @Override
        public CompletionStage<? extends StatefulRedisPubSubConnection<String, byte[]>> connectPubSub(boolean sharded) {
            subscribing.complete(null);
            return real.connectPubSub(sharded);
        }

        @Override
        public EventExecutorGroup timer() {
            return real.timer();
        }

        @Override
        public CompletionStage<List<Thread>> close() {
            return real.close();
        }
    }
}
