package ee.socketio.it.wire;

import static ee.socketio.it.wire.Eventually.eventually;
import static ee.socketio.it.wire.WireAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import ee.socketio.it.TestServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The change of a session from polling to WebSocket. */
@ExtendWith(SharedServer.class)
class UpgradeIT {

    private final Endpoint engine;
    private final Endpoint socketIo;

    UpgradeIT(TestServer server) {
        engine = Endpoint.engineIo(server);
        socketIo = Endpoint.socketIo(server);
    }

    private static void probe(RawWebSocket socket) {
        socket.sendText("2probe");
        assertThat(socket.receiveText()).isEqualTo("3probe");
    }

    private static void assertEchoes(RawWebSocket socket) {
        socket.sendText("4over websocket");
        assertThat(WebSocketSession.receive(socket)).isEqualTo("4over websocket");
    }

    @Test
    void aProbeFreesTheHeldPollAndTheUpgradePacketSwitches() {
        PollingSession session = PollingSession.open(engine);
        try (RawHttp held = session.holdPoll();
                RawWebSocket socket = session.openUpgrade()) {
            probe(socket);
            assertThat(held.answer()).hasStatus(200).hasText("6");
            socket.sendText("5");
            assertEchoes(socket);
        }
    }

    @Test
    void theWebSocketOfAnUpgradeGetsNoOpenPacket() {
        PollingSession session = PollingSession.open(engine);
        try (RawWebSocket socket = session.openUpgrade()) {
            probe(socket);
        }
    }

    @Test
    void everyPollIsFreedUntilTheUpgradeIsDone() {
        PollingSession session = PollingSession.open(engine);
        try (RawWebSocket socket = session.openUpgrade()) {
            probe(socket);
            assertThat(session.poll()).hasText("6");
            assertThat(session.poll()).hasText("6");
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
                session.sendAndLetAnswersQueue("4m1");
                assertThat(session.poll()).hasText("4m1");
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
            session.send("4a", "bCQ==");
            session.send("4b");
            socket.sendText("5").sendText("4c");
            assertThat(WebSocketSession.receive(socket)).isEqualTo("4a");
            assertThat(WebSocketSession.receive(socket)).isEqualTo("bCQ==");
            assertThat(WebSocketSession.receive(socket)).isEqualTo("4b");
            assertThat(WebSocketSession.receive(socket)).isEqualTo("4c");
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
            for (int i = 0; i < 50; i++) {
                session.send("4q" + i);
                expected.add("4q" + i);
            }
            socket.sendText("5");
            for (int i = 0; i < 50; i++) {
                socket.sendText("4w" + i);
                expected.add("4w" + i);
            }
            for (String packet : expected) {
                assertThat(WebSocketSession.receive(socket)).isEqualTo(packet);
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
    void aProbeMayBeRepeated() {
        PollingSession session = PollingSession.open(engine);
        try (RawWebSocket socket = session.openUpgrade()) {
            probe(socket);
            probe(socket);
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
            assertThat(held.answer()).hasStatus(200).hasText("1");
            assertEchoes(socket);
        }
    }

    @Test
    void aPostThatIsStillBeingReadIsGivenUp() {
        PollingSession session = PollingSession.open(engine);
        try (RawHttp post = session.beginPost(10, "4half");
                RawWebSocket socket = session.openUpgrade()) {
            socket.sendText("5");
            assertEchoes(socket);
            post.writeWhileAccepted("lost!".getBytes(UTF_8))
                    .answerOrEnd()
                    .ifPresent(answer -> assertThat(answer.status()).isGreaterThanOrEqualTo(400));
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
            assertThat(session.post("4x")).isError(EngineError.BAD_REQUEST);
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

    @Test
    void aProbeAfterTheUpgradeIsAPingAndEndsTheSession() {
        PollingSession session = PollingSession.open(engine);
        try (RawWebSocket socket = session.openUpgrade()) {
            socket.sendText("5").sendText("2probe");
            assertThat(socket.awaitCloseCode()).isIn(RawWebSocket.PLAIN);
        }
        eventually(session::assertUnknown);
    }

    @Test
    void aServerThatClosedDuringTheUpgradeSaysSoRightAfterIt() {
        PollingSession session = (PollingSession) Transport.POLLING.join(socketIo);
        try (RawWebSocket socket = session.openUpgrade()) {
            session.sendAndLetAnswersQueue("4nonsense");
            socket.sendText("5");
            assertThat(socket.awaitCloseCode()).isIn(RawWebSocket.PLAIN);
        }
        eventually(session::assertUnknown);
    }

    @Test
    void theUpgradeMayAskForBase64() {
        PollingSession session = PollingSession.open(engine);
        try (RawWebSocket socket = RawWebSocket.open(engine, engine.webSocket(session.sid()) + "&b64=1")) {
            socket.sendText("5").sendBinary((byte) 1);
            assertThat(socket.receiveText()).isEqualTo("bAQ==");
        }
    }

    @Test
    void aBinaryEventMayBeginOnOneTransportAndEndOnTheOther() {
        PollingSession session = (PollingSession) Transport.POLLING.join(socketIo);
        try (RawWebSocket socket = session.openUpgrade()) {
            session.send("451-[\"echo2\",{\"_placeholder\":true,\"num\":0}]");
            socket.sendText("5").sendBinary((byte) 1, (byte) 2, (byte) 3);
            assertThat(WebSocketSession.receive(socket)).isEqualTo("451-[\"echo2\",{\"_placeholder\":true,\"num\":0}]");
            assertThat(WebSocketSession.receive(socket)).isEqualTo("bAQID");
        }
    }
}
