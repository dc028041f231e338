package ee.socketio.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.internal.namespace.codec.ReservedNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an emitter sends, beside what npm's sends: PROTOCOL of {@code @socket.io/redis-emitter} 5.1, captured. */
class RedisEmitterTest {

    private static final String EM = """
            93 a7 656d6974746572 83 a4 74797065 02 a4 64617461 92 a2 656d 01 a3 6e7370 a1 2f
            83 a5 726f6f6d73 90 a5 666c616773 80 a6 657863657074 90""";
    private static final String EM2 = """
            93 a7 656d6974746572 83 a4 74797065 02 a4 64617461 92 a3 656d32 c4 01 05 a3 6e7370 a1 2f
            83 a5 726f6f6d73 91 a5 726f6f6d31 a5 666c616773 81 a8 766f6c6174696c65 c3 a6 657863657074 91 a1 71""";

    private final FakeRedis redis = new FakeRedis();

    private RedisEmitter classic() {
        return RedisEmitter.classic(redis.redis(), ClassicOptions.defaults());
    }

    @Test
    void aBroadcastHasTheBytesOfTheReferencesEmitter() {
        try (RedisEmitter emitter = classic()) {
            emitter.emit("em", 1);
            assertThat(redis.last().channel()).isEqualTo("socket.io#/#");
            assertThat(redis.last().message()).isEqualTo(FakeRedis.bytes(EM));
        }
    }

    @Test
    void oneToASingleRoomWithBytesHasThem() {
        try (RedisEmitter emitter = classic()) {
            emitter.to("room1").except("q").asVolatile().emit("em2", new byte[] {5});
            assertThat(redis.last().channel()).isEqualTo("socket.io#/#room1#");
            assertThat(redis.last().message()).isEqualTo(FakeRedis.bytes(EM2));
        }
    }

    @Test
    void severalRoomsGoToTheChannelOfAll() {
        try (RedisEmitter emitter = classic()) {
            emitter.to("a").in("b").to(List.of("a", "c")).emit("x");
            assertThat(redis.last().channel()).isEqualTo("socket.io#/#");
            assertThat(redis.last().hex()).contains("a5726f6f6d7393a161a162a163"); // rooms a, b, c, once each
        }
    }

    @Test
    void aNamespaceHasChannelsOfItsOwnAndASlash() {
        try (RedisEmitter emitter =
                RedisEmitter.classic(redis.redis(), ClassicOptions.defaults().withKey("app"))) {
            emitter.of("admin").emit("x");
            assertThat(redis.last().channel()).isEqualTo("app#/admin#");
            emitter.of("/admin").socketsLeave("r");
            assertThat(redis.last().channel()).isEqualTo("app-request#/admin#");
        }
    }

    @Test
    void requestsAreThoseOfTheReferencesEmitter() {
        try (RedisEmitter emitter = classic()) {
            emitter.to("room1").socketsJoin("joined");
            assertThat(redis.last().channel()).isEqualTo("socket.io-request#/#");
            assertThat(redis.last().text())
                    .isEqualTo("{\"type\":2,\"opts\":{\"rooms\":[\"room1\"],\"except\":[]},\"rooms\":[\"joined\"]}");
            emitter.except("room1").socketsLeave("a", "b");
            assertThat(redis.last().text())
                    .isEqualTo("{\"type\":3,\"opts\":{\"rooms\":[],\"except\":[\"room1\"]},\"rooms\":[\"a\",\"b\"]}");
            emitter.to("room1").disconnectSockets(true);
            assertThat(redis.last().text())
                    .isEqualTo("{\"type\":4,\"opts\":{\"rooms\":[\"room1\"],\"except\":[]},\"close\":true}");
            emitter.serverSideEmit("sse", "fromEmitter");
            assertThat(redis.last().text())
                    .isEqualTo("{\"uid\":\"emitter\",\"type\":6,\"data\":[\"sse\",\"fromEmitter\"]}");
        }
    }

