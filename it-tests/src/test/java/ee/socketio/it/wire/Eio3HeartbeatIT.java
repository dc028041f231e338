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

/**
 * The heartbeat of revision 3, in which the client pings. The times of a server add up to its patience. As in {@link
 * HeartbeatIT}, what must happen at last is only waited for; whoever must be in time gets the more patient server.
 */
@Tag("own-options")
class Eio3HeartbeatIT {

    private static final Duration SHORT = Duration.ofMillis(300 + 200);
    private static final Duration LONG = Duration.ofMillis(300 + 1200);
    private static final Duration TIMER_ACCURACY = Duration.ofMillis(10);

    private static TestServer impatientServer;
    private static TestServer patientServer;
    private static Endpoint impatient;
    private static Endpoint patient;

    @BeforeAll
    static void start() {
        impatientServer = start(Duration.ofMillis(200));
        impatient = Endpoint.engineIo(impatientServer).revision3();
        patientServer = start(Duration.ofMillis(1200));
        patient = Endpoint.engineIo(patientServer).revision3();
    }

    private static TestServer start(Duration pingTimeout) {
        return TestServer.start(SharedServer.options()
                .allowEIO3(true)
                .pingInterval(Duration.ofMillis(300))
                .pingTimeout(pingTimeout)
                .build());
    }

    @AfterAll
    static void stop() {
        impatientServer.close();
        patientServer.close();
    }

    private static void assertAtLeast(Duration expected, Stopwatch since) {
        assertThat(since.elapsed()).isGreaterThanOrEqualTo(expected.minus(TIMER_ACCURACY));
    }

    private static RawWebSocket openWebSocket(Endpoint engine) {
        RawWebSocket socket = RawWebSocket.open(engine, engine.webSocket());
        assertThat(socket.receiveText()).startsWith("0{");
        return socket;
    }

    /** The server says nothing before. */
    private static void assertClosesInSilence(RawWebSocket socket) {
        Frame frame = socket.receive();
        assertThat(frame).matches(Frame::isClose, "closes");
        assertThat(frame.closeCode()).isIn(RawWebSocket.PLAIN);
    }

    @Test
    void theHandshakeTellsTheTimes() {
        assertThat(patient.get(patient.polling()).text()).contains("\"pingInterval\":300,\"pingTimeout\":1200");
    }

    @Test
    void aClientThatNeverPingsIsClosedPlainlyAndNeverPinged() {
        Stopwatch opened = Stopwatch.started();
        try (RawWebSocket socket = openWebSocket(impatient)) {
            assertClosesInSilence(socket);
            assertAtLeast(SHORT, opened);
        }
    }

    @Test
    void aHeldPollIsAnsweredWithTheClosePacketWhenTheTimeIsUp() {
        Stopwatch opened = Stopwatch.started();
        PollingSession session = PollingSession.open(patient);
        PollingSession scripts = PollingSession.openJsonp(patient);
        try (RawHttp script = scripts.beginPoll()) {
            assertThat(session.poll()).hasStatus(200).hasText("1:1");
            assertAtLeast(LONG, opened);
            assertThat(script.answer()).hasStatus(200).hasText("___eio[0](\"1:1\");");
        }
        session.assertUnknown();
        scripts.assertUnknown();
    }

    @Test
    void aClientThatNeverPollsIsForgotten() {
        Stopwatch opened = Stopwatch.started();
        PollingSession session = PollingSession.open(impatient);
        Request noPacket = Request.bare("PUT", session.target(), new byte[0]);

        eventually(() -> assertThat(impatient.exchange(noPacket)).isError(EngineError.UNKNOWN_SID));

        assertAtLeast(SHORT, opened);
    }

    @Test
    void messagesAreNoPings() {
        Stopwatch opened = Stopwatch.started();
        try (RawWebSocket socket = openWebSocket(impatient)) {
            Optional<Frame> last = Optional.empty();
            while (last.filter(Frame::isClose).isEmpty()) {
                assertThat(opened.elapsed()).isLessThan(RawHttp.PATIENCE);
                socket.sendText("4x");
                last = Optional.of(socket.receive());
                socket.isSilentFor(Duration.ofMillis(20));
            }
            assertAtLeast(SHORT, opened);
        }
    }

    @Test
    void noOtherPacketOrFrameIsAPing() {
        try (RawWebSocket socket = openWebSocket(patient)) {
            assertThat(socket.isSilentFor(Duration.ofMillis(750))).isTrue();
            Stopwatch sent = Stopwatch.started();
            socket.sendText("6").sendText("5").sendBinary((byte) 4).send(Frame.of(Frame.PING, new byte[0]));
            assertThat(socket.awaitCloseCode()).isIn(RawWebSocket.PLAIN);
            assertThat(sent.elapsed()).isLessThan(LONG);
        }
    }

    @Test
    void everyPingGivesTheClientTheWholeTime() {
        try (RawWebSocket socket = openWebSocket(patient)) {
            Stopwatch opened = Stopwatch.started();
            Stopwatch pinged = opened;
            while (opened.elapsed().compareTo(LONG) < 0) {
                assertThat(socket.isSilentFor(Duration.ofMillis(500))).isTrue();
                pinged = Stopwatch.started();
                socket.sendText("2");
                assertThat(socket.receiveText()).isEqualTo("3");
            }
            assertClosesInSilence(socket);
            assertAtLeast(LONG, pinged);
        }
    }

    @Test
    void aClientThatPingsLivesOnOverPolling() {
        PollingSession session = PollingSession.open(patient);
        Stopwatch opened = Stopwatch.started();
        while (opened.elapsed().compareTo(LONG.plusMillis(200)) < 0) {
            session.send("2");
            assertThat(session.poll()).hasStatus(200).hasText("1:3");
        }
    }

    @Test
    @Tag("beyond-reference")
    void anUpgradedClientThatFallsSilentIsClosed() {
        Stopwatch opened = Stopwatch.started();
        PollingSession session = PollingSession.open(patient);
        try (RawWebSocket socket = session.openUpgrade()) {
            socket.sendText("2probe");
            assertThat(socket.receiveText()).isEqualTo("3probe");
            socket.sendText("5");
            assertClosesInSilence(socket);
            assertAtLeast(LONG, opened);
        }
        session.assertUnknown();
    }

    @Test
    @Tag("beyond-reference")
    void anUpgradedClientThatPingedOnceIsClosedWhenItFallsSilent() {
        PollingSession session = PollingSession.open(patient);
        try (RawWebSocket socket = session.openUpgrade()) {
            socket.sendText("5");
            Stopwatch pinged = Stopwatch.started();
            socket.sendText("2");
            assertThat(socket.receiveText()).isEqualTo("3");
            assertClosesInSilence(socket);
            assertAtLeast(LONG, pinged);
        }
    }
}
