package ee.socketio.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When a POST is answered: its answer is what slows a client down. */
class EngineSessionPostTest {

    private static final int SETTLE = 20;

    private final SessionRig rig = SessionRig.openPolling();
    private int answers;

    @Test
    void aPostIsAnsweredAtOnceIfTheListenersAreDone() {
        rig.session.onPosted(this::answer);

        assertThat(answers).isEqualTo(1);
    }

    @Test
    void aPostIsAnsweredAsSoonAsTheListenersAreDone() {
        rig.handler.busy();
        rig.session.onPosted(this::answer);
        assertThat(answers).isZero();

        rig.handler.settle();

        assertThat(answers).isEqualTo(1);
    }

    @Test
    void aPostDoesNotWaitLongForItsListeners() {
        rig.handler.busy();
        rig.session.onPosted(this::answer);

        rig.timers.advance(SETTLE - 1);
        assertThat(answers).isZero();
        rig.timers.advance(1);

        assertThat(answers).isEqualTo(1);
    }

    @Test
    void aPostWaitsWhileTooMuchWaitsForTheListeners() {
        rig.handler.full();
        rig.handler.busy();
        rig.session.onPosted(this::answer);

        rig.timers.advance(10 * SETTLE);
        assertThat(answers).isZero();
        rig.handler.resume();

        assertThat(answers).isEqualTo(1);
    }

    @Test
    void aPostThatWaitsForItsListenersIsAnsweredAtTheEndOfTheSession() {
        rig.handler.busy();
        rig.session.onPosted(this::answer);

        rig.session.discard();

        assertThat(answers).isEqualTo(1);
    }

    @Test
    void aPostThatWaitsForRoomIsAnsweredAtTheEndOfTheSession() {
        rig.handler.full();
        rig.session.onPosted(this::answer);

        rig.session.discard();

        assertThat(answers).isPositive();
    }

    /** Its close packet ended the session, and the listener of that takes its time. */
    @Test
    void aPostOfASessionThatIsOverDoesNotWaitForItsListeners() {
        rig.poll();
        rig.receive("1");
        rig.handler.busy();
        rig.session.onPosted(this::answer);

        rig.timers.advance(SETTLE);

        assertThat(answers).isPositive();
    }

    @Test
    void aPostOfASessionThatIsOverDoesNotWaitForRoom() {
        rig.poll();
        rig.receive("1");
        rig.handler.full();
        rig.session.onPosted(this::answer);

        rig.timers.advance(SETTLE);

        assertThat(answers).isPositive();
    }

    @Test
    void whoeverReadsAWebSocketIsToldWhenThereIsRoomAgain() {
        rig.handler.full();
        assertThat(rig.session.readable(this::answer)).isFalse();
        assertThat(answers).isZero();

        rig.handler.resume();

        assertThat(answers).isEqualTo(1);
        assertThat(rig.session.readable(this::answer)).isTrue();
    }

    /** Otherwise a listener that never returns would keep the container's thread for good. */
    @Test
    void whoeverWaitsForRoomIsToldWhenTheSessionHasEnded() {
        rig.handler.full();
        assertThat(rig.session.readable(this::answer)).isFalse();

        rig.session.discard();

        assertThat(answers).isPositive();
    }

    private void answer() {
        answers++;
    }
}
