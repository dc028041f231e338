package ee.socketio.redis;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.adapter.RecordingNamespace;
import ee.socketio.spi.Adapter;
import ee.socketio.spi.AdapterFactory;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an emitter sends reaches a server, through a real Redis. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisEmitterIT {

    private TestRedis redis;

    /** An adapter and its emitter. */
    private record Family(String name, Function<Redis, AdapterFactory> adapter, Function<Redis, RedisEmitter> emitter) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Family> families() {
        return Stream.of(
                new Family(
                        "classic",
                        where -> RedisAdapter.classic(where, ClassicOptions.defaults()),
                        where -> RedisEmitter.classic(where, ClassicOptions.defaults())),
                new Family(
                        "sharded",
                        where -> RedisAdapter.sharded(where, ShardedOptions.defaults()),
                        where -> RedisEmitter.sharded(where, ShardedOptions.defaults())),
                new Family(
                        "streams",
                        where -> RedisAdapter.streams(where, StreamsOptions.defaults()),
                        where -> RedisEmitter.streams(where, StreamsOptions.defaults())));
    }

    @BeforeAll
    void startRedis() {
        redis = TestRedis.started();
    }

    @AfterAll
    void stopRedis() {
        redis.close();
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    /** A server with the sockets s1 and s2 in the room {@code both}, and s1 in {@code one}. */
    private Adapter server(Family family, RecordingNamespace namespace) {
        Adapter server = family.adapter().apply(Redis.at(redis.uri())).create(namespace);
        server.start();
        server.add("s1", List.of("s1", "one", "both"));
        server.add("s2", List.of("s2", "both"));
        return server;
    }

    /** Until the server hears of rooms, which sharded channels are subscribed to one by one. */
    private static void awaitSubscriptions(RedisEmitter emitter, RecordingNamespace namespace) {
        for (String room : List.of("one", "both")) {
            await(room, () -> {
                emitter.of("/test")
                        .to(room)
                        .emit("ready " + room)
                        .toCompletableFuture()
                        .join();
                return namespace.deliveries.stream()
                        .anyMatch(
                                delivery -> delivery.packet().data().toString().contains("ready " + room));
            });
        }
        await("/", () -> {
            emitter.of("/test").emit("ready").toCompletableFuture().join();
            emitter.of("/test").serverSideEmit("ready").toCompletableFuture().join();
            return !namespace.serverEvents.isEmpty()
                    && namespace.deliveries.stream()
                            .anyMatch(delivery -> delivery.packet()
                                            .data()
                                            .toString()
                                            .equals("[ready]")
                                    || delivery.packet().data().toString().equals("[\"ready\"]"));
        });
    }

    @ParameterizedTest
    @MethodSource("families")
    void everythingReachesAServerOfTheSameFamily(Family family) {
        RecordingNamespace namespace = new RecordingNamespace("s1", "s2");
        Adapter server = server(family, namespace);
        try (RedisEmitter emitter = family.emitter().apply(Redis.at(redis.uri()))) {
            awaitSubscriptions(emitter, namespace);
            RedisBroadcast all = emitter.of("/test");

            all.emit("all", "é", new byte[] {1});
            all.to("one").emit("one");
            all.to("one", "both").except("s1").emit("two");
            all.socketsJoin("joined");
            all.to("one").socketsLeave("both");
            all.to("one").disconnectSockets(true);
            all.serverSideEmit("sse", 1);
            all.emit("last");

            await(
                    "last",
                    () -> events(namespace).contains("last")
                            && serverEvents(namespace).contains("sse")
                            && namespace.calls.size() >= 3);
            List<String> events = events(namespace);
            assertThat(events.subList(events.indexOf("all"), events.size()))
                    .filteredOn(event -> !event.startsWith("ready"))
                    .containsExactly("all", "one", "two", "last");
            assertThat(receivers(namespace, "all")).containsExactlyInAnyOrder("s1", "s2");
            assertThat(receivers(namespace, "one")).containsExactly("s1");
            assertThat(receivers(namespace, "two")).containsExactly("s2");
            assertThat(namespace.calls).hasSize(3);
        } finally {
            server.close();
        }
    }

    private static List<String> events(RecordingNamespace namespace) {
        return namespace.deliveries.stream()
                .map(delivery -> name(delivery.packet().data()))
                .toList();
    }

    private static List<String> serverEvents(RecordingNamespace namespace) {
        return namespace.serverEvents.stream().map(RedisEmitterIT::name).toList();
    }

    private static String name(Object data) {
        return String.valueOf(((List<?>) data).get(0)).replace("\"", "");
    }

    private static List<String> receivers(RecordingNamespace namespace, String event) {
        return namespace.deliveries.stream()
                .filter(delivery -> name(delivery.packet().data()).equals(event))
                .flatMap(delivery -> delivery.socketIds().stream())
                .toList();
    }

    @Test
    void aShortProcessCanEmitAtOnceAndEnd() {
        Family classic = families().findFirst().orElseThrow();
        RecordingNamespace namespace = new RecordingNamespace("s1", "s2");
        Adapter server = server(classic, namespace);
        try (RedisEmitter emitter = classic.emitter().apply(Redis.at(redis.uri()))) {
            awaitSubscriptions(emitter, namespace);
        }
        try (RedisEmitter emitter = classic.emitter().apply(Redis.at(redis.uri()))) {
            emitter.of("/test").emit("short");
        }
        await("short", () -> events(namespace).contains("short"));
        server.close();
    }

    @Test
    void theApplicationsClientIsUsedAndStays() {
        RedisClient client = RedisClient.create(redis.uri());
        client.setOptions(Redis.clientOptions());
        try {
            for (int i = 0; i < 2; i++) {
                try (RedisEmitter emitter = RedisEmitter.classic(
                        Redis.of(client, RedisURI.create(redis.uri())), ClassicOptions.defaults())) {
                    emitter.emit("x").toCompletableFuture().join();
                }
            }
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        }
    }

    @Test
    void whatIsEmittedWhileRedisIsAwayFailsAndWhenItIsBackItIsSentAgain() {
        try (TestRedis own = TestRedis.stopped();
                RedisEmitter emitter = RedisEmitter.classic(Redis.at(own.uri()), ClassicOptions.defaults())) {
            assertThat(isTaken(emitter)).isFalse();
            own.start();
            await("there", () -> isTaken(emitter));
            own.stop();
            await("away", () -> !isTaken(emitter));
            own.start();
            await("there again", () -> isTaken(emitter));
        }
    }

    private static boolean isTaken(RedisEmitter emitter) {
        try {
            emitter.emit("x").toCompletableFuture().join();
            return true;
        } catch (CompletionException e) {
            assertThat(e)
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("Did not reach Redis");
            return false;
        }
    }
}
