package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ee.socketio.AckTimeoutException;
import ee.socketio.Arguments;
import ee.socketio.engine.InvalidOptionException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long the server waits for an ack. After each test no answer is pending, and only the session's timer is live. */
class AckTimeoutsTest {
    private final ServerRig rig = new ServerRig();
    private final ClientRig client = rig.open();
    private final LocalSocket socket = (LocalSocket) rig.socket(client.join("/"));

    @AfterEach
    void nothingIsPending() {
        assertThat(socket.acks().size()).as("pending answers").isZero();
        assertThat(rig.liveTimers()).as("live timers").isEqualTo(1);
    }

    @Test
    void aQuestionThatIsNotAnsweredInTimeFails() {
        CompletableFuture<Arguments> answer =
                socket.timeout(Duration.ofSeconds(5)).emitWithAck("question").toCompletableFuture();

        rig.advance(Duration.ofMillis(4999));
        assertThat(answer).isNotDone();
        rig.advance(Duration.ofMillis(1));

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(answer::get)
                .havingCause()
                .isInstanceOf(AckTimeoutException.class)
                .withMessage("operation has timed out");
        client.send("30[\"late\"]");
        assertThat(client.open()).isTrue();
    }

    @Test
    void anAnswerInTimeCancelsTheTimer() throws Exception {
        CompletableFuture<Arguments> answer =
                socket.timeout(Duration.ofSeconds(5)).emitWithAck("question").toCompletableFuture();
        assertThat(rig.liveTimers()).isEqualTo(2);

        client.send("30[\"x\"]");

        assertThat(rig.liveTimers()).isEqualTo(1);
        rig.advance(Duration.ofSeconds(5));
        assertThat(answer.get().get(0, String.class)).isEqualTo("x");
    }

    @Test
    void withoutATimeoutAnAnswerMayTakeAsLongAsTheConnection() throws Exception {
        CompletableFuture<Arguments> answer = socket.emitWithAck("question").toCompletableFuture();

        rig.advance(Duration.ofHours(20));
        assertThat(answer).isNotDone();

        client.send("30[1]");
        assertThat(answer.get().get(0, int.class)).isEqualTo(1);
    }

    @Test
    void aTimeoutIsBetweenAMillisecondAndADay() {
        for (Duration wrong : List.of(Duration.ZERO, Duration.ofMillis(-1), Duration.ofNanos(1), Duration.ofDays(2))) {
            assertThatExceptionOfType(InvalidOptionException.class)
                    .isThrownBy(() -> socket.timeout(wrong))
                    .withMessageContaining("timeout");
        }
    }
}
