package ee.socketio.it.wire;

import static ee.socketio.it.wire.Eventually.eventually;
import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.it.TestServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The change of a session of revision 3 from polling to WebSocket. */
@ExtendWith(SharedServer3.class)
@Tag("eio3")
class Eio3UpgradeIT {

    private final Endpoint engine;
    private final Endpoint socketIo;

    Eio3UpgradeIT(TestServer server) {
        engine = Endpoint.engineIo(server).revision3();
        socketIo = Endpoint.socketIo(server).revision3();
    }

    private static void probe(RawWebSocket socket) {
        socket.sendText("2probe");
        assertThat(socket.receiveText()).isEqualTo("3probe");
    }

    private static void assertEchoes(RawWebSocket socket) {
        socket.sendText("4over websocket");
        assertThat(socket.receiveText()).isEqualTo("4over websocket");
    }

    @Test
    void aProbeFreesTheHeldPollAndTheUpgradePacketSwitches() {
        PollingSession session = PollingSession.open(engine);
        try (RawHttp held = session.holdPoll();
                RawWebSocket socket = session.openUpgrade()) {
            probe(socket);
            assertThat(held.answer())
                    .hasStatus(200)
                    .hasContentType("text/plain;charset=utf-8")
                    .hasText("1:6");
            socket.sendText("5");
            assertEchoes(socket);
        }
    }

    @Test
    void everyPollIsFreedUntilTheUpgradeIsDone() {
        PollingSession session = PollingSession.open(engine);
        try (RawWebSocket socket = session.openUpgrade()) {
            probe(socket);
            assertThat(session.poll()).hasText("1:6");
            assertThat(session.poll()).hasText("1:6");
            probe(socket);
            socket.sendText("5");
            assertEchoes(socket);
        }
    }

    @Test
    void scriptsAreFreedWithAScript() {
        PollingSession session = PollingSession.openJsonp(engine);
        try (RawWebSocket socket = session.openUpgrade()) {
            probe(socket);
            assertThat(session.poll()).hasText("___eio[0](\"1:6\");");
            socket.sendText("5");
            assertEchoes(socket);
        }
    }

    @Test
    void pollingIsInUseUntilTheUpgradePacket() {
        eventually(() -> {
            PollingSession session = PollingSession.open(engine);
            try (RawWebSocket socket = session.openUpgrade()) {
                probe(socket);
                session.sendAndLetAnswersQueue("4m1", "2");
                assertThat(session.poll().text()).isIn("3:4m11:3", "1:33:4m1");
                socket.sendText("5");
                assertEchoes(socket);
            }
        });
    }

    @Test
    void whatIsQueuedGoesOutOverTheWebSocketInOrder() {
        PollingSession session = PollingSession.open(engine);
        try (RawWebSocket socket = session.openUpgrade()) {
            probe(socket);
            session.send("4a", "b4CQ==");
            session.send("4b");
            socket.sendText("5").sendText("4c");
            for (String packet : List.of("4a", "b4CQ==", "4b", "4c")) {
                assertThat(WebSocketSession.receive3(socket)).isEqualTo(packet);
            }
        }
    }

    @Test
    void nothingIsLostOrReorderedWhileAClientSendsOn() {
        PollingSession session = PollingSession.open(engine);
        List<String> expected = new ArrayList<>();
        try (RawWebSocket socket = session.openUpgrade()) {
            for (int i = 0; i < 50; i++) {
                session.send("4p" + i);
                expected.add("4p" + i);
            }
            probe(socket);
            socket.sendText("5");
            for (int i = 0; i < 50; i++) {
                socket.sendText("4w" + i);
                expected.add("4w" + i);
            }
            for (String packet : expected) {
                assertThat(socket.receiveText()).isEqualTo(packet);
            }
        }
    }

    @Test
    void theUpgradePacketNeedsNoProbe() {
        PollingSession session = PollingSession.open(engine);
        try (RawWebSocket socket = session.openUpgrade()) {
            socket.sendText("5");
            assertEchoes(socket);
        }
    }

