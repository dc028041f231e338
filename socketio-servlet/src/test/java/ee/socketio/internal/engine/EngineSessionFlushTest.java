package ee.socketio.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.CloseReason;
import ee.socketio.engine.SessionClosedException;
import ee.socketio.internal.engine.Transport.Batch;
import ee.socketio.internal.engine.codec.Message;
import ee.socketio.internal.engine.codec.Packet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When the application hears that what it sent has left. */
class EngineSessionFlushTest {

    private final SessionRig rig = SessionRig.openWebSocket();

    @Test
    void aSessionThatSentNothingIsFlushedAtOnce() {
        assertThat(state(rig.session.flushed())).isEqualTo("flushed");
    }

    @Test
    void aFrameIsFlushedWhenItWasWritten() {
        rig.send("a");
        CompletionStage<Void> flushed = rig.session.flushed();
        assertThat(state(flushed)).isEqualTo("waits");

        rig.written();

        assertThat(state(flushed)).isEqualTo("flushed");
        assertThat(state(rig.session.flushed())).isEqualTo("flushed");
    }

    @Test
    void whatIsSentLaterIsNotWaitedFor() {
        rig.send("a");
        CompletionStage<Void> first = rig.session.flushed();
        rig.send("b");
        CompletionStage<Void> second = rig.session.flushed();

        rig.written();
        assertThat(state(first)).isEqualTo("flushed");
        assertThat(state(second)).isEqualTo("waits");

        rig.written();
        assertThat(state(second)).isEqualTo("flushed");
    }

    @Test
    void aVolatileMessageThatWasDroppedIsNotWaitedFor() {
        rig.send("a");
        rig.session.send(Message.of(Packet.message("dropped")), true);
        CompletionStage<Void> flushed = rig.session.flushed();

        rig.written();

        assertThat(state(flushed)).isEqualTo("flushed");
    }

    @Test
    void thoseWhoWaitAreToldInTheirOrderAndAfterTheNextBatchHasGone() {
        List<String> told = new ArrayList<>();
        rig.transport.onCall(told::add);
        rig.send("a");
        var unused = rig.session.flushed().thenRun(() -> told.add("first"));
        var unused2 = rig.session.flushed().thenRun(() -> told.add("second"));
        rig.send("b");
        var unused3 = rig.session.flushed().thenRun(() -> told.add("third"));

        rig.written();
        rig.written();

        assertThat(told.subList(0, 2)).containsExactly("write 4a", "write 4b");
        assertThat(told.subList(2, 4)).containsExactlyInAnyOrder("first", "second");
        assertThat(told.get(4)).isEqualTo("third");
    }

    @Test
    void noLockIsHeldWhileTheApplicationIsTold() {
        rig.send("a");
        List<String> seen = new ArrayList<>();
        var unused = rig.session.flushed().thenRun(() -> seen.add(askFromAnotherThread()));

        rig.written();

        assertThat(seen).containsExactly("answered");
    }

