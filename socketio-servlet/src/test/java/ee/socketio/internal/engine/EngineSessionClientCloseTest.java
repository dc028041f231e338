package ee.socketio.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.CloseReason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a session ends when the client sends a close packet. Its GET may come a moment later than its POST. */
class EngineSessionClientCloseTest {

    private static final int MOMENT = 50;
    private static final String LEFT = "close transport close";

    private final SessionRig rig = SessionRig.openPolling();
    private final List<String> answers = new ArrayList<>();

    @Test
    void aClosePacketAnswersTheHeldPollWithANoop() {
        rig.poll();

        rig.receive("1");

        assertThat(rig.transport.log()).containsExactly("close 6");
        assertThat(rig.handler.log()).containsExactly(LEFT);
        assertThat(rig.handler.cause()).isNull();
        assertThat(rig.store.size()).isZero();
    }

    @Test
    void aClosePacketThatOvertookThePollWaitsForIt() {
        rig.receive("1");
        assertThat(rig.handler.log()).isEmpty();
        assertThat(rig.session.isOpen()).isFalse();
        assertThat(rig.store.size()).isEqualTo(1);

        rig.timers.advance(MOMENT - 1);
        rig.poll();

        assertThat(rig.transport.log()).containsExactly("close 6");
        assertThat(rig.handler.log()).containsExactly(LEFT);
        assertThat(rig.store.size()).isZero();
        assertThat(rig.timers.live()).isZero();
    }

    @Test
    void aClosePacketWithoutAnyPollEndsTheSessionAfterAMoment() {
        rig.receive("1");

        rig.timers.advance(MOMENT - 1);
        assertThat(rig.handler.log()).isEmpty();
        rig.timers.advance(1);

        assertThat(rig.handler.log()).containsExactly(LEFT);
        assertThat(rig.store.size()).isZero();
        assertThat(rig.timers.live()).isZero();
    }

    @Test
    void thePostWithTheClosePacketIsAnsweredAtTheEndOfTheSession() {
        rig.receive("1");
        rig.session.onPosted(() -> answers.add(rig.handler.log().toString()));
        assertThat(answers).isEmpty();

        rig.timers.advance(MOMENT);

        assertThat(answers).containsExactly("[" + LEFT + "]");
    }

    @Test
    void thePostWithTheClosePacketIsAnsweredWhenThePollComes() {
        rig.receive("1");
        rig.session.onPosted(() -> answers.add("ok"));

        rig.poll();

        assertThat(answers).containsExactly("ok");
    }

    @Test
    void thePostWithTheClosePacketIsAnsweredIfThePollWasHeld() {
        rig.poll();
        rig.receive("1");

        rig.session.onPosted(() -> answers.add("ok"));

        assertThat(answers).isNotEmpty();
    }

    @Test
    void whatWasQueuedForAClientThatLeftIsForgotten() {
        rig.send("too late");
        rig.receive("1");

        rig.poll();

        assertThat(rig.transport.log()).containsExactly("close 6");
    }

    @Test
    void nothingIsSentOrReceivedAfterAClosePacket() {
        rig.receive("1");
        rig.send("a");
        rig.receive("4b");
        rig.receive("1");
        rig.session.close();

        rig.poll();

        assertThat(rig.transport.log()).containsExactly("close 6");
        assertThat(rig.handler.log()).containsExactly(LEFT);
    }

    @Test
    void packetsBeforeTheClosePacketAreDelivered() {
        rig.receive("4a");
        rig.receive("1");
        rig.timers.advance(MOMENT);

        assertThat(rig.handler.log()).containsExactly("text a", LEFT);
    }

    @Test
    void anUndecodablePacketAfterTheClosePacketEndsTheSessionAtOnce() {
        rig.receive("1");
        rig.session.onPosted(() -> answers.add("ok"));

        rig.fail(CloseReason.PARSE_ERROR);

        assertThat(rig.handler.log()).containsExactly("close parse error");
        assertThat(answers).containsExactly("ok");
    }

    @Test
    void aServerThatStopsDoesNotWaitForThePoll() {
        rig.receive("1");
        rig.session.onPosted(() -> answers.add("ok"));

        rig.session.discard();

        assertThat(rig.handler.log()).containsExactly("close forced close");
        assertThat(answers).containsExactly("ok");
    }

    @Test
    void aClientThatLeavesCannotUpgrade() {
        rig.receive("1");

        assertThat(rig.session.probe(RecordingTransport.webSocket())).isFalse();
    }

    @Test
    void aClosePacketClosesTheWebSocketThatProbes() {
        rig.poll();
        RecordingTransport webSocket = rig.probe();

        rig.receive("1");

        assertThat(webSocket.log()).containsExactly("close");
        assertThat(rig.handler.log()).containsExactly(LEFT);
    }

    @Test
    void aClosePacketOverWebSocketEndsTheSessionAtOnce() {
        SessionRig webSocket = SessionRig.openWebSocket();
        webSocket.send("under way");

        webSocket.receive("1");

        assertThat(webSocket.transport.log()).containsExactly("write 4under way", "close");
        assertThat(webSocket.handler.log()).containsExactly(LEFT);
    }

    @Test
    void aClientThatLeftIsNotAccusedOfAMissingPong() {
        rig.poll();
        rig.timers.advance(SessionRig.PING_INTERVAL);
        rig.receive("4the wait is extended once, from here");
        rig.timers.advance(SessionRig.PING_TIMEOUT - 10);
        rig.receive("1");

        rig.timers.advance(MOMENT);

        assertThat(rig.handler.log()).endsWith(LEFT);
    }
}