    @Test
    void aPollThatIsStillHeldIsAnsweredWithTheClosePacket() {
        PollingSession session = PollingSession.open(engine);
        try (RawHttp held = session.holdPoll();
                RawWebSocket socket = session.openUpgrade()) {
            socket.sendText("5");
            assertThat(held.answer()).hasStatus(200).hasText("1:1");
            assertEchoes(socket);
        }
    }

    @Test
    void anUpgradedSessionCannotBePolledAnyMore() {
        PollingSession session = PollingSession.open(engine);
        try (RawWebSocket socket = session.openUpgrade()) {
            probe(socket);
            socket.sendText("5");
            assertEchoes(socket);
            assertThat(session.poll()).isError(EngineError.BAD_REQUEST);
            assertThat(session.post("2:4x")).isError(EngineError.BAD_REQUEST);
            assertEchoes(socket);
        }
    }

    @Test
    void anUpgradedSessionEndsWithItsWebSocket() {
        PollingSession session = PollingSession.open(engine);
        try (RawWebSocket socket = session.openUpgrade()) {
            socket.sendText("5");
            assertEchoes(socket);
            socket.send(Frame.close());
            socket.awaitCloseCode();
        }
        eventually(session::assertUnknown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4hi", "2", "2prob", "3", "3probe", "0", "1", "abc", "", "b4AQID"})
    void anythingElseClosesTheProbingWebSocketOnly(String packet) {
        PollingSession session = PollingSession.open(engine);
        try (RawWebSocket socket = session.openUpgrade()) {
            socket.sendText(packet);
            assertThat(socket.awaitCloseCode()).isIn(RawWebSocket.PLAIN);
        }
        session.assertEchoes();
        try (RawWebSocket socket = session.openUpgrade()) {
            probe(socket);
            socket.sendText("5");
            assertEchoes(socket);
        }
    }

    @Test
    void aSecondWebSocketIsClosedAndTheFirstUnaffected() {
        PollingSession session = PollingSession.open(engine);
        try (RawWebSocket first = session.openUpgrade()) {
            probe(first);
            try (RawWebSocket second = session.openUpgrade()) {
                assertThat(second.awaitCloseCode()).isIn(RawWebSocket.PLAIN);
            }
            first.sendText("5");
            assertEchoes(first);
            try (RawWebSocket third = session.openUpgrade()) {
                assertThat(third.awaitCloseCode()).isIn(RawWebSocket.PLAIN);
            }
            assertEchoes(first);
        }
    }

    @Test
    void aClientWithoutBinaryRequestsGetsBinaryFrames() {
        PollingSession session = PollingSession.open(engine, "&b64=1");
        session.send("b4AQI=");
        assertThat(session.poll()).hasText("6:b4AQI=");
        try (RawWebSocket socket = RawWebSocket.open(engine, engine.webSocket(session.sid()))) {
            socket.sendText("5").sendBinary((byte) 4, (byte) 1, (byte) 2);
            Frame frame = socket.receive();
            assertThat(frame).matches(Frame::isBinary, "is binary");
            assertThat(frame.payload()).containsExactly(4, 1, 2);
        }
    }

    @Test
    void onlyTheWebSocketMayAskForBase64() {
        PollingSession session = PollingSession.open(engine);
        session.send("b4AQI=");
        assertThat(session.poll()).hasContentType("application/octet-stream");
        try (RawWebSocket socket = RawWebSocket.open(engine, engine.webSocket(session.sid()) + "&b64=1")) {
            socket.sendText("5").sendBinary((byte) 4, (byte) 1, (byte) 2);
            assertThat(socket.receiveText()).isEqualTo("b4AQI=");
        }
    }

    @Test
    void aBinaryEventMayBeginOnOneTransportAndEndOnTheOther() {
        PollingSession session = (PollingSession) Transport3.POLLING.join(socketIo);
        try (RawWebSocket socket = session.openUpgrade()) {
            session.send("451-[\"echo2\",{\"_placeholder\":true,\"num\":0}]");
            socket.sendText("5").sendBinary((byte) 4, (byte) 1, (byte) 2, (byte) 3);
            assertThat(WebSocketSession.receive3(socket))
                    .isEqualTo("451-[\"echo2\",{\"_placeholder\":true,\"num\":0}]");
            assertThat(WebSocketSession.receive3(socket)).isEqualTo("b4AQID");
        }
    }
}
