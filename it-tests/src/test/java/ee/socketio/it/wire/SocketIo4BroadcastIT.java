package ee.socketio.it.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.ServerOptions;
import ee.socketio.engine.ListenerThreads;
import ee.socketio.internal.namespace.codec.JsonbMapper;
import ee.socketio.it.TestServer;
import ee.socketio.spi.JsonMapper;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients of all generations and transports together. */
@Tag("in-process")
class SocketIo4BroadcastIT {

    /** Written by nobody but the mapper of these tests. */
    private record News() {}

    /** Counts how often the news are written. */
    private static final class CountingMapper implements JsonMapper {

        private final JsonMapper others = new JsonbMapper();
        private final AtomicInteger written = new AtomicInteger();

        @Override
        public String write(@Nullable Object value, Attachments attachments) {
            if (value instanceof News) {
                return "{\"news\":" + written.incrementAndGet() + "}";
            }
            return others.write(value, attachments);
        }

        @Override
        public @Nullable Object read(@Nullable Object value, Type type) {
            return others.read(value, type);
        }
    }

    private final CountingMapper mapper = new CountingMapper();

    /** With a client of each kind in the main namespace and in the room {@code room}. */
    private void withEverybody(
            TestServer.Listeners listeners, BiConsumer<TestServer, Map<String, EngineSession>> test) {
        ServerOptions options = SharedServer.options()
                .allowEIO3(true)
                .jsonMapper(mapper)
                .listenerThreads(
                        listeners == TestServer.Listeners.DIRECT ? ListenerThreads.direct() : ListenerThreads.pool())
                .build();
        try (TestServer server = TestServer.start(options)) {
            Endpoint socketIo = Endpoint.socketIo(server);
            Map<String, EngineSession> everybody = new LinkedHashMap<>();
            for (Transport transport : Transport.values()) {
                everybody.put("4 " + transport, transport.join(socketIo));
            }
            for (Transport3 transport : Transport3.values()) {
                everybody.put("3 " + transport, transport.join(socketIo.revision3()));
            }
            everybody.forEach((who, session) -> {
                session.send("420[\"join\",\"room\"]");
                assertThat(session.receive()).as(who).isEqualTo("430[]");
            });
            test.accept(server, everybody);
            everybody.values().forEach(EngineSession::close);
        }
    }

    private static String binary(String who, String base64) {
        return (who.startsWith("3") ? "b4" : "b") + base64;
    }

    @ParameterizedTest
    @EnumSource(TestServer.Listeners.class)
    void aBroadcastIsEncodedOnceForClientsOfAllGenerations(TestServer.Listeners listeners) {
        withEverybody(listeners, (server, everybody) -> {
            server.io().to("room").emit("news", new News(), new byte[] {1, 2, 3}, "€😀");

            everybody.forEach((who, session) -> {
                assertThat(session.receive())
                        .as(who)
                        .isEqualTo("451-[\"news\",{\"news\":1},{\"_placeholder\":true,\"num\":0},\"€😀\"]");
                assertThat(session.receive()).as(who).isEqualTo(binary(who, "AQID"));
            });
            assertThat(mapper.written).hasValue(1);
        });
    }

    @ParameterizedTest
    @EnumSource(TestServer.Listeners.class)
    void whatOneClientSendsReachesAllTheOthers(TestServer.Listeners listeners) {
        withEverybody(
                listeners,
                (server, everybody) -> everybody.forEach((sender, from) -> {
                    from.send("42[\"to-room\",\"room\",\"hello\",\"" + sender + "\"]");
                    everybody.forEach((who, session) ->
                            assertThat(session.receive()).as(who).isEqualTo("42[\"hello\",\"" + sender + "\"]"));
                    from.send("451-[\"bcast\",{\"_placeholder\":true,\"num\":0}]", binary(sender, "AA=="));
                    everybody.forEach((who, session) -> {
                        assertThat(session.receive())
                                .as(who)
                                .isEqualTo("451-[\"bcast\",{\"_placeholder\":true,\"num\":0}]");
                        assertThat(session.receive()).as(who).isEqualTo(binary(who, "AA=="));
                    });
                }));
    }

    @ParameterizedTest
    @EnumSource(TestServer.Listeners.class)
    void everybodyIsAskedAndAnswers(TestServer.Listeners listeners) {
        withEverybody(listeners, (server, everybody) -> {
            var answers = server.io()
                    .to("room")
                    .timeout(Duration.ofSeconds(10))
                    .emitWithAck("question", new News())
                    .toCompletableFuture();
            List<String> expected = new ArrayList<>();
            everybody.forEach((who, session) -> {
                String question = session.receive();
                assertThat(question).as(who).matches("42\\d+\\[\"question\",\\{\"news\":1}]");
                session.send("43" + question.substring(2, question.indexOf('[')) + "[\"" + who + "\"]");
                expected.add(who);
            });
            assertThat(answers.join().stream().map(answer -> String.valueOf(answer.get(0, String.class))))
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(mapper.written).hasValue(1);
        });
    }

    @ParameterizedTest
    @EnumSource(TestServer.Listeners.class)
    void everybodyIsDisconnectedAlike(TestServer.Listeners listeners) {
        withEverybody(listeners, (server, everybody) -> {
            server.io().in("room").disconnectSockets(true);
            everybody.forEach((who, session) -> {
                assertThat(session.receive()).as(who).isEqualTo("41");
                session.awaitClosed();
            });
        });
    }
}
