package ee.socketio.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ee.socketio.engine.CloseReason;
import ee.socketio.engine.EngineOptions;
import ee.socketio.internal.engine.codec.Message;
import ee.socketio.internal.engine.codec.Packet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a session ends when the server wants it, and when something breaks. */
class EngineSessionCloseTest {

    private static final String FORCED = "close forced close";

    @Test
    void closeAnswersTheHeldPollWithAClosePacket() {
        SessionRig rig = SessionRig.openPolling();
        rig.poll();

        rig.session.close();

        assertThat(rig.transport.log()).containsExactly("close 1");
        assertThat(rig.handler.log()).containsExactly(FORCED);
        assertThat(rig.handler.cause()).isNull();
    }

    @Test
    void closeWithoutAPollWaitsForTheNextAndAnswersNoopAndClose() {
        SessionRig rig = SessionRig.openPolling();
        rig.session.close();
        assertThat(rig.transport.log()).isEmpty();
        assertThat(rig.handler.log()).isEmpty();
        assertThat(rig.session.isOpen()).isFalse();
        assertThat(rig.session.isClosed()).isFalse();

        rig.poll();

        assertThat(rig.transport.log()).containsExactly("close 6|1");
        assertThat(rig.handler.log()).containsExactly(FORCED);
    }

    @Test
    void closeWithAQueueSendsItWithTheNextPollAndEndsWithTheOneAfter() {
        SessionRig rig = SessionRig.openPolling();
        rig.send("bye");
        rig.session.close();

        rig.poll();
        assertThat(rig.transport.log()).containsExactly("write 4bye");
        assertThat(rig.handler.log()).isEmpty();

        rig.poll();
        assertThat(rig.transport.log()).containsExactly("write 4bye", "close 6|1");
        assertThat(rig.handler.log()).containsExactly(FORCED);
    }

    @Test
    void closeWithoutAnyFurtherPollEndsAfterThirtySeconds() {
        SessionRig rig = SessionRig.openPolling();
        rig.timers.advance(1_000);
        rig.session.close();

        rig.timers.advance(29_999);
        assertThat(rig.handler.log()).isEmpty();
        assertThat(rig.store.size()).isEqualTo(1);

        rig.timers.advance(1);
        assertThat(rig.handler.log()).containsExactly(FORCED);
        assertThat(rig.store.size()).isZero();
        assertThat(rig.timers.live()).isZero();
    }

    @Test
    void closeOfAnIdleWebSocketClosesItAtOnce() {
        SessionRig rig = SessionRig.openWebSocket();

        rig.session.close();

        assertThat(rig.transport.log()).containsExactly("close");
        assertThat(rig.handler.log()).containsExactly(FORCED);
    }

    @Test
    void closeOfABusyWebSocketSendsWhatIsQueuedFirst() {
        SessionRig rig = SessionRig.openWebSocket();
        rig.send("a");
        rig.send("b");
        rig.session.close();
        assertThat(rig.transport.log()).containsExactly("write 4a");

        rig.written();
        assertThat(rig.transport.log()).containsExactly("write 4a", "write 4b");
        assertThat(rig.handler.log()).isEmpty();

        rig.written();
        assertThat(rig.transport.log()).containsExactly("write 4a", "write 4b", "close");
        assertThat(rig.handler.log()).containsExactly(FORCED);
    }

    @Test
    void aWebSocketThatDoesNotTakeTheQueueIsGivenUpAfterThirtySeconds() {
        SessionRig rig = SessionRig.openWebSocket();
        rig.send("a");
        rig.session.close();

        rig.timers.advance(30_000);

        assertThat(rig.transport.log()).containsExactly("write 4a", "close");
        assertThat(rig.handler.log()).containsExactly(FORCED);
    }

    @Test
    void messagesSentAfterCloseAreDiscarded() {
        SessionRig rig = SessionRig.openPolling();
        rig.session.close();
        rig.send("late");

        rig.poll();

        assertThat(rig.transport.log()).containsExactly("close 6|1");
    }

    @Test
    void whatArrivesWhileClosingIsIgnored() {
        SessionRig rig = SessionRig.openPolling();
        rig.session.close();

        rig.receive("4a");
        rig.receive("1");
        rig.receive("2");

        assertThat(rig.handler.log()).isEmpty();
        assertThat(rig.session.isClosed()).isFalse();
    }

    @Test
    void aPostWhileClosingIsAnswered() {
        SessionRig rig = SessionRig.openPolling();
        rig.session.close();
        int[] answers = new int[1];

        rig.session.onPosted(() -> answers[0]++);

        assertThat(answers[0]).isPositive();
    }