    private String askFromAnotherThread() {
        var executor = Executors.newSingleThreadExecutor();
        try {
            executor.submit(rig.session::bufferedBytes).get(10, TimeUnit.SECONDS);
            return "answered";
        } catch (Exception e) {
            return "blocked";
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void whoeverWaitsMaySendAndWaitAgain() {
        rig.send("a");
        CompletableFuture<Void> second = new CompletableFuture<>();
        var unused = rig.session.flushed().thenRun(() -> {
            rig.send("b");
            var unused2 = rig.session.flushed().thenRun(() -> second.complete(null));
        });

        rig.written();
        assertThat(rig.transport.packets()).containsExactly("4a", "4b");
        assertThat(second).isNotDone();

        rig.written();
        assertThat(second).isCompleted();
    }

    @Test
    void aSessionThatEndsFirstFailsThoseWhoWait() {
        rig.send("a");
        CompletionStage<Void> flushed = rig.session.flushed();

        rig.fail(CloseReason.TRANSPORT_ERROR);

        assertThat(failure(flushed).reason()).isEqualTo(CloseReason.TRANSPORT_ERROR);
        assertThat(failure(flushed)).hasMessage("The session has ended: transport error");
        assertThat(failure(flushed)).hasRootCauseMessage("it broke");
        rig.written();
        assertThat(state(flushed)).isEqualTo("failed");
    }

    /** Not wrapped in a CompletionException, whether the end comes later or was before. */
    @Test
    void whoeverHandlesTheFailureGetsItAsItIs() {
        List<Throwable> failures = new ArrayList<>();
        rig.send("a");
        var unused = rig.session.flushed().whenComplete((nothing, failure) -> failures.add(failure));
        rig.session.discard();
        var unused2 = rig.session.flushed().whenComplete((nothing, failure) -> failures.add(failure));

        assertThat(failures).hasSize(2).allSatisfy(failure -> assertThat(failure)
                .isInstanceOf(SessionClosedException.class));
    }

    @Test
    void aSessionThatHasEndedFailsWhoeverAsks() {
        rig.session.close();

        assertThat(failure(rig.session.flushed()).reason()).isEqualTo(CloseReason.FORCED_CLOSE);
    }

    @Test
    void aSessionThatClosesGentlyIsStillFlushed() {
        rig.send("a");
        rig.session.close();
        CompletionStage<Void> flushed = rig.session.flushed();

        rig.written();

        assertThat(state(flushed)).isEqualTo("flushed");
        assertThat(rig.session.isClosed()).isTrue();
    }

    @Test
    void nobodyButTheSessionCompletesAStage() {
        rig.send("a");
        rig.session.flushed().toCompletableFuture().complete(null);

        assertThat(state(rig.session.flushed())).isEqualTo("waits");
    }

    @Test
    void aPollIsFlushedWhenItsAnswerWasWrittenNotWhenTheNextComes() {
        SessionRig polling = SessionRig.openPolling();
        polling.send("a");
        CompletionStage<Void> flushed = polling.session.flushed();
        polling.poll();
        assertThat(state(flushed)).isEqualTo("waits");

        polling.session.onWritten(polling.transport, last(polling).position());

        assertThat(state(flushed)).isEqualTo("flushed");
        assertThat(polling.session.bufferedBytes()).isEqualTo(2 + OutboundQueue.PACKET_BYTES);
        polling.poll();
        assertThat(polling.session.bufferedBytes()).isZero();
    }

    /** The container may say so late, when the client has asked for more already. */
    @Test
    void anAnswerThatWasWrittenSaysNothingAboutTheNext() {
        SessionRig polling = SessionRig.openPolling();
        polling.send("a");
        polling.poll();
        Batch first = last(polling);
        polling.send("b");
        CompletionStage<Void> flushed = polling.session.flushed();
        polling.poll();

        polling.session.onWritten(polling.transport, first.position());

        assertThat(state(flushed)).isEqualTo("waits");
    }

    @Test
    void whatWaitsDuringAnUpgradeIsFlushedOnTheNewTransport() {
        SessionRig polling = SessionRig.openPolling();
        RecordingTransport webSocket = polling.probed();
        polling.send("a");
        CompletionStage<Void> flushed = polling.session.flushed();

        polling.receive(webSocket, "5");
        assertThat(state(flushed)).isEqualTo("waits");
        polling.session.onWritable(webSocket);

        assertThat(state(flushed)).isEqualTo("flushed");
    }

    /** The client says that it has everything of the old transport, before its container does. */
    @Test
    void anUpgradeFlushesWhatThePollTook() {
        SessionRig polling = SessionRig.openPolling();
        polling.poll();
        polling.send("a");
        CompletionStage<Void> flushed = polling.session.flushed();
        RecordingTransport webSocket = polling.probed();

        polling.receive(webSocket, "5");

        assertThat(state(flushed)).isEqualTo("flushed");
    }

    @Test
    void drainIsToldEachTimeThatNothingIsLeftToSend() {
        List<String> told = new ArrayList<>();
        rig.session.onDrain(() -> told.add("drain"));

        rig.send("a");
        rig.send("b");
        rig.written();
        assertThat(told).isEmpty();
        rig.written();
        assertThat(told).hasSize(1);
        rig.written();
        assertThat(told).hasSize(1);

        rig.send("c");
        rig.written();
        assertThat(told).hasSize(2);
    }

    @Test
    void drainIsNotToldOfASessionThatEnded() {
        List<String> told = new ArrayList<>();
        rig.session.onDrain(() -> told.add("drain"));
        rig.send("a");
        rig.session.discard();

        rig.written();

        assertThat(told).isEmpty();
    }

    /** Flushed or failed, whoever of the two threads is first: a stage never stays open. */
    @Test
    @Timeout(30)
    void noStageIsForgottenWhenTheEndRacesWithTheWrite() throws Exception {
        for (int round = 0; round < 200; round++) {
            SessionRig racing = SessionRig.openWebSocket();
            racing.send("a");
            List<CompletionStage<Void>> stages = new CopyOnWriteArrayList<>();
            List<Runnable> sides = List.of(
                    () -> stages.add(racing.session.flushed()),
                    racing::written,
                    () -> racing.fail(CloseReason.TRANSPORT_CLOSE));
            Race.run(sides.size(), thread -> sides.get(thread).run());
            assertThat(state(stages.get(0))).isIn("flushed", "failed");
        }
    }

    private static Batch last(SessionRig rig) {
        List<Batch> batches = rig.transport.batches();
        return batches.get(batches.size() - 1);
    }

    private static String state(CompletionStage<Void> stage) {
        CompletableFuture<Void> future = stage.toCompletableFuture();
        return !future.isDone() ? "waits" : future.isCompletedExceptionally() ? "failed" : "flushed";
    }

    private static SessionClosedException failure(CompletionStage<Void> stage) {
        try {
            stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            return (SessionClosedException) e.getCause();
        }
        throw new AssertionError("It did not fail");
    }
}
