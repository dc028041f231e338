package ee.socketio.it.wire;

import static ee.socketio.it.wire.Eventually.eventually;
import static ee.socketio.it.wire.PollingSession.SEPARATOR;
import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.it.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets in payloads and in frames. */
@ExtendWith(SharedServer.class)
class PacketsIT {

    private final Endpoint engine;

    PacketsIT(TestServer server) {
        engine = Endpoint.engineIo(server);
    }

    static String[] texts() {
        return new String[] {"4hello", "4€ ü 你好", "4😀", "4a\u0000b", "4\u2028\u2029", "4\"\\\n\r\t", "4 ", "40", "4b"};
    }

    @ParameterizedTest
    @MethodSource("texts")
    void textSurvivesPolling(String packet) {
        assertEchoed(Transport.POLLING, packet);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void textSurvivesAWebSocket(String packet) {
        assertEchoed(Transport.WEBSOCKET, packet);
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void binarySurvives(Transport transport) {
        assertEchoed(transport, "bAQIDBA==");
        assertEchoed(transport, "bAA==");
        assertEchoed(transport, "b/+7d");
    }

    private void assertEchoed(Transport transport, String packet) {
        try (EngineSession session = transport.open(engine)) {
            session.send(packet);
            assertThat(session.receive()).isEqualTo(packet);
        }
    }

    @Test
    void thePacketsOfAPayloadAreSeparatedByOneByte() {
        eventually(() -> {
            PollingSession session = PollingSession.open(engine);

            session.sendAndLetAnswersQueue("4a", "4b", "bAQIDBA==");

            assertThat(session.poll().body()).isEqualTo(new byte[] {
                0x34, 0x61, 0x1e, 0x34, 0x62, 0x1e, 0x62, 0x41, 0x51, 0x49, 0x44, 0x42, 0x41, 0x3d, 0x3d
            });
        });
    }

    @Test
    void aLargePayloadOfManyPacketsKeepsTheirOrder() {
        PollingSession session = PollingSession.open(engine);
        StringBuilder payload = new StringBuilder("40");
        for (int i = 1; i < 500; i++) {
            payload.append(SEPARATOR).append('4').append(i);
        }

        assertThat(session.post(payload.toString())).hasStatus(200);

        for (int i = 0; i < 500; i++) {
            assertThat(session.receive()).isEqualTo("4" + i);
        }
    }

    @Test
    void theSeparatorIsOrdinaryDataInAFrame() {
        try (EngineSession session = WebSocketSession.open(engine)) {
            session.send("4a" + SEPARATOR + "4b");
            assertThat(session.receive()).isEqualTo("4a" + SEPARATOR + "4b");
        }
    }

    @Test
    void aTextFrameMayCarryABinaryMessageAsBase64() {
        try (WebSocketSession session = WebSocketSession.open(engine)) {
            session.socket().sendText("bAQID");
            assertThat(session.receive()).isEqualTo("bAQID");
        }
    }

    @Test
    void aWebSocketThatAskedForBase64GetsBinaryAsText() {
        try (RawWebSocket socket = RawWebSocket.open(engine, engine.webSocket() + "&b64=1")) {
            socket.receiveText();
            socket.sendBinary((byte) 1, (byte) 2);
            assertThat(socket.receiveText()).isEqualTo("bAQI=");
        }
    }

    @Test
    void anEmptyBase64ParameterAsksForNothing() {
        try (RawWebSocket socket = RawWebSocket.open(engine, engine.webSocket() + "&b64=")) {
            socket.receiveText();
            socket.sendBinary((byte) 1, (byte) 2);
            assertThat(socket.receive()).matches(Frame::isBinary, "is binary");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void unusualPacketsDoNoHarm(Transport transport) {
        try (EngineSession session = transport.open(engine)) {
            session.send("0{\"sid\":\"x\"}", "0", "6", "6data", "5", "3", "3probe", "4x");
            assertThat(session.receive()).isEqualTo("4x");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void anEmptyMessageIsAMessage(Transport transport) {
        try (EngineSession session = transport.open(engine)) {
            session.send("4", "4x");
            assertThat(session.receive()).isEqualTo("4");
            assertThat(session.receive()).isEqualTo("4x");
        }
    }

    @Test
    void anEmptyBinaryFrameIsAnEmptyBinaryMessage() {
        try (RawWebSocket socket = RawWebSocket.open(engine, engine.webSocket())) {
            socket.receiveText();
            socket.sendBinary();
            assertThat(socket.receive())
                    .matches(Frame::isBinary, "is binary")
                    .matches(frame -> frame.payload().length == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "7", "9x", "{}", " 4x", "é", "-1", "\u0000"})
    void anUnknownPacketTypeInAFrameClosesTheWebSocketPlainly(String packet) {
        try (WebSocketSession session = WebSocketSession.open(engine)) {
            session.socket().sendText(packet);
            session.awaitClosed();
        }
    }

    @Test
    void anEmptyTextFrameClosesTheWebSocketPlainly() {
        try (WebSocketSession session = WebSocketSession.open(engine)) {
            session.socket().sendText("");
            session.awaitClosed();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\u001e", "4a\u001e", "\u001e4a", "4a\u001e\u001e4b", "abc", "7", "4a\u001ex\u001e4b", " 4a"
            })
    void anInvalidPacketInAPayloadIsTakenButEndsTheSession(String payload) {
        PollingSession session = PollingSession.open(engine);

        assertThat(session.post(payload)).hasStatus(200).hasText("ok");

        session.assertUnknown();
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aPingFromTheClientEndsTheSession(Transport transport) {
        try (EngineSession session = transport.open(engine)) {
            session.send("2");
            session.awaitClosed();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aProbeOutsideAnUpgradeEndsTheSession(Transport transport) {
        try (EngineSession session = transport.open(engine)) {
            session.send("2probe");
            session.awaitClosed();
        }
    }
}