    @Test
    void modifiersReturnOthersAndChangeNothing() {
        try (RedisEmitter emitter = classic()) {
            RedisBroadcast all = emitter.of("/");
            all.to("r");
            all.except("r");
            all.asVolatile();
            all.compress(false);
            all.emit("em", 1);
            assertThat(redis.last().message()).isEqualTo(FakeRedis.bytes(EM));
            emitter.compress(false).emit("x");
            assertThat(redis.last().hex()).contains("a5666c61677381a8636f6d7072657373c2"); // {compress: false}
        }
    }

    @Test
    void toServersWithTheShardedAdapterItSpeaksTheirWay() {
        try (RedisEmitter emitter = RedisEmitter.sharded(redis.redis(), ShardedOptions.defaults())) {
            emitter.to("room1").emit("r", 1);
            assertThat(redis.last().channel()).isEqualTo("socket.io#/#room1#");
            assertThat(redis.last().sharded()).isTrue();
            assertThat(redis.last().text())
                    .isEqualTo("{\"type\":3,\"data\":{\"packet\":{\"type\":2,\"data\":[\"r\",1]},"
                            + "\"opts\":{\"rooms\":[\"room1\"],\"flags\":{},\"except\":[]}},"
                            + "\"uid\":\"emitter\",\"nsp\":\"/\"}");
            emitter.to("20-characters-long--").emit("r");
            assertThat(redis.last().channel()).isEqualTo("socket.io#/#");
            emitter.to("room1").socketsJoin("a");
            assertThat(redis.last().channel()).isEqualTo("socket.io#/#");
        }
    }

    @Test
    void toServersWithTheStreamsAdapterItAddsToTheStream() {
        try (RedisEmitter emitter = RedisEmitter.streams(redis.redis(), StreamsOptions.defaults())) {
            emitter.of("/chat").emit("x");
            assertThat(redis.published).isEmpty();
            assertThat(redis.entries).singleElement().satisfies(entry -> {
                assertThat(entry.keySet()).containsExactly("uid", "nsp", "type", "data");
                assertThat(new String(entry.get("uid"), StandardCharsets.UTF_8)).isEqualTo("emitter");
                assertThat(new String(entry.get("nsp"), StandardCharsets.UTF_8)).isEqualTo("/chat");
            });
            emitter.serverSideEmit("sse");
            assertThat(redis.last().channel()).isEqualTo("socket.io#/#");
            assertThat(redis.last().sharded()).isFalse();
            assertThat(redis.entries).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})
    void namesThatTheServerReservesAreRefused(String name) {
        assertThat(ReservedNames.contains(name)).isTrue();
        try (RedisEmitter emitter = classic()) {
            assertThatThrownBy(() -> emitter.emit(name)).isInstanceOf(IllegalArgumentException.class);
            assertThat(redis.published).isEmpty();
        }
    }

    @Test
    void betweenServersOtherNamesAreReserved() {
        try (RedisEmitter emitter = classic()) {
            for (String name : List.of("connect", "connection", "new_namespace")) {
                assertThatThrownBy(() -> emitter.serverSideEmit(name)).isInstanceOf(IllegalArgumentException.class);
            }
            emitter.serverSideEmit("disconnect");
            assertThatThrownBy(() -> emitter.to("room").serverSideEmit("x")).isInstanceOf(IllegalStateException.class);
            assertThat(redis.published).hasSize(1);
        }
    }

    @Test
    void aValueThatCannotBeWrittenFailsTheCall() {
        try (RedisEmitter emitter = classic()) {
            Object[] itself = new Object[1];
            itself[0] = itself;
            assertThatThrownBy(() -> emitter.emit("x", (Object) itself)).isInstanceOf(IllegalArgumentException.class);
            assertThat(redis.published).isEmpty();
        }
    }

    // --- when Redis is not there, or not yet

