package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.it.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a client may do between a ping and its pong, on a server that gives it time. */
@Tag("own-options")
class HeartbeatOptionsIT {

    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final Duration TIMEOUT = Duration.ofMillis(1500);
    private static final Duration TIMER_ACCURACY = Duration.ofMillis(10);

    private static TestServer server;
    private static Endpoint engine;

    @BeforeAll
    static void start() {
        server = TestServer.start(SharedServer.options()
                .pingInterval(INTERVAL)
                .pingTimeout(TIMEOUT)
                .build());
        engine = Endpoint.engineIo(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theHandshakeTellsTheTimes() {
        OpenPacket open = OpenPacket.parse(engine.get(engine.polling()).text());

        assertThat(open.fields().getInt("pingInterval")).isEqualTo(200);
        assertThat(open.fields().getInt("pingTimeout")).isEqualTo(1500);
    }

    @Test
    void aPingWaitsForThePollThatFetchesIt() {
        PollingSession session = PollingSession.open(engine);
        Request noPacket = Request.bare("PUT", session.target(), new byte[0]);
        Stopwatch opened = Stopwatch.started();
        while (opened.elapsed().compareTo(INTERVAL.multipliedBy(2)) < 0) {
            assertThat(engine.exchange(noPacket)).hasStatus(500);
        }
        try (RawHttp poll = session.beginPoll()) {
            assertThat(poll.answer()).hasText("2");
        }
        session.send("3");
        session.assertEchoes();
    }

    @Test
    void messagesThatWaitLeaveTogetherWithThePing() {
        PollingSession session = PollingSession.open(engine);
        session.send("4x");
        Request noPacket = Request.bare("PUT", session.target(), new byte[0]);
        Stopwatch opened = Stopwatch.started();
        while (opened.elapsed().compareTo(INTERVAL.multipliedBy(2)) < 0) {
            assertThat(engine.exchange(noPacket)).hasStatus(500);
        }
        assertThat(session.poll()).hasText("4x\u001e2");
    }

    @Test
    void onlyTheFirstPacketAfterAPingGivesTheClientMoreTime() {
        try (RawWebSocket socket = RawWebSocket.open(engine, engine.webSocket())) {
            assertThat(socket.receiveText()).startsWith("0{");
            assertThat(socket.receiveText()).isEqualTo("2");
            assertThat(socket.isSilentFor(Duration.ofMillis(100))).isTrue();
            Stopwatch first = Stopwatch.started();
            socket.sendText("4first");
            assertThat(socket.receiveText()).isEqualTo("4first");
            assertThat(socket.isSilentFor(Duration.ofSeconds(1))).isTrue();
            Stopwatch second = Stopwatch.started();
            socket.sendText("4second");
            assertThat(socket.receiveText()).isEqualTo("4second");

            assertThat(socket.awaitCloseCode()).isIn(RawWebSocket.PLAIN);

            assertThat(first.elapsed()).isGreaterThanOrEqualTo(TIMEOUT.minus(TIMER_ACCURACY));
            assertThat(second.elapsed()).isLessThan(TIMEOUT);
        }
    }

    @Test
    void aLatePongIsInTime() {
        try (RawWebSocket socket = RawWebSocket.open(engine, engine.webSocket())) {
            assertThat(socket.receiveText()).startsWith("0{");
            assertThat(socket.receiveText()).isEqualTo("2");
            assertThat(socket.isSilentFor(Duration.ofMillis(500))).isTrue();
            Stopwatch answered = Stopwatch.started();
            socket.sendText("3");
            assertThat(socket.receiveText()).isEqualTo("2");
            assertThat(answered.elapsed()).isGreaterThanOrEqualTo(INTERVAL.minus(TIMER_ACCURACY));
        }
    }

    @Test
    void anUpgradeStopsTheClockOfAPingThatIsStillOpen() {
        PollingSession session = PollingSession.open(engine);
        assertThat(session.poll()).hasText("2");
        try (RawWebSocket socket = session.openUpgrade()) {
            socket.sendText("5").sendText("4x");
            assertThat(socket.receiveText()).isEqualTo("4x");
            Stopwatch upgraded = Stopwatch.started();
            while (upgraded.elapsed().compareTo(TIMEOUT.plusMillis(200)) < 0) {
                if (!socket.isSilentFor(Duration.ofMillis(50))) {
                    assertThat(socket.receiveText()).isEqualTo("2");
                    socket.sendText("3");
                }
            }
            socket.sendText("4y");
            assertThat(WebSocketSession.receive(socket)).isEqualTo("4y");
        }
    }
}
