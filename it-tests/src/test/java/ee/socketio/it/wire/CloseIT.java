package ee.socketio.it.wire;

import static ee.socketio.it.wire.Eventually.eventually;
import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.it.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How a session ends, from either side, as the other side sees it. */
@ExtendWith(SharedServer.class)
class CloseIT {

    /** A Socket.IO packet of no known type, upon which the server closes the session of its own accord. */
    private static final String NONSENSE = "4abc";

    private final Endpoint engine;
    private final Endpoint socketIo;

    CloseIT(TestServer server) {
        engine = Endpoint.engineIo(server);
        socketIo = Endpoint.socketIo(server);
    }

    @Test
    void aClosePacketFreesTheHeldPollWithANoop() {
        PollingSession session = PollingSession.open(engine);
        try (RawHttp held = session.holdPoll()) {
            assertThat(session.post("1")).hasStatus(200).hasText("ok");
            assertThat(held.answer()).hasStatus(200).hasText("6");
        }
        session.assertUnknown();
    }

    @Test
    void aClosePacketNeedsNoPoll() {
        PollingSession session = PollingSession.open(engine);

        assertThat(session.post("1")).hasStatus(200).hasText("ok");

        session.assertUnknown();
        assertThat(session.post("1")).isError(EngineError.UNKNOWN_SID);
    }

    @Test
    void whatStandsAfterAClosePacketIsNotDelivered() {
        PollingSession session = PollingSession.open(engine);
        try (RawHttp held = session.holdPoll()) {
            assertThat(session.post("4a\u001e1\u001e4b")).hasStatus(200).hasText("ok");
            assertThat(held.answer().text()).isIn("4a", "4a\u001e6", "6");
        }
        session.assertUnknown();
    }

    @Test
    void aServerThatClosesFreesTheHeldPollWithAClosePacket() {
        PollingSession session = PollingSession.open(socketIo);
        try (RawHttp held = session.holdPoll()) {
            assertThat(session.post(NONSENSE)).hasStatus(200).hasText("ok");
            assertThat(held.answer()).hasStatus(200).hasText("1");
        }
        session.assertUnknown();
    }

    @Test
    void aServerThatClosesWaitsForTheNextPollToSaySo() {
        eventually(() -> {
            PollingSession session = PollingSession.open(socketIo);
            session.sendAndLetAnswersQueue(NONSENSE);

            assertThat(session.poll()).hasStatus(200).hasText("6\u001e1");

            session.assertUnknown();
        });
    }

    @Test
    void whatWasQueuedBeforeTheServerClosedIsStillDelivered() {
        eventually(() -> {
            PollingSession session = PollingSession.open(socketIo);
            session.send("40");
            session.sendAndLetAnswersQueue(NONSENSE);

            Answer queued = session.poll();
            assertThat(queued).hasStatus(200);
            assertThat(queued.text()).matches("40\\{\"sid\":\"[^\"]+\"}\u001e42\\[\"auth\",\\{}]");
            assertThat(session.poll()).hasStatus(200).hasText("6\u001e1");
            session.assertUnknown();
        });
    }

    @Test
    void whatIsPostedToAClosingSessionIsTakenAndIgnored() {
        eventually(() -> {
            PollingSession session = PollingSession.open(socketIo);
            session.sendAndLetAnswersQueue(NONSENSE);

            assertThat(session.post("40")).hasStatus(200).hasText("ok");
            assertThat(session.post("42[\"message\"]")).hasStatus(200).hasText("ok");

            assertThat(session.poll()).hasText("6\u001e1");
        });
    }

    @Test
    void aServerThatClosesAWebSocketGivesNoReason() {
        try (WebSocketSession session = WebSocketSession.open(socketIo)) {
            session.send(NONSENSE);
            session.awaitClosed();
        }
    }

    @Test
    void aProtocolFaultFreesTheHeldPollWithAClosePacket() {
        PollingSession session = PollingSession.open(engine);
        try (RawHttp held = session.holdPoll()) {
            assertThat(session.post("2")).hasStatus(200).hasText("ok");
            assertThat(held.answer()).hasStatus(200).hasText("1");
        }
        session.assertUnknown();
    }

    @Test
    void theTcpConnectionOfAClosedWebSocketEnds() {
        try (RawWebSocket socket = RawWebSocket.open(engine, engine.webSocket())) {
            socket.sendText("abc");
            assertThat(socket.awaitCloseCode()).isIn(RawWebSocket.PLAIN);
            socket.send(Frame.close());
            assertThat(socket.receiveOrEnd()).isEmpty();
        }
    }
}
