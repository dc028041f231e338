package ee.socketio.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The heartbeat of revision 3, in which the client pings: PROTOCOL 2.5. */
class ClientHeartbeatTest {

    private static final int SILENCE = SessionRig.PING_INTERVAL + SessionRig.PING_TIMEOUT;
    private static final String TIMED_OUT = "close ping timeout";

    private final SessionRig rig = SessionRig.openWebSocket3(options -> options);

    @Test
    void theServerNeverPings() {
        rig.timers.advance(SILENCE - 1);

        assertThat(rig.transport.log()).isEmpty();
    }

    @Test
    void aPingIsAnswered() {
        rig.receive("2");

        assertThat(rig.transport.log()).containsExactly("write 3");
    }

    @Test
    void theAnswerLeavesOutWhatThePingSaid() {
        rig.receive("2probe");

        assertThat(rig.transport.log()).containsExactly("write 3");
    }

    @Test
    void aClientThatNeverPingsIsClosedAfterIntervalAndTimeout() {
        rig.timers.advance(SILENCE - 1);
        assertThat(rig.session.isOpen()).isTrue();

        rig.timers.advance(1);

        assertThat(rig.handler.log()).containsExactly(TIMED_OUT);
        assertThat(rig.transport.log()).containsExactly("close");
        assertThat(rig.timers.live()).isZero();
    }

    @Test
    void theTimeBeginsAnewOnceTheOpenPacketHasLeft() {
        SessionRig slow = SessionRig.polling3();
        slow.timers.advance(SILENCE - 1);
        slow.poll();
        slow.session.onWritten(slow.transport, 1);

        slow.timers.advance(SILENCE - 1);
        assertThat(slow.session.isOpen()).isTrue();
        slow.poll();
        slow.send("a");
        slow.session.onWritten(slow.transport, 2);
        slow.timers.advance(1);

        assertThat(slow.handler.log()).containsExactly(TIMED_OUT);
    }

    @Test
    void aClientThatNeverTakesTheOpenPacketIsClosedToo() {
        SessionRig dead = SessionRig.polling3();

        dead.timers.advance(SILENCE);

        assertThat(dead.handler.log()).containsExactly(TIMED_OUT);
    }

    @Test
    void aPingRestartsTheDeadline() {
        for (int i = 0; i < 100; i++) {
            rig.timers.advance(SILENCE - 1);
            rig.receive("2");
            rig.written();
        }
        assertThat(rig.session.isOpen()).isTrue();

        rig.timers.advance(SILENCE);

        assertThat(rig.handler.log()).containsExactly(TIMED_OUT);
    }

    @Test
    void messagesDoNotRestartIt() {
        rig.timers.advance(SILENCE - 1);
        rig.receive("4a");
        rig.timers.advance(1);

        assertThat(rig.handler.log()).containsExactly("text a", TIMED_OUT);
    }

    @Test
    void aPongOfTheClientIsAFault() {
        rig.receive("3");

        assertThat(rig.handler.log()).singleElement().asString().startsWith("close transport error");
    }

    @Test
    void theDeadlineLivesOnAfterAnUpgrade() {
        SessionRig polling = SessionRig.openPolling3();
        polling.timers.advance(100);
        RecordingTransport webSocket = polling.probed();
        polling.receive(webSocket, "5");
        webSocket.forget();

        polling.timers.advance(SILENCE - 101);
        assertThat(polling.session.isOpen()).isTrue();
        polling.timers.advance(1);

        assertThat(polling.handler.log()).endsWith(TIMED_OUT);
    }

    @Test
    void aPingAfterTheUpgradeRestartsIt() {
        SessionRig polling = SessionRig.openPolling3();
        RecordingTransport webSocket = polling.probed();
        polling.receive(webSocket, "5");
        polling.timers.advance(SILENCE - 1);
        polling.receive(webSocket, "2");

        polling.timers.advance(SILENCE - 1);

        assertThat(polling.session.isOpen()).isTrue();
    }

    @Test
    void anAnswerWaitsForThePollAmongTheMessages() {
        SessionRig polling = SessionRig.openPolling3();
        polling.send("a");
        polling.receive("2");
        polling.send("b");

        polling.poll();

        assertThat(polling.transport.log()).containsExactly("write 4a|3|4b");
    }

    @Test
    void pingsWhoseAnswersNobodyFetchesEndTheSessionAtTheBound() {
        SessionRig slow = SessionRig.openWebSocket3(options -> options.maxOutboundBytes(10_000));
        for (int i = 0; i < 1_000; i++) {
            slow.receive("2"); // none of the answers leaves
        }

        assertThat(slow.session.isClosed()).isTrue();
        assertThat(slow.handler.log()).singleElement().asString().startsWith("close transport error");
    }
}
