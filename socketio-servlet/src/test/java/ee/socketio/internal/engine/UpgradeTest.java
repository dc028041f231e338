package ee.socketio.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.internal.engine.codec.Packet;
import org.junit.jupiter.api.Test;

class UpgradeTest {

    private final Upgrade upgrade = new Upgrade();
    private final RecordingTransport polling = RecordingTransport.polling();
    private final RecordingTransport webSocket = RecordingTransport.webSocket();
    private final Link pollingLink = new Link(polling, true);

    @Test
    void withoutAnAttemptThereIsNothingToEnd() {
        assertThat(upgrade.isOpen()).isFalse();
        assertThat(upgrade.link(webSocket)).isNull();

        upgrade.abandon().take();

        assertThat(webSocket.log()).isEmpty();
    }

    @Test
    void anAttemptBelongsToOneTransport() {
        upgrade.begin(webSocket);

        assertThat(upgrade.isOpen()).isTrue();
        assertThat(upgrade.link(webSocket)).isNotNull();
        assertThat(upgrade.link(polling)).isNull();
        assertThat(upgrade.link(RecordingTransport.webSocket())).isNull();
    }

    @Test
    void aProbeIsAnsweredBeforeTheHeldPollIsReleased() {
        StringBuilder order = new StringBuilder();
        webSocket.onCall(call -> order.append(call).append(", "));
        polling.onCall(order::append);
        upgrade.begin(webSocket);

        probe().take();

        assertThat(order).hasToString("write 3probe, write 6");
    }

    @Test
    void everyProbeIsAnsweredWhenTheAnswerBeforeHasLeft() {
        upgrade.begin(webSocket);
        probe().take();
        assertThat(probe()).isSameAs(Step.NOTHING);
        assertThat(probe()).isSameAs(Step.NOTHING);

        upgrade.onWritable(upgrade.link(webSocket)).take();
        upgrade.onWritable(upgrade.link(webSocket)).take();
        assertThat(webSocket.log()).containsExactly("write 3probe", "write 3probe", "write 3probe");

        assertThat(upgrade.onWritable(upgrade.link(webSocket))).isSameAs(Step.NOTHING);
        assertThat(upgrade.link(webSocket).writable()).isTrue();
    }

    @Test
    void theNextAttemptOwesNoAnswersOfTheLast() {
        upgrade.begin(webSocket);
        probe().take();
        probe().take();
        upgrade.abandon().take();

        RecordingTransport next = RecordingTransport.webSocket();
        upgrade.begin(next);

        assertThat(upgrade.onWritable(upgrade.link(next))).isSameAs(Step.NOTHING);
    }

    @Test
    void anAttemptThatIsAbandonedClosesItsTransportOnce() {
        upgrade.begin(webSocket);

        upgrade.abandon().take();
        upgrade.abandon().take();

        assertThat(webSocket.log()).containsExactly("close");
        assertThat(upgrade.isOpen()).isFalse();
    }

    @Test
    void anAttemptThatSucceededClosesNothing() {
        upgrade.begin(webSocket);
        assertThat(upgrade.finish()).containsExactly(Packet.CLOSE);

        upgrade.abandon().take();

        assertThat(upgrade.isOpen()).isFalse();
        assertThat(webSocket.log()).isEmpty();
    }

    @Test
    void aLatePollIsReleasedOnlyAfterTheProbe() {
        upgrade.begin(webSocket);
        upgrade.onPoll();
        assertThat(upgrade.releasesLatePoll()).isFalse();

        probe().take();
        assertThat(upgrade.releasesLatePoll()).isTrue();
        assertThat(polling.log()).isEmpty();

        upgrade.releaseLatePoll(pollingLink).take();
        assertThat(polling.log()).containsExactly("write 6");
    }

    @Test
    void aLatePollIsRefusedByAnAttemptThatSucceeds() {
        upgrade.begin(webSocket);
        probe().take();
        upgrade.onPoll();

        assertThat(upgrade.finish()).isEmpty();
    }

    @Test
    void aLatePollIsNotReleasedAfterTheAttempt() {
        upgrade.begin(webSocket);
        probe().take();
        upgrade.onPoll();
        polling.forget();
        pollingLink.becomeWritable();
        upgrade.abandon().take();

        upgrade.releaseLatePoll(pollingLink).take();

        assertThat(polling.log()).isEmpty();
    }

    @Test
    void theNextAttemptKnowsNothingOfTheLast() {
        upgrade.begin(webSocket);
        probe().take();
        upgrade.onPoll();
        upgrade.abandon().take();

        upgrade.begin(RecordingTransport.webSocket());

        assertThat(upgrade.releasesLatePoll()).isFalse();
        assertThat(upgrade.finish()).containsExactly(Packet.CLOSE);
    }

    private Step probe() {
        return upgrade.probe(upgrade.link(webSocket), pollingLink);
    }
}
