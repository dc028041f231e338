package ee.socketio.it.wire;

import static ee.socketio.it.wire.Eventually.eventually;
import static ee.socketio.it.wire.WireAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import ee.socketio.it.TestServer;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The frames of RFC 6455, right and wrong. */
@ExtendWith(SharedServer.class)
class WebSocketFramesIT {

    private final Endpoint engine;

    WebSocketFramesIT(TestServer server) {
        engine = Endpoint.engineIo(server);
    }

    private RawWebSocket open() {
        RawWebSocket socket = RawWebSocket.open(engine, engine.webSocket());
        assertThat(socket.receiveText()).startsWith("0{");
        return socket;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "payload"})
    void aPingIsAnsweredWithAPongOfTheSamePayload(String payload) {
        try (RawWebSocket socket = open()) {
            socket.send(Frame.of(Frame.PING, payload.getBytes(UTF_8)));
            Frame answer = socket.receive();
            assertThat(answer.opcode()).isEqualTo(Frame.PONG);
            assertThat(answer.text()).isEqualTo(payload);
        }
    }

    @Test
    void anUnsolicitedPongIsIgnored() {
        try (RawWebSocket socket = open()) {
            socket.send(Frame.of(Frame.PONG, "x".getBytes(UTF_8))).sendText("4x");
            assertThat(socket.receiveText()).isEqualTo("4x");
        }
    }

    @Test
    void aFragmentedMessageIsOneMessage() {
        try (RawWebSocket socket = open()) {
            socket.sendInFragments(Frame.text("4€😀ü and more"), 1);
            assertThat(socket.receiveText()).isEqualTo("4€😀ü and more");
        }
    }

    @Test
    void aControlFrameMayStandBetweenFragments() {
        try (RawWebSocket socket = open()) {
            socket.send(Frame.text("4a").unfinished());
            socket.send(Frame.of(Frame.PING, new byte[0]));
            socket.send(Frame.of(Frame.CONTINUATION, "b".getBytes(UTF_8)));
            assertThat(socket.receive().opcode()).isEqualTo(Frame.PONG);
            assertThat(socket.receiveText()).isEqualTo("4ab");
        }
    }

    @Test
    void framesMayArriveTogetherOrByteForByte() {
        try (RawWebSocket socket = open()) {
            byte[] first = Frame.text("4a").masked();
            byte[] second = Frame.text("4b").masked();
            byte[] both = new byte[first.length + second.length];
            System.arraycopy(first, 0, both, 0, first.length);
            System.arraycopy(second, 0, both, first.length, second.length);
            socket.write(both);
            for (byte part : Frame.text("4c").masked()) {
                socket.write(new byte[] {part});
            }
            assertThat(socket.receiveText()).isEqualTo("4a");
            assertThat(socket.receiveText()).isEqualTo("4b");
            assertThat(socket.receiveText()).isEqualTo("4c");
        }
    }

    static Stream<Frame> closeFrames() {
        return Stream.of(Frame.close(), Frame.close(1000, ""), Frame.close(1001, "bye"), Frame.close(4001, "why"));
    }

    @ParameterizedTest
    @MethodSource("closeFrames")
    void aClientThatClosesItsWebSocketEndsItsSession(Frame close) {
        WebSocketSession session = WebSocketSession.open(engine);
        try (session) {
            session.socket().send(close);
            assertThat(session.socket().awaitCloseCode()).isNotEqualTo(RawWebSocket.ABNORMAL);
        }
        assertForgotten(session.sid());
    }

    @Test
    void aConnectionThatEndsWithoutACloseFrameEndsItsSession() {
        WebSocketSession ended = WebSocketSession.open(engine);
        ended.socket().close();
        assertForgotten(ended.sid());

        WebSocketSession reset = WebSocketSession.open(engine);
        reset.socket().reset();
        assertForgotten(reset.sid());
    }

    @Test
    @Tag("beyond-reference")
    void aClosePacketEndsTheSession() {
        try (WebSocketSession session = WebSocketSession.open(engine)) {
            session.socket().sendText("1");
            session.awaitClosed();
            assertForgotten(session.sid());
        }
    }

    private void assertForgotten(String sid) {
        eventually(() -> assertThat(engine.get(engine.polling(sid))).isError(EngineError.UNKNOWN_SID));
    }

    static Map<String, byte[]> brokenFrames() {
        return Map.ofEntries(
                Map.entry("RSV1", Frame.text("4x").withRsv(4).masked()),
                Map.entry("RSV2", Frame.text("4x").withRsv(2).masked()),
                Map.entry("RSV3", Frame.text("4x").withRsv(1).masked()),
                Map.entry("RSV2 and RSV3", Frame.text("4x").withRsv(3).masked()),
                Map.entry("no mask", Frame.text("4x").unmasked()),
                Map.entry("opcode 3", Frame.of(3, new byte[1]).masked()),
                Map.entry("opcode 11", Frame.of(11, new byte[0]).masked()),
                Map.entry(
                        "a continuation of nothing",
                        Frame.of(Frame.CONTINUATION, new byte[1]).masked()),
                Map.entry(
                        "a fragmented ping",
                        Frame.of(Frame.PING, new byte[1]).unfinished().masked()),
                Map.entry(
                        "a ping of 126 bytes",
                        Frame.of(Frame.PING, new byte[126]).masked()),
                Map.entry(
                        "a close frame of one byte",
                        Frame.of(Frame.CLOSE, new byte[1]).masked()),
                Map.entry("close code 1005", Frame.close(1005, "").masked()),
                Map.entry(
                        "text that is not UTF-8",
                        Frame.of(Frame.TEXT, new byte[] {'4', (byte) 0xC3, 0x28})
                                .masked()),
                Map.entry(
                        "text that ends within a character",
                        Frame.of(Frame.TEXT, new byte[] {'4', (byte) 0xE2}).masked()),
                Map.entry(
                        "a message above the limit",
                        Frame.text("4" + "x".repeat(1_000_000)).masked()));
    }

    /** Some containers wait for them. */
    private static Map<String, byte[]> framesOfImpossibleLength() {
        return Map.of(
                "a length of 2^63", HexFormat.of().parseHex("81ff80000000000000000000000034"),
                "a length of 2^62", HexFormat.of().parseHex("81ff40000000000000000000000034"));
    }

    static Stream<String> namesOfFramesOfImpossibleLength() {
        return framesOfImpossibleLength().keySet().stream().sorted();
    }

    static Stream<String> namesOfBrokenFrames() {
        return brokenFrames().keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("namesOfBrokenFrames")
    void aBrokenFrameEndsTheSessionAndNothingElse(String fault) {
        assertEndsTheSession(brokenFrames().get(fault));
    }

    @ParameterizedTest
    @MethodSource("namesOfFramesOfImpossibleLength")
    @Tag("not-tomcat") // waits for any announced length
    @Tag("not-wildfly") // waits for any announced length
    void aFrameOfImpossibleLengthEndsTheSessionAndNothingElse(String length) {
        assertEndsTheSession(framesOfImpossibleLength().get(length));
    }

    private void assertEndsTheSession(byte[] frame) {
        try (WebSocketSession session = WebSocketSession.open(engine)) {
            session.socket().write(frame);
            session.socket().awaitCloseCode();
            assertForgotten(session.sid());
        }
        PollingSession.open(engine).assertEchoes();
    }

    @ParameterizedTest
    @MethodSource("namesOfBrokenFrames")
    void aBrokenFrameMayBeTheFirstThingAfterTheHandshake(String fault) {
        assertEndsTheConnectionAfterTheHandshake(brokenFrames().get(fault));
    }

    @ParameterizedTest
    @MethodSource("namesOfFramesOfImpossibleLength")
    @Tag("not-tomcat") // waits for any announced length
    @Tag("not-wildfly") // waits for any announced length
    void aFrameOfImpossibleLengthMayBeTheFirstThingAfterTheHandshake(String length) {
        assertEndsTheConnectionAfterTheHandshake(framesOfImpossibleLength().get(length));
    }

    private void assertEndsTheConnectionAfterTheHandshake(byte[] frame) {
        try (RawHttp connection = RawHttp.connect(engine)) {
            connection.send(Request.upgrade(engine.webSocket())).writeWhileAccepted(frame);
            assertThat(connection.answer()).hasStatus(101);
            while (connection.readFrame().filter(next -> !next.isClose()).isPresent()) {
                // what was sent before the frame was seen
            }
        }
        PollingSession.open(engine).assertEchoes();
    }

    @Test
    void aNewMessageWithinAFragmentedOneEndsTheSession() {
        try (WebSocketSession session = WebSocketSession.open(engine)) {
            session.socket().send(Frame.text("4a").unfinished()).sendText("4b");
            session.socket().awaitCloseCode();
            assertForgotten(session.sid());
        }
    }

    @Test
    void aFrameThatIsCutShortEndsTheSession() {
        WebSocketSession session = WebSocketSession.open(engine);
        session.socket().write(HexFormat.of().parseHex("81fe00c800000000343434"));
        session.socket().close();
        assertForgotten(session.sid());
    }
}
