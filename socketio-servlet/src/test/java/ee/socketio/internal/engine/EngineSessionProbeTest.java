package ee.socketio.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.CloseReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An upgrade that fails, or is attacked: PROTOCOL 1.15. The session goes on over polling. */
class EngineSessionProbeTest {

    private static final int MOMENT = 50;

    private final SessionRig rig = SessionRig.openPolling();

    @ParameterizedTest
    @ValueSource(strings = {"4hi", "2", "2Probe", "3", "3probe", "1", "6", "0", "bAQI="})
    void anythingElseOnTheProbingWebSocketClosesOnlyThat(String packet) {
        RecordingTransport webSocket = rig.probe();

        rig.receive(webSocket, packet);

        assertThat(webSocket.log()).containsExactly("close");
        assertThat(rig.session.isOpen()).isTrue();
        assertThat(rig.handler.log()).isEmpty();
        rig.send("a");
        rig.poll();
        assertThat(rig.transport.log()).containsExactly("write 4a");
    }

    @Test
    void aProbingWebSocketThatEndsLeavesTheSessionOnPolling() {
        RecordingTransport webSocket = rig.probed();
        rig.send("a");

        rig.session.onTransportEnd(webSocket, CloseReason.TRANSPORT_CLOSE, null);
        rig.poll();

        assertThat(rig.handler.log()).isEmpty();
        assertThat(rig.transport.log()).containsExactly("write 4a");
        assertThat(webSocket.closed()).isTrue();
    }

    @Test
    void aProbeThatIsNotFinishedInTimeIsClosed() {
        RecordingTransport webSocket = rig.probed();
        rig.timers.advance(SessionRig.UPGRADE_TIMEOUT - 1);
        assertThat(webSocket.closed()).isFalse();

        rig.timers.advance(1);

        assertThat(webSocket.closed()).isTrue();
        assertThat(rig.session.isOpen()).isTrue();
        rig.receive(webSocket, "5");
        assertThat(rig.session.transport()).isSameAs(rig.transport);
    }

    @Test
    void theClientMayTryAgain() {
        RecordingTransport first = rig.probed();
        rig.session.onTransportEnd(first, CloseReason.TRANSPORT_CLOSE, null);
        RecordingTransport second = rig.probed();

        rig.receive(first, "5");
        assertThat(rig.session.transport()).isSameAs(rig.transport);
        rig.receive(second, "5");

        assertThat(rig.session.transport()).isSameAs(second);
    }

    @Test
    void theNextTryHasItsOwnTime() {
        RecordingTransport first = rig.probed();
        rig.timers.advance(SessionRig.UPGRADE_TIMEOUT - 1);
        rig.receive(first, "4nonsense");
        RecordingTransport second = rig.probed();

        rig.timers.advance(SessionRig.UPGRADE_TIMEOUT - 1);

        assertThat(second.closed()).isFalse();
    }

    @Test
    void aSecondProbeIsRefusedAndTheFirstGoesOn() {
        RecordingTransport first = rig.probe();

        assertThat(rig.session.probe(RecordingTransport.webSocket())).isFalse();

        rig.receive(first, "2probe");
        rig.receive(first, "5");
        assertThat(rig.session.transport()).isSameAs(first);
    }

    @Test
    void anUpgradedSessionRefusesProbes() {
        RecordingTransport webSocket = rig.probed();
        rig.receive(webSocket, "5");

        assertThat(rig.session.probe(RecordingTransport.webSocket())).isFalse();
        assertThat(webSocket.closed()).isFalse();
    }

    @Test
    void aSessionThatBeganOverWebSocketRefusesProbes() {
        assertThat(SessionRig.openWebSocket().session.probe(RecordingTransport.webSocket()))
                .isFalse();
    }

    @Test
    void aSessionThatClosesRefusesProbes() {
        rig.session.close();

        assertThat(rig.session.probe(RecordingTransport.webSocket())).isFalse();
    }

    @Test
    void theEndOfTheSessionClosesTheProbingWebSocket() {
        RecordingTransport webSocket = rig.probed();

        rig.session.discard();

        assertThat(webSocket.closed()).isTrue();
        assertThat(rig.timers.live()).isZero();
    }

