package ee.socketio.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The heartbeat of a session: PROTOCOL 1.13. */
class EngineSessionHeartbeatTest {

    private static final int INTERVAL = SessionRig.PING_INTERVAL;
    private static final int TIMEOUT = SessionRig.PING_TIMEOUT;
    /** What a timer thread may be late without delaying the next deadline. */
    private static final int LATENESS = 100;

    private static final String TIMED_OUT = "close ping timeout";

    private final SessionRig rig = SessionRig.openWebSocket();

    @Test
    void theFirstPingIsSentAnIntervalAfterTheOpening() {
        rig.timers.advance(INTERVAL - 1);
        assertThat(rig.transport.log()).isEmpty();

        rig.timers.advance(1);

        assertThat(rig.transport.log()).containsExactly("write 2");
    }

    @Test
    void aClientThatDoesNotAnswerIsClosed() {
        rig.timers.advance(INTERVAL + TIMEOUT - 1);
        assertThat(rig.session.isOpen()).isTrue();

        rig.timers.advance(1);

        assertThat(rig.handler.log()).containsExactly(TIMED_OUT);
        assertThat(rig.transport.log()).containsExactly("write 2", "close");
        assertThat(rig.timers.live()).isZero();
        assertThat(rig.store.size()).isZero();
    }

    @Test
    void theNextPingIsSentAnIntervalAfterThePong() {
        rig.timers.advance(INTERVAL + 700);
        rig.written();
        rig.receive("3");

        rig.timers.advance(INTERVAL - 1);
        assertThat(rig.transport.log()).containsExactly("write 2");
        rig.timers.advance(1);
        assertThat(rig.transport.log()).containsExactly("write 2", "write 2");
    }

    @Test
    void aClientThatAnswersStaysForever() {
        rig.timers.advance(INTERVAL);
        for (int i = 0; i < 1_000; i++) {
            rig.written();
            rig.timers.advance(TIMEOUT - 1);
            rig.receive("3");
            rig.timers.advance(INTERVAL);
        }

        assertThat(rig.session.isOpen()).isTrue();
        assertThat(rig.transport.log()).hasSize(1_001).containsOnly("write 2");
    }

    @Test
    void anUnsolicitedPongRestartsTheInterval() {
        rig.timers.advance(INTERVAL - 100);
        rig.receive("3");

        rig.timers.advance(INTERVAL - 1);
        assertThat(rig.transport.log()).isEmpty();
        rig.timers.advance(1);

        assertThat(rig.transport.log()).containsExactly("write 2");
    }

    @Test
    void theFirstOtherPacketAfterAPingExtendsTheWait() {
        rig.timers.advance(INTERVAL + 100);
        rig.receive("4a");

        rig.timers.advance(TIMEOUT - 1);
        assertThat(rig.session.isOpen()).isTrue();
        rig.timers.advance(1);

        assertThat(rig.handler.log()).containsExactly("text a", TIMED_OUT);
    }

    @Test
    void theSecondOtherPacketAfterAPingExtendsNothing() {
        rig.timers.advance(INTERVAL + 100);
        rig.receive("4a");
        rig.timers.advance(100);
        rig.receive("4b");

        rig.timers.advance(TIMEOUT - 100);

        assertThat(rig.handler.log()).containsExactly("text a", "text b", TIMED_OUT);
    }

    @Test
    void theExtensionIsThereAgainForTheNextPing() {
        rig.timers.advance(INTERVAL);
        rig.receive("4a");
        rig.receive("3");
        rig.timers.advance(INTERVAL + 100);
        rig.receive("4b");

        rig.timers.advance(TIMEOUT - 1);

        assertThat(rig.session.isOpen()).isTrue();
    }

