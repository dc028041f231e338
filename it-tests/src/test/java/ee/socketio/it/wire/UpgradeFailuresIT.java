package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.it.TestServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Upgrades that do not come off, and WebSockets that come too late. */
@ExtendWith(SharedServer.class)
class UpgradeFailuresIT {

    private final Endpoint engine;

    UpgradeFailuresIT(TestServer server) {
        engine = Endpoint.engineIo(server);
    }

    private static void upgrade(RawWebSocket socket) {
        socket.sendText("2probe");
        assertThat(socket.receiveText()).isEqualTo("3probe");
        socket.sendText("5").sendText("4upgraded");
        assertThat(WebSocketSession.receive(socket)).isEqualTo("4upgraded");
    }

    private static void assertClosedPlainly(RawWebSocket socket) {
        assertThat(socket.awaitCloseCode()).isIn(RawWebSocket.PLAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4hi", "2", "2other", "3", "3probe", "6", "0", "abc", "", "bAQID"})
    void anythingElseEndsTheAttemptButNotTheSession(String packet) {
        PollingSession session = PollingSession.open(engine);
        try (RawWebSocket socket = session.openUpgrade()) {
            assertClosedPlainly(socket.sendText(packet));
        }
        session.assertEchoes();
        try (RawWebSocket retry = session.openUpgrade()) {
            upgrade(retry);
        }
    }

    @Test
    void aBinaryFrameEndsTheAttemptButNotTheSession() {
        PollingSession session = PollingSession.open(engine);
        try (RawWebSocket socket = session.openUpgrade()) {
            assertClosedPlainly(socket.sendBinary((byte) 1));
        }
        session.assertEchoes();
    }

    @Test
    void anAttemptMayFailAfterItsProbe() {
        PollingSession session = PollingSession.open(engine);
        try (RawWebSocket socket = session.openUpgrade()) {
            socket.sendText("2probe");
            assertThat(socket.receiveText()).isEqualTo("3probe");
            assertClosedPlainly(socket.sendText("4hi"));
        }
        session.assertEchoes();
    }

    @Test
    void afterAFailedAttemptAPollIsHeldAgain() {
        PollingSession session = PollingSession.open(engine);
        try (RawWebSocket socket = session.openUpgrade()) {
            socket.sendText("2probe");
            assertThat(socket.receiveText()).isEqualTo("3probe");
            assertThat(session.poll()).hasText("6");
            assertClosedPlainly(socket.sendText("4hi"));
        }
        try (RawHttp held = session.holdPoll()) {
            session.send("4x");
            assertThat(held.answer()).hasText("4x");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aWebSocketThatDiesDuringTheAttemptLeavesTheSessionOnPolling(boolean reset) {
        PollingSession session = PollingSession.open(engine);
        RawWebSocket socket = session.openUpgrade();
        socket.sendText("2probe");
        assertThat(socket.receiveText()).isEqualTo("3probe");
        if (reset) {
            socket.reset();
        } else {
            socket.close();
        }
        session.assertEchoes();
        Eventually.eventually(() -> {
            try (RawWebSocket retry = session.openUpgrade()) {
                assertThat(retry.sendText("2probe").receive().text()).isEqualTo("3probe");
            }
        });
    }

    @Test
    void aClientMayCloseTheWebSocketOfAnAttempt() {
        PollingSession session = PollingSession.open(engine);
        try (RawWebSocket socket = session.openUpgrade()) {
            socket.send(Frame.close());
            assertThat(socket.awaitCloseCode()).isNotEqualTo(RawWebSocket.ABNORMAL);
        }
        session.assertEchoes();
    }

    @Test
    void aBrokenFrameEndsTheAttemptButNotTheSession() {
        PollingSession session = PollingSession.open(engine);
        try (RawWebSocket socket = session.openUpgrade()) {
            socket.send(Frame.text("2probe").withRsv(3)).awaitCloseCode();
        }
        session.assertEchoes();
    }

    @Test
    void aMessageAboveTheLimitEndsTheAttemptButNotTheSession() {
        PollingSession session = PollingSession.open(engine);
        try (RawWebSocket socket = session.openUpgrade()) {
            assertThat(socket.sendText("2" + "x".repeat(1_000_000)).awaitCloseCode())
                    .isEqualTo(1009);
        }
        session.assertEchoes();
    }

    @Test
    void aSecondAttemptDuringTheFirstIsClosed() {
        PollingSession session = PollingSession.open(engine);
        try (RawWebSocket first = session.openUpgrade()) {
            first.sendText("2probe");
            assertThat(first.receiveText()).isEqualTo("3probe");
            try (RawWebSocket second = session.openUpgrade()) {
                assertClosedPlainly(second);
            }
            first.sendText("5").sendText("4x");
            assertThat(WebSocketSession.receive(first)).isEqualTo("4x");
        }
    }

    @Test
    void anAttemptAfterTheUpgradeIsClosed() {
        PollingSession session = PollingSession.open(engine);
        try (RawWebSocket first = session.openUpgrade()) {
            upgrade(first);
            try (RawWebSocket second = session.openUpgrade()) {
                assertClosedPlainly(second);
            }
            first.sendText("4x");
            assertThat(WebSocketSession.receive(first)).isEqualTo("4x");
        }
    }

    @Test
    @Tag("beyond-reference")
    void aSecondWebSocketForASessionThatStartedOnOneIsClosed() {
        try (WebSocketSession session = WebSocketSession.open(engine)) {
            try (RawWebSocket second = RawWebSocket.open(engine, engine.webSocket(session.sid()))) {
                assertClosedPlainly(second);
            }
            session.send("4x");
            assertThat(session.receive()).isEqualTo("4x");
        }
    }

    @Test
    void aSessionThatEndsTakesTheAttemptWithIt() {
        PollingSession session = PollingSession.open(engine);
        try (RawWebSocket socket = session.openUpgrade()) {
            socket.sendText("2probe");
            assertThat(socket.receiveText()).isEqualTo("3probe");
            session.send("1");
            assertClosedPlainly(socket);
        }
        session.assertUnknown();
    }
}
