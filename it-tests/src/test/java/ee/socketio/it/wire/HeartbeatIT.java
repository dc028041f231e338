package ee.socketio.it.wire;

import static ee.socketio.it.wire.Eventually.eventually;
import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.it.TestServer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The heartbeat of a server that pings 300 ms after the last pong and waits 200 ms for the next. What must not happen
 * too early is asserted to the millisecond, less what timers are allowed to be early; what must happen at last is only
 * waited for.
 */
class HeartbeatIT {

    private static final Duration INTERVAL = Duration.ofMillis(300);
    private static final Duration TIMEOUT = Duration.ofMillis(200);
    private static final Duration TIMER_ACCURACY = Duration.ofMillis(10);

    private static TestServer server;
    private static Endpoint engine;

    @BeforeAll
    static void start() {
        server = TestServer.start(TestServer.Listeners.EXECUTOR);
        engine = Endpoint.engineIo(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void assertAtLeast(Duration expected, Stopwatch since) {
        assertThat(since.elapsed()).isGreaterThanOrEqualTo(expected.minus(TIMER_ACCURACY));
    }

    private static RawWebSocket openWebSocket() {
        RawWebSocket socket = RawWebSocket.open(engine, engine.webSocket());
        assertThat(socket.receiveText()).startsWith("0{");
        return socket;
    }

    @Test
    void theFirstPingComesOneIntervalAfterTheOpenPacket() {
        Stopwatch opened = Stopwatch.started();
        try (RawWebSocket socket = openWebSocket()) {
            assertThat(socket.receiveText()).isEqualTo("2");
            assertAtLeast(INTERVAL, opened);
        }
    }

    @Test
    void everyFurtherPingComesOneIntervalAfterThePong() {
        try (RawWebSocket socket = openWebSocket()) {
            assertThat(socket.receiveText()).isEqualTo("2");
            for (int i = 0; i < 4; i++) {
                Stopwatch answered = Stopwatch.started();
                socket.sendText("3");
                assertThat(socket.receiveText()).isEqualTo("2");
                assertAtLeast(INTERVAL, answered);
            }
        }
    }

    @Test
    void anUnsolicitedPongRestartsTheInterval() {
        try (RawWebSocket socket = openWebSocket()) {
            assertThat(socket.isSilentFor(Duration.ofMillis(100))).isTrue();
            Stopwatch ponged = Stopwatch.started();
            socket.sendText("3");
            assertThat(socket.receiveText()).isEqualTo("2");
            assertAtLeast(INTERVAL, ponged);
        }
    }

    @Test
    void aClientThatDoesNotAnswerIsClosedPlainly() {
        Stopwatch opened = Stopwatch.started();
        try (RawWebSocket socket = openWebSocket()) {
            assertThat(socket.receiveText()).isEqualTo("2");
            assertThat(socket.awaitCloseCode()).isIn(RawWebSocket.PLAIN);
            assertAtLeast(INTERVAL.plus(TIMEOUT), opened);
        }
    }

    @Test
    void theFirstOtherPacketAfterAPingGivesTheClientMoreTime() {
        try (RawWebSocket socket = openWebSocket()) {
            assertThat(socket.receiveText()).isEqualTo("2");
            assertThat(socket.isSilentFor(Duration.ofMillis(50))).isTrue();
            Stopwatch sent = Stopwatch.started();
            socket.sendText("4x");
            assertThat(socket.receiveText()).isEqualTo("4x");
            assertThat(socket.awaitCloseCode()).isIn(RawWebSocket.PLAIN);
            assertAtLeast(TIMEOUT, sent);
        }
    }

    @Test
    void messagesDoNotKeepAClientAliveThatDoesNotAnswer() {
        try (RawWebSocket socket = openWebSocket()) {
            Stopwatch opened = Stopwatch.started();
            Optional<Frame> last = Optional.empty();
            while (last.filter(Frame::isClose).isEmpty()) {
                assertThat(opened.elapsed()).isLessThan(RawHttp.PATIENCE);
                socket.sendText("4x");
                last = Optional.of(socket.receive());
                socket.isSilentFor(Duration.ofMillis(20));
            }
        }
    }

    @Test
    void aHeldPollIsAnsweredWithThePing() {
        Stopwatch opened = Stopwatch.started();
        PollingSession session = PollingSession.open(engine);

        assertThat(session.poll()).hasStatus(200).hasText("2");

        assertAtLeast(INTERVAL, opened);
    }

    @Test
    void aPollThatIsHeldWhenTheTimeIsUpIsAnsweredWithTheClosePacket() {
        Stopwatch opened = Stopwatch.started();
        PollingSession session = PollingSession.open(engine);
        assertThat(session.poll()).hasText("2");

        assertThat(session.poll()).hasStatus(200).hasText("1");

        assertAtLeast(INTERVAL.plus(TIMEOUT), opened);
        session.assertUnknown();
    }

    @Test
    void aClientThatNeverPollsIsForgotten() {
        Stopwatch opened = Stopwatch.started();
        PollingSession session = PollingSession.open(engine);
        Request noPacket = Request.bare("PUT", session.target(), new byte[0]);

        eventually(() -> assertThat(engine.exchange(noPacket)).isError(EngineError.UNKNOWN_SID));

        assertAtLeast(INTERVAL.plus(TIMEOUT), opened);
    }

    @Test
    void aClientThatAnswersLivesOnOverPolling() {
        PollingSession session = PollingSession.open(engine);
        for (int i = 0; i < 2; i++) {
            assertThat(session.poll()).hasText("2");
            Stopwatch answered = Stopwatch.started();
            session.send("3");
            assertThat(session.poll()).hasText("2");
            assertAtLeast(INTERVAL, answered);
            session.send("3");
        }
    }

    @Test
    void theHeartbeatGoesOnAfterAnUpgrade() {
        PollingSession session = PollingSession.open(engine);
        try (RawWebSocket socket = session.openUpgrade()) {
            socket.sendText("2probe");
            assertThat(socket.receiveText()).isEqualTo("3probe");
            socket.sendText("5");
            for (int i = 0; i < 3; i++) {
                assertThat(socket.receiveText()).isEqualTo("2");
                socket.sendText("3");
            }
        }
    }

    @Test
    void anUpgradedClientThatDoesNotAnswerIsClosedPlainly() {
        PollingSession session = PollingSession.open(engine);
        try (RawWebSocket socket = session.openUpgrade()) {
            socket.sendText("2probe");
            assertThat(socket.receiveText()).isEqualTo("3probe");
            socket.sendText("5");
            assertThat(socket.receiveText()).isEqualTo("2");
            assertThat(socket.awaitCloseCode()).isIn(RawWebSocket.PLAIN);
        }
    }

    @Test
    void aPingFrameOfWebSocketIsNoPong() {
        try (RawWebSocket socket = openWebSocket()) {
            assertThat(socket.receiveText()).isEqualTo("2");
            socket.send(Frame.of(Frame.PING, new byte[0]));
            assertThat(socket.receive().opcode()).isEqualTo(Frame.PONG);
            assertThat(socket.awaitCloseCode()).isIn(RawWebSocket.PLAIN);
        }
    }
}
