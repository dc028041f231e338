package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ee.socketio.AckTimeoutException;
import ee.socketio.Arguments;
import ee.socketio.RemoteSocket;
import ee.socketio.internal.engine.Timers;
import ee.socketio.internal.namespace.codec.Unwritable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Broadcasts that every receiver answers. After each test nothing waits for an answer, and only the sessions have timers. */
class BroadcastAcksTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ServerRig rig = new ServerRig();
    private final ClientRig ann = rig.open();
    private final ClientRig bob = rig.open();
    private final LocalSocket anns = (LocalSocket) rig.socket(ann.join("/"));
    private final LocalSocket bobs = (LocalSocket) rig.socket(bob.join("/"));

    @AfterEach
    void nothingIsPending() {
        assertThat(anns.acks().size()).isZero();
        assertThat(bobs.acks().size()).isZero();
        assertThat(rig.liveTimers()).isEqualTo(rig.sessions());
    }

    @Test
    void theAnswersOfAllReceiversAreCollected() {
        CompletableFuture<List<Arguments>> answers =
                future(rig.io.timeout(SECOND).emitWithAck("ask", 1));
        assertThat(ann.received()).containsExactly("20[\"ask\",1]");
        assertThat(bob.received()).containsExactly("20[\"ask\",1]");

        bob.send("30[\"b\",2]");
        assertThat(answers).isNotDone();
        ann.send("30[\"a\"]");

        assertThat(answers.join())
                .extracting(answer -> answer.get(0, String.class))
                .containsExactly("b", "a");
        assertThat(answers.join().get(0).get(1, Integer.class)).isEqualTo(2);
    }

    @Test
    void aTimeoutCarriesTheAnswersThatCame() {
        CompletableFuture<List<Arguments>> answers =
                future(rig.io.timeout(SECOND).emitWithAck("ask"));
        ann.send("30[\"a\"]");

        rig.advance(SECOND);
        bob.send("30[\"late\"]");

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(answers::get)
                .havingCause()
                .isInstanceOfSatisfying(AckTimeoutException.class, late -> assertThat(late.answers())
                        .extracting(answer -> answer.get(0, String.class))
                        .containsExactly("a"))
                .withMessage("operation has timed out");
    }

    @Test
    void aTimerThatIsFasterThanItsSchedulingEndsItToo() {
        Timers immediate = new Timers() {
            @Override
            public long now() {
                return 0;
            }

            @Override
            public Task schedule(Runnable task, long delayMillis) {
                task.run();
                return () -> {};
            }
        };

        BroadcastAcks acks = new BroadcastAcks(SECOND, immediate, rig.io.mapper());

        assertThat(future(acks.result())).isCompletedExceptionally();
    }

    @Test
    void aReceiverThatIsDisconnectedCountsAsOneThatDoesNotAnswer() {
        CompletableFuture<List<Arguments>> answers =
                future(rig.io.timeout(SECOND).emitWithAck("ask"));
        ann.send("30[]");
        bob.send("1");
        assertThat(answers).isNotDone();

        rig.advance(SECOND);

        assertThat(answers).isCompletedExceptionally();
    }

    @Test
    void aBroadcastToNobodyIsAnsweredAtOnce() {
        assertThat(future(rig.io.to("nowhere").timeout(SECOND).emitWithAck("ask"))
                        .join())
                .isEmpty();
    }

    @Test
    void aSocketAsksTheOthers() {
        CompletableFuture<List<Arguments>> answers =
                future(anns.timeout(SECOND).broadcast().emitWithAck("ask"));
        assertThat(ann.received()).isEmpty();
        assertThat(bob.received()).containsExactly("20[\"ask\"]");

        bob.send("30[7]");

        assertThat(answers.join())
                .extracting(answer -> answer.get(0, Integer.class))
                .containsExactly(7);
    }

    @Test
    void aSecondAnswerOfAClientIsIgnored() {
        CompletableFuture<List<Arguments>> answers =
                future(rig.io.timeout(SECOND).emitWithAck("ask"));

        ann.send("30[1]");
        ann.send("30[2]");
        assertThat(answers).isNotDone();
        bob.send("30[3]");

        assertThat(answers.join())
                .extracting(answer -> answer.get(0, Integer.class))
                .containsExactly(1, 3);
    }

    @Test
    void theEndOfTheServerEndsTheWaiting() {
        CompletableFuture<List<Arguments>> answers =
                future(rig.io.timeout(SECOND).emitWithAck("ask"));
        ann.send("30[1]");

        rig.io.close();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(answers::get)
                .havingCause()
                .isInstanceOfSatisfying(AckTimeoutException.class, late -> assertThat(late.answers())
                        .hasSize(1));
        assertThat(future(rig.io.timeout(SECOND).emitWithAck("ask"))).isCompletedExceptionally();
    }

    @Test
    void withoutATimeoutItIsAnError() {
        assertThatIllegalStateException()
                .isThrownBy(() -> rig.io.emitWithAck("ask"))
                .withMessageContaining("timeout");
    }

    @Test
    void whatCannotBeSentLeavesNothingBehind() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rig.io.timeout(SECOND).emitWithAck("ask", new Unwritable()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rig.io.timeout(SECOND).emitWithAck("disconnect"));
    }

    @Test
    void aFetchedSocketIsAskedAlone() {
        RemoteSocket fetched =
                future(rig.io.in(anns.id()).fetchSockets()).join().get(0);

        CompletableFuture<Arguments> answer = future(fetched.timeout(SECOND).emitWithAck("ask"));
        assertThat(bob.received()).isEmpty();
        ann.send("30[\"a\",\"b\"]");

        assertThat(answer.join().get(1, String.class)).isEqualTo("b");
    }

    @Test
    void aFetchedSocketThatIsGoneFailsLikeOneThatDoesNotAnswer() {
        RemoteSocket fetched =
                future(rig.io.in(anns.id()).fetchSockets()).join().get(0);
        ann.send("1");

        assertThat(future(fetched.timeout(SECOND).emitWithAck("ask"))).isCompletedExceptionally();
    }

    private static <T> CompletableFuture<T> future(CompletionStage<T> stage) {
        return stage.toCompletableFuture();
    }
}