    @Test
    void packetsBeforeThePingDoNotDelayIt() {
        rig.timers.advance(INTERVAL - 1);
        rig.receive("4a");

        rig.timers.advance(1);

        assertThat(rig.transport.log()).containsExactly("write 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "2probe", "2x"})
    void aPingOfTheClientIsInTheWrongDirection(String ping) {
        rig.receive(ping);

        assertThat(rig.handler.log()).containsExactly("close transport error");
        assertThat(rig.handler.cause()).hasMessage("invalid heartbeat direction");
    }

    @Test
    void aPingWithoutAPollIsQueuedAndItsTimeoutRunsAllTheSame() {
        SessionRig polling = SessionRig.openPolling();
        polling.timers.advance(INTERVAL + 1_000);
        polling.poll();
        assertThat(polling.transport.log()).containsExactly("write 2");

        polling.timers.advance(TIMEOUT - 1_000);

        assertThat(polling.handler.log()).containsExactly(TIMED_OUT);
    }

    @Test
    void aHeldPollIsClosedWhenThePongIsMissing() {
        SessionRig polling = SessionRig.openPolling();
        polling.poll();
        polling.timers.advance(INTERVAL);
        polling.poll();

        polling.timers.advance(TIMEOUT);

        assertThat(polling.transport.log()).containsExactly("write 2", "close 1");
        assertThat(polling.handler.log()).containsExactly(TIMED_OUT);
    }

    /** It may have got lost with the old transport. */
    @Test
    void aPongThatIsDueIsNotWaitedForAfterAnUpgradeButTheNextPingComes() {
        SessionRig polling = SessionRig.openPolling();
        polling.poll();
        polling.timers.advance(INTERVAL);
        RecordingTransport webSocket = polling.probed();
        polling.timers.advance(1_000);
        polling.receive(webSocket, "5");

        polling.timers.advance(INTERVAL - 1);
        assertThat(webSocket.log()).containsExactly("write 3probe");
        assertThat(polling.session.isOpen()).isTrue();
        polling.timers.advance(1);
        assertThat(webSocket.log()).containsExactly("write 3probe", "write 2");

        polling.timers.advance(TIMEOUT);
        assertThat(polling.handler.log()).containsExactly("upgrade websocket", TIMED_OUT);
    }

    @Test
    void theIntervalKeepsRunningOverAnUpgrade() {
        SessionRig polling = SessionRig.openPolling();
        polling.timers.advance(INTERVAL - 1_000);
        RecordingTransport webSocket = polling.probed();
        polling.receive(webSocket, "5");

        polling.timers.advance(1_000);

        assertThat(webSocket.log()).containsExactly("write 3probe", "write 2");
    }

    @Test
    void tenThousandUnsolicitedPongsLeaveOneTimer() {
        int before = rig.timers.scheduled();

        for (int i = 0; i < 10_000; i++) {
            rig.receive("3");
        }

        assertThat(rig.timers.live()).isEqualTo(1);
        assertThat(rig.timers.scheduled()).isEqualTo(before);
    }

    @Test
    void whateverHappensThereIsOneTimer() {
        SessionRig polling = SessionRig.openPolling();
        polling.session.connectTimeout(45_000, polling.session::close);
        polling.handler.busy();
        polling.session.onPosted(() -> {});
        RecordingTransport webSocket = polling.probed();
        polling.poll();
        polling.receive("3");
        assertThat(polling.timers.live()).isEqualTo(1);

        polling.timers.advance(60);
        polling.receive(webSocket, "5");
        assertThat(polling.timers.live()).isEqualTo(1);

        polling.timers.advance(INTERVAL);
        polling.session.close();
        assertThat(polling.timers.live()).isEqualTo(1);
    }

    /** A machine that slept for a minute must not drop all of its clients when it wakes. */
    @Test
    void aClientHasItsTimeForThePongHoweverLateThePingWasSent() {
        rig.timers.stall(INTERVAL + TIMEOUT);
        assertThat(rig.transport.log()).containsExactly("write 2");

        rig.timers.advance(TIMEOUT - LATENESS);
        assertThat(rig.session.isOpen()).isTrue();
        rig.timers.advance(LATENESS);

        assertThat(rig.handler.log()).containsExactly(TIMED_OUT);
    }
}