    @Test
    void whatIsEmittedBeforeTheConnectionIsThereWaitsForItInOrder() {
        Backend.Commands commands = redis.connected.join();
        redis.connected = new CompletableFuture<>();
        RedisEmitter emitter = classic();
        CompletionStage<?> first = emitter.emit("1");
        emitter.emit("2");
        assertThat(redis.published).isEmpty();
        assertThat(first.toCompletableFuture()).isNotDone();

        redis.connected.complete(commands);
        emitter.emit("3");

        assertThat(redis.published.stream().map(message -> message.hex()
                        .replaceAll(".*91a131a3.*", "1")
                        .replaceAll(".*91a132a3.*", "2")
                        .replaceAll(".*91a133a3.*", "3")))
                .containsExactly("1", "2", "3");
        assertThat(first.toCompletableFuture()).isCompleted();
        emitter.close();
    }

    @Test
    void whatIsEmittedWhileRedisIsAwayIsLostAndTheStageSaysSo() {
        redis.connected = CompletableFuture.failedFuture(new IllegalStateException("Connection refused"));
        RedisEmitter emitter = classic();
        assertThat(emitter.emit("x").toCompletableFuture())
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(IllegalStateException.class)
                .withMessageStartingWith("Did not reach Redis: ");
        assertThat(redis.published).isEmpty();
        emitter.close();
    }

    @Test
    void theStageFailsWhenRedisRefuses() {
        redis.next = new FakeRedis.Answer<>();
        redis.next.completeExceptionally(new IllegalArgumentException("NOPERM"));
        try (RedisEmitter emitter = classic()) {
            assertThat(emitter.emit("x").toCompletableFuture())
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(IllegalStateException.class)
                    .withMessageContaining("NOPERM");
        }
    }

    @Test
    void whatWaitsIsBounded() {
        redis.connected = new CompletableFuture<>();
        RedisEmitter emitter = RedisEmitter.classic(
                redis.redis(),
                ClassicOptions.defaults().withMaxPendingBytes(2000).withRequestsTimeout(Duration.ofMillis(1)));
        CompletionStage<?> waits = emitter.emit("x", new byte[1000]);
        assertThat(emitter.emit("x", new byte[1000]).toCompletableFuture()).isCompletedExceptionally();
        assertThat(waits.toCompletableFuture()).isNotDone();
        emitter.close();
        assertThat(waits.toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void itsUserCannotCompleteWhatItReturns() {
        redis.connected = new CompletableFuture<>();
        RedisEmitter emitter = RedisEmitter.classic(
                redis.redis(), ClassicOptions.defaults().withRequestsTimeout(Duration.ofMillis(1)));
        CompletionStage<Void> waits = emitter.emit("x");
        waits.toCompletableFuture().complete(null);
        assertThat(waits.toCompletableFuture()).isNotDone();
        emitter.close();
    }

    @Test
    void closeWaitsUntilRedisHasTakenWhatWasEmitted() throws Exception {
        redis.next = new FakeRedis.Answer<>();
        RedisEmitter emitter = classic();
        CompletionStage<?> sent = emitter.emit("x");
        Thread closing = new Thread(emitter::close);
        closing.start();
        while (closing.getState() != Thread.State.TIMED_WAITING) { // in close()
            Thread.onSpinWait();
        }
        assertThat(redis.closed).isFalse();
        redis.next.complete(1L);
        closing.join();
        assertThat(redis.closed).isTrue();
        assertThat(sent.toCompletableFuture()).isCompleted();
    }

    @Test
    void afterItsEndItSendsNothing() {
        RedisEmitter emitter = classic();
        emitter.close();
        emitter.close();
        Stream.of(emitter.emit("x"), emitter.socketsJoin("r"), emitter.to("r").send("x"))
                .forEach(stage -> assertThat(stage.toCompletableFuture())
                        .failsWithin(Duration.ZERO)
                        .withThrowableThat()
                        .havingCause()
                        .isInstanceOf(IllegalStateException.class)
                        .withMessage("The emitter is closed"));
        assertThat(redis.published).isEmpty();
    }
}
