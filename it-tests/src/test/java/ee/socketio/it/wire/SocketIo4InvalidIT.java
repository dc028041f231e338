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

/** What clients of Socket.IO 1.x and 2.x are disconnected for: all that later ones are, but for strange namespaces. */
@ExtendWith(SharedServer3.class)
@Tag("eio3")
class SocketIo4InvalidIT {

    private static final String ATTACHMENT = "b4AQID";
    private static final int NEARLY_THE_LIMIT = 990_000;

    /** What a quadratic algorithm exceeds by far, and a linear one stays far below, also on a busy machine. */
    private static final Duration LINEAR = Duration.ofSeconds(3);

    private final Endpoint socketIo;

    SocketIo4InvalidIT(TestServer server) {
        socketIo = Endpoint.socketIo(server).revision3();
    }

    @AfterEach
    void theServerServesOthers() {
        try (EngineSession session = Transport3.WEBSOCKET.join(socketIo)) {
            session.send("420[\"echo\",1]");
            assertThat(session.receive()).isEqualTo("430[1]");
        }
    }

    private void assertCloses(String... packets) {
        for (Transport3 transport : Transport3.values()) {
            try (EngineSession session = transport.join(socketIo)) {
                session.send(packets);
                session.awaitClosed();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // no type, or an unknown one
                "4",
                "47",
                "4abc",
                // no complete JSON value, or more than one
                "42[",
                "42[\"x\"]zzz",
                "42[\"x\",NaN]",
                "43[",
                // the payload of an event is an array that begins with a name
                "42{}",
                "42null",
                "42[]",
                "42[null]",
                "42[true]",
                "42[[]]",
                "42[{}]",
                "42[{\"toString\":\"foo\"}]",
                "42/nope,[{\"toString\":\"foo\"}]",
                "42/nope,[",
                // that of an acknowledgement is an array, and a disconnect has none
                "431{}",
                "41{}",
                "41/nope,{}",
                // errors come from the server
                "44",
                "44\"x\"",
                "44{\"message\":\"x\"}",
                // names of the server's own
                "42[\"connect\"]",
                "42[\"disconnect\"]",
                "42[\"disconnecting\"]",
                "42[\"newListener\"]"
            })
    void whatCannotBeDecodedClosesTheConnection(String packet) {
        assertCloses(packet);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "45[\"x\"]",
                "45-[\"x\"]",
                "45a-[\"x\"]",
                "451.5-[\"x\"]",
                "451",
                "4511-[\"x\"]",
                "45999999999-[\"x\"]",
                "4599999999999999999999-[\"x\"]",
                "4511-/nope,[\"x\"]",
                "46999999999-1[]",
                "451-{}",
                "451-[{\"toString\":\"foo\"}]"
            })
    void anUnusableHeaderOfABinaryPacketClosesTheConnection(String packet) {
        assertCloses(packet);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1", "\"0\"", "\"length\"", "null", "1e100"})
    void aPlaceholderThatPointsNowhereClosesTheConnection(String number) {
        assertCloses("451-[\"message\",{\"_placeholder\":true,\"num\":" + number + "}]", ATTACHMENT);
    }

    @Test
    void anAttachmentThatNobodyAnnouncedClosesTheConnection() {
        assertCloses(ATTACHMENT);
        assertCloses("451-[\"nobody listens\",{\"_placeholder\":true,\"num\":0}]", ATTACHMENT, ATTACHMENT);
    }

    @Test
    void textInPlaceOfAnAttachmentClosesTheConnection() {
        assertCloses("451-[\"message\",{\"_placeholder\":true,\"num\":0}]", "42[\"message\"]");
        assertCloses("451-[\"message\",{\"_placeholder\":true,\"num\":0}]", "42/nope,[\"message\"]");
    }

    static Stream<Arguments> packetsOfAMegabyte() {
        String digits = "1".repeat(NEARLY_THE_LIMIT);
        return Stream.of(
                        Arguments.of("an ack id", "42" + digits),
                        Arguments.of("a number of attachments", "45" + digits + "-[\"x\"]"),
                        Arguments.of("a number of attachments without end", "45" + digits),
                        Arguments.of("a namespace of an event", "42/" + digits + ",[\"x\"]"),
                        Arguments.of("an event without end", "42[\"" + digits),
                        Arguments.of("open arrays", "42" + "[".repeat(NEARLY_THE_LIMIT)))
                .flatMap(packet -> Stream.of(Transport3.POLLING, Transport3.WEBSOCKET)
                        .map(transport -> Arguments.of(transport, packet.get()[0], packet.get()[1])));
    }

    @ParameterizedTest(name = "{1} over {0}")
    @MethodSource("packetsOfAMegabyte")
    void aHugePacketIsReadInLinearTime(Transport3 transport, String kind, String packet) {
        try (EngineSession session = transport.join(socketIo)) {
            Stopwatch sent = Stopwatch.started();
            session.send(packet);
            if (kind.startsWith("a number") || kind.startsWith("open") || kind.startsWith("an event")) {
                session.awaitClosed();
            }
            assertThat(sent.elapsed()).as(kind).isLessThan(LINEAR);
        }
    }

    @Test
    void aQueryOfAMegabyteIsReadInLinearTime() {
        try (EngineSession session = Transport3.WEBSOCKET.join(socketIo)) {
            Stopwatch sent = Stopwatch.started();
            session.send("40/nope?" + "a=1&".repeat(NEARLY_THE_LIMIT / 4) + ",");
            assertThat(session.receive()).startsWith("44/nope");
            session.send("40/nope?" + "%20".repeat(NEARLY_THE_LIMIT / 3) + ",");
            assertThat(session.receive()).startsWith("44/nope");
            assertThat(sent.elapsed()).isLessThan(LINEAR);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport3.class)
    void aClientMayLeaveBeforeItsAttachmentsAreComplete(Transport3 transport) {
        try (EngineSession session = transport.join(socketIo)) {
            session.send("452-[\"message\"]", ATTACHMENT);
        }
    }

    @Test
    void aBrokenQueryOfANamespaceDoesNoHarm() {
        for (String query : new String[] {"?%", "?%zz=%", "?=&=&&", "?a", "?__proto__=1", "??", "?a=%ff", "?a=b?c"}) {
            try (EngineSession session = Transport3.WEBSOCKET.join(socketIo)) {
                session.send("40/custom" + query + ",");
                assertThat(session.receive()).isEqualTo("40/custom,");
                assertThat(session.receive()).startsWith("42/custom,[\"auth\",{");
            }
        }
    }
}