    @Test
    void noPingIsSentWhileClosing() {
        SessionRig rig = SessionRig.openPolling();
        rig.session.close();

        rig.timers.advance(SessionRig.PING_INTERVAL);
        rig.poll();

        assertThat(rig.transport.log()).containsExactly("close 6|1");
    }

    @Test
    void aClientThatLeavesWhileTheServerClosesEndsTheSessionForItsOwnReason() {
        SessionRig rig = SessionRig.openWebSocket();
        rig.send("a");
        rig.session.close();

        rig.session.onTransportEnd(rig.transport, CloseReason.TRANSPORT_CLOSE, null);

        assertThat(rig.handler.log()).containsExactly("close transport close");
    }

    @Test
    void discardEndsAtOnceAndForgetsTheQueue() {
        SessionRig rig = SessionRig.openPolling();
        rig.send("bye");

        rig.session.discard();

        assertThat(rig.transport.log()).containsExactly("close 1");
        assertThat(rig.handler.log()).containsExactly(FORCED);
        assertThat(rig.session.isClosed()).isTrue();
    }

    @Test
    void discardInterruptsACloseThatWaits() {
        SessionRig rig = SessionRig.openPolling();
        rig.send("bye");
        rig.session.close();

        rig.session.discard();

        assertThat(rig.transport.log()).containsExactly("close 1");
        assertThat(rig.handler.log()).containsExactly(FORCED);
    }

    @ParameterizedTest
    @EnumSource(CloseReason.class)
    void aFaultOfTheTransportEndsTheSessionWithItsReasonAndCause(CloseReason reason) {
        SessionRig rig = SessionRig.openPolling();
        rig.poll();
        TransportException cause = new TransportException("why");

        rig.session.onTransportEnd(rig.transport, reason, cause);

        assertThat(rig.transport.log()).containsExactly("close 1");
        assertThat(rig.handler.log()).containsExactly("close " + reason);
        assertThat(rig.handler.cause()).isSameAs(cause);
    }

    @Test
    void aSessionThatEndedIsInNoStoreAndHasNoTimer() {
        SessionRig rig = SessionRig.openPolling();
        assertThat(rig.store.get("sid")).isSameAs(rig.session);
        assertThat(rig.timers.live()).isEqualTo(1);

        rig.fail(CloseReason.TRANSPORT_ERROR);

        assertThat(rig.store.get("sid")).isNull();
        assertThat(rig.timers.live()).isZero();
    }

    @Test
    void nothingHappensAfterTheEnd() {
        SessionRig rig = SessionRig.openPolling();
        rig.session.discard();

        assertThatCode(() -> {
                    rig.send("a");
                    rig.session.close();
                    rig.session.discard();
                    rig.poll();
                    rig.receive("4a");
                    rig.receive("1");
                    rig.fail(CloseReason.PARSE_ERROR);
                    rig.session.connectTimeout(10, rig.session::close);
                    rig.timers.advance(1_000_000);
                })
                .doesNotThrowAnyException();

        assertThat(rig.transport.log()).containsExactly("close 1");
        assertThat(rig.handler.log()).containsExactly(FORCED);
        assertThat(rig.timers.live()).isZero();
        assertThat(rig.session.probe(RecordingTransport.webSocket())).isFalse();
    }

    @Test
    void aSessionThatEndedBeforeItStartedStaysOver() {
        ManualTimers timers = new ManualTimers();
        RecordingTransport transport = RecordingTransport.polling();
        EngineSession session = new EngineSession(
                "sid", SessionRig.request(), EngineOptions.builder().build(), new SessionStore(), timers);
        session.attach(new RecordingHandler(), transport);
        session.discard();

        session.start(Message.of(Packet.NOOP));
        session.onWritable(transport);

        assertThat(transport.log()).containsExactly("close 1");
        assertThat(timers.live()).isZero();
    }

    @Test
    void theConnectTimeoutRunsOnceAtItsTime() {
        SessionRig rig = SessionRig.openPolling();
        int[] runs = new int[1];
        rig.session.connectTimeout(500, () -> runs[0]++);

        rig.timers.advance(499);
        assertThat(runs[0]).isZero();
        rig.timers.advance(10_000);
        assertThat(runs[0]).isEqualTo(1);
    }

    @Test
    void theConnectTimeoutCanBeTakenBack() {
        SessionRig rig = SessionRig.openPolling();
        int[] runs = new int[1];
        rig.session.connectTimeout(500, () -> runs[0]++);
        rig.session.connectTimeout(0, null);

        rig.timers.advance(10_000);

        assertThat(runs[0]).isZero();
    }
}
