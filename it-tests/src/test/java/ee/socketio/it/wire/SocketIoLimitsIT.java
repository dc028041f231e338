package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.it.TestServer;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets made to cost the server more than they cost the client. */
@ExtendWith(SharedServer.class)
class SocketIoLimitsIT {

    private static final int NEARLY_THE_LIMIT = 990_000;

    /** What a quadratic algorithm exceeds by far, and a linear one stays far below, also on a busy machine. */
    private static final Duration LINEAR = Duration.ofSeconds(3);

    private final Endpoint socketIo;

    SocketIoLimitsIT(TestServer server) {
        socketIo = Endpoint.socketIo(server);
    }

    @AfterEach
    void theServerServesOthers() {
        try (EngineSession session = Transport.WEBSOCKET.join(socketIo)) {
            session.send("420[\"echo\",1]");
            assertThat(session.receive()).isEqualTo("430[1]");
        }
    }

    static Stream<Arguments> packetsOfAMegabyte() {
        String digits = "1".repeat(NEARLY_THE_LIMIT);
        return Stream.of(
                        Arguments.of("an ack id", "42" + digits),
                        Arguments.of("an ack id with an event", "42" + digits + "[\"x\"]"),
                        Arguments.of("a number of attachments", "45" + digits + "-[\"x\"]"),
                        Arguments.of("a number of attachments without end", "45" + digits),
                        Arguments.of("a namespace", "42/" + digits + ",[\"x\"]"),
                        Arguments.of("an event without end", "42[\"" + digits),
                        Arguments.of("open arrays", "42" + "[".repeat(NEARLY_THE_LIMIT)),
                        Arguments.of("open objects", "42[" + "{\"a\":".repeat(NEARLY_THE_LIMIT / 5)))
                .flatMap(packet -> Stream.of(Transport.values())
                        .map(transport -> Arguments.of(transport, packet.get()[0], packet.get()[1])));
    }

    @ParameterizedTest(name = "{1} over {0}")
    @MethodSource("packetsOfAMegabyte")
    void aHugePacketIsRefusedInLinearTime(Transport transport, String kind, String packet) {
        try (EngineSession session = transport.join(socketIo)) {
            Stopwatch sent = Stopwatch.started();
            session.send(packet);
            if (!kind.startsWith("an ack id")) {
                session.awaitClosed();
            }
            assertThat(sent.elapsed()).as(kind).isLessThan(LINEAR);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void arraysThatAreNestedWithoutEndAndClosedAgainDoNotHarmTheServer(Transport transport) {
        try (EngineSession session = transport.join(socketIo)) {
            session.send("42[\"nobody listens\"," + "[".repeat(400_000) + "]".repeat(400_000) + "]");
        }
    }

    @Test
    void objectsThatAreNestedWithoutEndAroundAPlaceholderDoNotHarmTheServer() {
        try (EngineSession session = Transport.WEBSOCKET.join(socketIo)) {
            String placeholder = "{\"_placeholder\":true,\"num\":0}";
            session.send(
                    "451-[\"nobody listens\"," + "{\"a\":".repeat(100_000) + placeholder + "}".repeat(100_000) + "]",
                    "bAQ==");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void tenAttachmentsAsLargeAsMessagesMayBeAreBounded(Transport transport) {
        String megabyte = "b" + "AAAA".repeat(180_000);
        try (EngineSession session = transport.join(socketIo)) {
            session.send("4510-[\"nobody listens\"]");
            for (int i = 0; i < 9; i++) {
                session.send(megabyte);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aClientMayLeaveBeforeItsAttachmentsAreComplete(Transport transport) {
        try (EngineSession session = transport.join(socketIo)) {
            session.send("452-[\"message\"]", "bAQID");
        }
    }

    @Test
    void aClientMaySendNullWhereverAValueIsExpected() {
        try (EngineSession session = Transport.WEBSOCKET.join(socketIo)) {
            session.send("42[\"error\",null]", "431[null]", "42[\"message\",null,[null],{\"a\":null}]");
            assertThat(session.receive()).isEqualTo("42[\"message-back\",null,[null],{\"a\":null}]");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"42[\"whoami\",null]", "42[\"message-with-ack\"]", "42[\"to-room\"]", "42[\"to-room\",1,{}]"})
    @Tag("beyond-reference")
    void whatAListenerDidNotExpectHarmsNobody(String packet) {
        try (EngineSession session = Transport.WEBSOCKET.join(socketIo)) {
            session.send(packet, "42[\"echo2\",{\"toString\":1}]");
            assertThat(session.receive()).isEqualTo("42[\"echo2\",{\"toString\":1}]");
        }
    }
}
