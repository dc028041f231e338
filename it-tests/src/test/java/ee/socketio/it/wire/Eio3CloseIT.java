package ee.socketio.it.wire;

import static ee.socketio.it.wire.Eventually.eventually;
import static ee.socketio.it.wire.WireAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import ee.socketio.it.TestServer;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How a session of revision 3 ends: closed by either side, by a client that does two things at once, or by size. */
@ExtendWith(SharedServer3.class)
@Tag("eio3")
class Eio3CloseIT {

    /** A Socket.IO packet of no known type, upon which the server closes the session of its own accord. */
    private static final String NONSENSE = "4abc";

    private static final int LIMIT = 1_000_000;
    private static final int TOO_BIG = 1009;

    private final Endpoint engine;
    private final Endpoint socketIo;

    Eio3CloseIT(TestServer server) {
        engine = Endpoint.engineIo(server).revision3();
        socketIo = Endpoint.socketIo(server).revision3();
    }

    @Test
    void aClosePacketFreesTheHeldPollWithANoop() {
        PollingSession session = PollingSession.open(engine);
        try (RawHttp held = session.holdPoll()) {
            assertThat(session.post("1:1")).hasStatus(200).hasText("ok");
            assertThat(held.answer()).hasStatus(200).hasText("1:6");
        }
        session.assertUnknown();
    }

    @Test
    void aClosePacketMayComeInBytes() {
        PollingSession session = PollingSession.open(engine);

        assertThat(session.postBytes((byte) 0, (byte) 1, (byte) 0xff, (byte) '1'))
                .hasStatus(200)
                .hasText("ok");

        session.assertUnknown();
        assertThat(session.post("1:1")).isError(EngineError.UNKNOWN_SID);
    }

    @Test
    void aServerThatClosesFreesTheHeldPollWithAClosePacket() {
        PollingSession session = (PollingSession) Transport3.POLLING.join(socketIo);
        try (RawHttp held = session.holdPoll()) {
            assertThat(session.post("4:" + NONSENSE)).hasStatus(200).hasText("ok");
            assertThat(held.answer()).hasStatus(200).hasText("1:1");
        }
        session.assertUnknown();
    }

    @Test
    void aServerThatClosesWaitsForTheNextPollToSaySo() {
        eventually(() -> {
            PollingSession session = (PollingSession) Transport3.POLLING.join(socketIo);
            session.sendAndLetAnswersQueue(NONSENSE);

            assertThat(session.poll()).hasStatus(200).hasText("1:61:1");

            session.assertUnknown();
        });
    }

    @Test
    void whatWasQueuedBeforeTheServerClosedIsStillDelivered() {
        eventually(() -> {
            PollingSession session = (PollingSession) Transport3.POLLING.join(socketIo);
            session.sendAndLetAnswersQueue("42[\"message\",1]");
            session.sendAndLetAnswersQueue(NONSENSE);

            assertThat(session.poll()).hasText("20:42[\"message-back\",1]");
            assertThat(session.poll()).hasText("1:61:1");
            session.assertUnknown();
        });
    }

    @Test
    void aServerThatClosesTellsScriptsInAScript() {
        PollingSession session = (PollingSession) Transport3.JSONP.join(socketIo);
        try (RawHttp held = session.holdPoll()) {
            session.send(NONSENSE);
            assertThat(held.answer()).hasStatus(200).hasText("___eio[0](\"1:1\");");
        }
        session.assertUnknown();
    }

    @Test
    void aServerThatClosesAWebSocketGivesNoReason() {
        try (EngineSession session = Transport3.WEBSOCKET.join(socketIo)) {
            session.send(NONSENSE);
            session.awaitClosed();
        }
    }

    @Test
    @Tag("beyond-reference")
    void aClosePacketEndsAWebSocketToo() {
        try (WebSocketSession session = WebSocketSession.open(engine)) {
            session.send("1");
            session.awaitClosed();
            eventually(
                    () -> assertThat(engine.get(engine.polling(session.sid()))).isError(EngineError.UNKNOWN_SID));
        }
    }

    @Test
    void aSecondPollEndsTheSession() {
        PollingSession session = PollingSession.open(engine);
        try (RawHttp first = session.holdPoll()) {
            assertThat(session.poll()).hasStatus(400).hasText("");
            assertThat(first.answer()).hasStatus(200).hasText("1:1");
        }
        session.assertUnknown();
    }

    @Test
    void aSecondPostEndsTheSession() {
        PollingSession session = PollingSession.open(engine);
        try (RawHttp held = session.holdPoll();
                RawHttp first = session.beginPost(10, "8:4first")) {
            assertThat(session.post("7:4second")).hasStatus(400).hasText("");
            assertThat(held.answer()).hasStatus(200).hasText("1:1");
            assertThat(first.writeWhileAccepted("ab".getBytes(UTF_8)).answerOrEnd())
                    .satisfies(Eio3CloseIT::isNoSuccess);
        }
        session.assertUnknown();
    }

    /** The reference cuts the connection of a POST that it no longer wants; a servlet may have to answer it. */
    private static void isNoSuccess(Optional<Answer> answer) {
        answer.ifPresent(failure -> assertThat(failure.status()).isGreaterThanOrEqualTo(400));
    }

    @Test
    void aPollThatItsClientAbandonsEndsTheSession() {
        PollingSession session = PollingSession.open(engine);

        session.holdPoll().close();

        assertThat(session.poll()).hasStatus(400);
        session.assertUnknown();
    }

    @Test
    void aPostThatItsClientAbandonsEndsTheSession() {
        PollingSession session = PollingSession.open(engine);
        RawHttp post = session.beginPost(10, "8:4abc");

        post.close();

        session.awaitClosed();
    }

    @Test
    void aPostOfOneByteTooManyIsRefusedAndTheSessionGoesOn() {
        PollingSession session = PollingSession.open(engine);
        String fitting = "999993:4" + "x".repeat(999_992);

        assertThat(session.post(fitting)).hasStatus(200);
        assertThat(session.receive()).hasSize(999_993);
        assertThat(session.post(fitting + "x")).hasStatus(413).hasText("");
        assertThat(session.postBytes(new byte[LIMIT + 1])).hasStatus(413).hasText("");
        session.assertEchoes();
    }

    @Test
    void aBinaryFrameIsCountedWithItsType() {
        byte[] largest = new byte[LIMIT];
        largest[0] = 4;
        try (WebSocketSession session = WebSocketSession.open(engine)) {
            session.socket().send(Frame.of(Frame.BINARY, largest));
            assertThat(session.socket().receive().payload()).isEqualTo(largest);
            session.socket().send(Frame.of(Frame.BINARY, new byte[LIMIT + 1]));
            assertThat(session.socket().awaitCloseCode()).isEqualTo(TOO_BIG);
        }
    }

    @Test
    void aTextFrameOfOneByteTooManyClosesWith1009() {
        try (WebSocketSession session = WebSocketSession.open(engine)) {
            session.send("4" + "x".repeat(LIMIT));
            assertThat(session.socket().awaitCloseCode()).isEqualTo(TOO_BIG);
        }
    }
}