    @Test
    void closeDuringAProbeThatFailsAnswersTheHeldPoll() {
        RecordingTransport webSocket = rig.probe();
        rig.poll();
        rig.session.close();
        assertThat(rig.handler.log()).isEmpty();

        rig.session.onTransportEnd(webSocket, CloseReason.TRANSPORT_CLOSE, null);

        assertThat(rig.transport.log())
                .singleElement()
                .asString()
                .startsWith("close ")
                .endsWith("1");
        assertThat(rig.handler.log()).containsExactly("close forced close");
    }

    @Test
    void closeDuringAProbeThatNeverEndsIsOverWithTheUpgradeTimeout() {
        rig.probe();
        rig.poll();
        rig.session.close();

        rig.timers.advance(SessionRig.UPGRADE_TIMEOUT);

        assertThat(rig.transport.closed()).isTrue();
        assertThat(rig.handler.log()).containsExactly("close forced close");
    }

    @Test
    void answersToProbesThatStillWaitAreNotSentAfterTheUpgrade() {
        RecordingTransport webSocket = rig.probe();
        rig.receive(webSocket, "2probe");
        rig.receive(webSocket, "2probe");
        rig.receive(webSocket, "5");
        rig.send("a");

        rig.session.onWritable(webSocket);

        assertThat(webSocket.log()).containsExactly("write 3probe", "write 4a");
    }

    @Test
    void tenThousandProbePingsLeaveOneTimerAndOneAnswerAtATime() {
        RecordingTransport webSocket = rig.probe();

        for (int i = 0; i < 10_000; i++) {
            rig.receive(webSocket, "2probe");
        }
        assertThat(webSocket.log()).containsExactly("write 3probe");
        assertThat(rig.timers.live()).isEqualTo(1);

        for (int i = 1; i < 10_000; i++) {
            rig.session.onWritable(webSocket);
            assertThat(webSocket.log()).hasSize(i + 1).last().isEqualTo("write 3probe");
        }
        rig.session.onWritable(webSocket);
        assertThat(webSocket.log()).hasSize(10_000);
        assertThat(rig.timers.live()).isEqualTo(1);

        rig.receive(webSocket, "5");
        assertThat(rig.session.transport()).isSameAs(webSocket);
    }

    @Test
    void tenThousandProbesLeaveOneTimer() {
        for (int i = 0; i < 10_000; i++) {
            RecordingTransport webSocket = rig.probed();
            rig.session.onTransportEnd(webSocket, CloseReason.TRANSPORT_CLOSE, null);
        }

        assertThat(rig.timers.live()).isEqualTo(1);
    }

    @Test
    void aPollThatComesAfterTheProbeIsHeldForAMomentAndThenReleased() {
        rig.probed();
        rig.poll();

        rig.timers.advance(MOMENT - 1);
        assertThat(rig.transport.log()).isEmpty();
        rig.timers.advance(1);

        assertThat(rig.transport.log()).containsExactly("write 6");
    }

    @Test
    void eachFurtherPollIsHeldForAMomentAndThenReleased() {
        rig.probed();
        for (int i = 1; i <= 5; i++) {
            rig.poll();
            rig.timers.advance(MOMENT);
            assertThat(rig.transport.log()).hasSize(i).containsOnly("write 6");
        }
    }

    /** It overtook the 5 on the other connection, and would have been refused after it. */
    @Test
    void aPollThatComesAfterTheProbeIsRefusedIfTheUpgradePacketFollows() {
        RecordingTransport webSocket = rig.probed();
        rig.poll();
        rig.timers.advance(MOMENT - 1);

        rig.receive(webSocket, "5");

        assertThat(rig.transport.log()).containsExactly("close");
    }

    @Test
    void aPollThatComesBetweenTheWebSocketAndItsProbeIsReleasedAMomentAfterTheProbe() {
        RecordingTransport webSocket = rig.probe();
        rig.poll();
        rig.receive(webSocket, "2probe");

        rig.timers.advance(MOMENT);

        assertThat(rig.transport.log()).containsExactly("write 6");
    }

    @Test
    void aLatePollIsHeldAsUsualAfterTheProbeFailed() {
        RecordingTransport webSocket = rig.probed();
        rig.poll();
        rig.session.onTransportEnd(webSocket, CloseReason.TRANSPORT_CLOSE, null);

        rig.timers.advance(MOMENT);
        assertThat(rig.transport.log()).isEmpty();
        rig.send("a");

        assertThat(rig.transport.log()).containsExactly("write 4a");
    }
}
