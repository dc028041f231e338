package ee.socketio.it.wire;

import static ee.socketio.it.wire.Eventually.eventually;
import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.it.TestServer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The heartbeat of revision 3, in which the client pings: on a server that waits 300 ms and another 200 ms for it. As in
 * {@link HeartbeatIT}, what must happen at last is only waited for.
 */
@Tag("eio3")
class Eio3HeartbeatIT {

    private static final Duration DEADLINE = Duration.ofMillis(300 + 200);
    private static final Duration TIMER_ACCURACY = Duration.ofMillis(10);

    private static TestServer server;
    private static Endpoint engine;

    @BeforeAll
    static void start() {
        server = TestServer.start(SharedServer.options()
                .allowEIO3(true)
                .pingInterval(Duration.ofMillis(300))
                .pingTimeout(Duration.ofMillis(200))
                .build());
        engine = Endpoint.engineIo(server).revision3();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void assertDeadlineOver(Stopwatch since) {
        assertThat(since.elapsed()).isGreaterThanOrEqualTo(DEADLINE.minus(TIMER_ACCURACY));
    }

    private static RawWebSocket openWebSocket() {
        RawWebSocket socket = RawWebSocket.open(engine, engine.webSocket());
        assertThat(socket.receiveText()).startsWith("0{");
        return socket;
    }

    /** Nobody but the client says anything. */
    private static void assertClosesInSilence(RawWebSocket socket) {
        Frame frame = socket.receive();
        assertThat(frame).matches(Frame::isClose, "closes");
        assertThat(frame.closeCode()).isIn(RawWebSocket.PLAIN);
    }

    @Test
    void theHandshakeTellsTheTimes() {
        assertThat(engine.get(engine.polling()).text()).contains("\"pingInterval\":300,\"pingTimeout\":200");
    }

    @Test
    void aClientThatNeverPingsIsClosedPlainlyAndNeverPinged() {
        Stopwatch opened = Stopwatch.started();
        try (RawWebSocket socket = openWebSocket()) {
            assertClosesInSilence(socket);
            assertDeadlineOver(opened);
        }
    }

    @Test
    void aHeldPollIsAnsweredWithTheClosePacketWhenTheTimeIsUp() {
        Stopwatch opened = Stopwatch.started();
        PollingSession session = PollingSession.open(engine);

        assertThat(session.poll()).hasStatus(200).hasText("1:1");

        assertDeadlineOver(opened);
        session.assertUnknown();
    }

    @Test
    void aHeldPollOfScriptsIsAnsweredWithTheClosePacketToo() {
        Stopwatch opened = Stopwatch.started();
        PollingSession session = PollingSession.openJsonp(engine);

        assertThat(session.poll()).hasStatus(200).hasText("___eio[0](\"1:1\");");

        assertDeadlineOver(opened);
    }

    @Test
    void aClientThatNeverPollsIsForgotten() {
        Stopwatch opened = Stopwatch.started();
        PollingSession session = PollingSession.open(engine);
        Request noPacket = Request.bare("PUT", session.target(), new byte[0]);

        eventually(() -> assertThat(engine.exchange(noPacket)).isError(EngineError.UNKNOWN_SID));

        assertDeadlineOver(opened);
    }

    @Test
    void messagesAreNoPings() {
        Stopwatch opened = Stopwatch.started();
        try (RawWebSocket socket = openWebSocket()) {
            Optional<Frame> last = Optional.empty();
            while (last.filter(Frame::isClose).isEmpty()) {
                assertThat(opened.elapsed()).isLessThan(RawHttp.PATIENCE);
                socket.sendText("4x");
                last = Optional.of(socket.receive());
                socket.isSilentFor(Duration.ofMillis(20));
            }
            assertDeadlineOver(opened);
        }
    }

    @Test
    void noOtherPacketOrFrameIsAPing() {
        Stopwatch opened = Stopwatch.started();
        try (RawWebSocket socket = openWebSocket()) {
            socket.isSilentFor(Duration.ofMillis(300));
            socket.sendText("6").sendText("5").sendBinary((byte) 4);
            socket.send(Frame.of(Frame.PING, new byte[0]));
            assertThat(socket.awaitCloseCode()).isIn(RawWebSocket.PLAIN);
            assertDeadlineOver(opened);
        }
    }

    @Test
    void everyPingIsAnsweredAndGivesTheClientTheWholeTime() {
        try (RawWebSocket socket = openWebSocket()) {
            Stopwatch pinged = Stopwatch.started();
            for (int i = 0; i < 8; i++) {
                socket.isSilentFor(Duration.ofMillis(100));
                pinged = Stopwatch.started();
                socket.sendText("2");
                assertThat(socket.receiveText()).isEqualTo("3");
            }
            assertClosesInSilence(socket);
            assertDeadlineOver(pinged);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "2probe", "2ping", "2€"})
    void thePongIsBareWhateverThePingHas(String ping) {
        try (RawWebSocket socket = openWebSocket()) {
            socket.sendText(ping);
            assertThat(socket.receiveText()).isEqualTo("3");
        }
        PollingSession session = PollingSession.open(engine);
        session.send(ping);
        assertThat(session.poll()).hasStatus(200).hasText("1:3");
    }

    @Test
    void theOfficialFormsOfThePingOverPollingAreAnswered() {
        PollingSession session = PollingSession.open(engine);
        for (String payload : new String[] {"1:2", "6:2probe"}) {
            assertThat(session.post(payload)).hasStatus(200).hasText("ok");
            assertThat(session.poll()).hasStatus(200).hasText("1:3");
        }
        assertThat(session.postBytes((byte) 0, (byte) 1, (byte) 0xff, (byte) '2'))
                .hasStatus(200);
        assertThat(session.poll()).hasText("1:3");
    }

    @Test
    void aHeldPollIsAnsweredWithThePong() {
        PollingSession session = PollingSession.open(engine);
        try (RawHttp held = session.holdPoll()) {
            session.send("2");
            assertThat(held.answer()).hasStatus(200).hasText("1:3");
        }
    }

    @Test
    void aClientThatPingsLivesOnOverPolling() {
        PollingSession session = PollingSession.open(engine);
        Stopwatch opened = Stopwatch.started();
        while (opened.elapsed().compareTo(DEADLINE.multipliedBy(2)) < 0) {
            session.send("2");
            assertThat(session.poll()).hasStatus(200).hasText("1:3");
        }
    }

    @Test
    void aPongFromTheClientEndsTheSession() {
        try (RawWebSocket socket = openWebSocket()) {
            socket.sendText("3");
            assertClosesInSilence(socket);
        }
        PollingSession session = PollingSession.open(engine);
        try (RawHttp held = session.beginPoll()) {
            assertThat(session.post("1:3")).hasStatus(200).hasText("ok");
            assertThat(held.answer()).hasText("1:1");
        }
        session.assertUnknown();
    }

    @Test
    void pingsAreAnsweredAfterAnUpgrade() {
        PollingSession session = PollingSession.open(engine);
        try (RawWebSocket socket = session.openUpgrade()) {
            socket.sendText("2probe");
            assertThat(socket.receiveText()).isEqualTo("3probe");
            socket.sendText("5");
            for (String ping : new String[] {"2", "2probe", "2"}) {
                socket.sendText(ping);
                assertThat(socket.receiveText()).isEqualTo("3");
            }
        }
    }

    @Test
    @Tag("beyond-reference")
    void anUpgradedClientThatFallsSilentIsClosed() {
        Stopwatch opened = Stopwatch.started();
        PollingSession session = PollingSession.open(engine);
        try (RawWebSocket socket = session.openUpgrade()) {
            socket.sendText("2probe");
            assertThat(socket.receiveText()).isEqualTo("3probe");
            socket.sendText("5");
            assertClosesInSilence(socket);
            assertDeadlineOver(opened);
        }
        session.assertUnknown();
    }

    @Test
    @Tag("beyond-reference")
    void anUpgradedClientThatPingedOnceIsClosedWhenItFallsSilent() {
        PollingSession session = PollingSession.open(engine);
        try (RawWebSocket socket = session.openUpgrade()) {
            socket.sendText("5");
            Stopwatch pinged = Stopwatch.started();
            socket.sendText("2");
            assertThat(socket.receiveText()).isEqualTo("3");
            assertClosesInSilence(socket);
            assertDeadlineOver(pinged);
        }
    }
}
