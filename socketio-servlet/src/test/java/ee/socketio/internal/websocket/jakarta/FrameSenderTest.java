package ee.socketio.internal.websocket.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FrameSenderTest {

    private static final int MANY = 100_000;
    private static final int SMALL_STACK = 160 << 10;

    private final FakeSession session = new FakeSession();
    private final FrameSender sender = FrameSender.of(session.proxy());
    private final List<String> done = new ArrayList<>();

    @Test
    void oneFrameIsOnItsWayAtATime() {
        sender.send(List.of("a", new byte[] {1, 2}, "b"), this::done);
        assertThat(session.log()).containsExactly("text a");

        session.sent();
        assertThat(session.log()).containsExactly("text a", "binary 0102");
        session.sent();
        assertThat(session.log()).containsExactly("text a", "binary 0102", "text b");
        assertThat(done).isEmpty();

        session.sent();
        assertThat(done).containsExactly("done");
    }

    @Test
    void aSecondCallWaitsForTheFirst() {
        sender.send(List.of("a"), this::done);
        sender.send(List.of("b"), this::done);
        assertThat(session.log()).containsExactly("text a");

        session.sent();
        assertThat(session.log()).containsExactly("text a", "text b");
        assertThat(done).containsExactly("done");

        session.sent();
        assertThat(done).containsExactly("done", "done");
    }

    @Test
    void noFramesAreDoneAtOnce() {
        sender.send(List.of(), this::done);

        assertThat(done).containsExactly("done");
        assertThat(session.log()).isEmpty();
    }

    @Test
    void aFailureStopsTheFramesThatFollowAndIsReportedOnce() {
        sender.send(List.of("a", "b", "c"), this::done);
        session.sent();

        session.fail(new IOException("reset"));

        assertThat(session.log()).containsExactly("text a", "text b");
        assertThat(done).containsExactly("reset");
    }

    @Test
    void aFailureInsideOfTheSendIsReportedOnce() {
        session.onSend(handler -> session.fail(new IOException("reset")));

        sender.send(List.of("a", "b"), this::done);

        assertThat(session.log()).containsExactly("text a");
        assertThat(done).containsExactly("reset");
    }

    @Test
    void aContainerThatThrowsIsAFailure() {
        session.closedByClient();

        sender.send(List.of("a", "b"), this::done);

        assertThat(done).containsExactly("The session is closed");
    }

    @Test
    void aContainerThatReportsAndThrowsIsReportedOnce() {
        session.onSend(handler -> {
            session.fail(new IOException("reset"));
            throw new IllegalStateException("thrown");
        });

        sender.send(List.of("a", "b"), this::done);

        assertThat(done).hasSize(1);
    }

    @Test
    void aContainerThatReportsTwiceIsHeardOnce() {
        List<SendHandler> handlers = new ArrayList<>();
        session.onSend(handlers::add);
        sender.send(List.of("a", "b", "c"), this::done);
        session.sent();

        handlers.get(0).onResult(new SendResult());

        assertThat(session.log()).containsExactly("text a", "text b");
    }

    @Test
    void theNextCallWorksAfterAFailure() {
        sender.send(List.of("a"), this::done);
        session.fail(new IOException("reset"));

        sender.send(List.of("b"), this::done);
        session.sent();

        assertThat(done).containsExactly("reset", "done");
    }

    @Test
    void whoeverIsDoneMaySendAgain() {
        sender.send(List.of("a"), failure -> {
            done(failure);
            sender.send(List.of("b"), this::done);
        });
        session.sent();
        assertThat(session.log()).containsExactly("text a", "text b");

        session.sent();
        assertThat(done).containsExactly("done", "done");
    }

    @Test
    void framesThatLeaveInsideOfTheirSendNeedNoStack() throws InterruptedException {
        session.onSend(handler -> session.sent());

        onASmallStack(() -> sender.send(Collections.nCopies(MANY, "x"), this::done));

        assertThat(session.log()).hasSize(MANY);
        assertThat(done).containsExactly("done");
    }

    @Test
    void callsThatAreDoneInsideOfTheirSendNeedNoStack() throws InterruptedException {
        session.onSend(handler -> session.sent());
        AtomicInteger left = new AtomicInteger(MANY);
        Runnable[] next = new Runnable[1];
        next[0] = () -> sender.send(List.of("x"), failure -> {
            if (left.decrementAndGet() > 0) {
                next[0].run();
            }
        });

        onASmallStack(next[0]);

        assertThat(left).hasValue(0);
        assertThat(session.log()).hasSize(MANY);
    }

    /** Some containers call the handler of a frame on the stack of the next send. */
    @Test
    void framesThatLeaveOnOtherThreadsKeepTheirOrderAndAreNeverTwoAtOnce() throws Exception {
        ExecutorService container = Executors.newFixedThreadPool(2);
        try {
            session.onSend(handler -> container.execute(session::sent));
            CountDownLatch finished = new CountDownLatch(1);
            List<Object> frames = new ArrayList<>();
            for (int i = 0; i < 20_000; i++) {
                frames.add("f" + i);
            }

            sender.send(frames, failure -> {
                done(failure);
                finished.countDown();
            });
            finished.await();

            assertThat(done).containsExactly("done");
            assertThat(session.log())
                    .containsExactlyElementsOf(
                            frames.stream().map(frame -> "text " + frame).toList());
        } finally {
            container.shutdownNow();
        }
    }

    private static void onASmallStack(Runnable task) throws InterruptedException {
        Thread thread = new Thread(null, task, "small stack", SMALL_STACK);
        thread.start();
        thread.join();
    }

    private void done(Throwable failure) {
        done.add(failure == null ? "done" : failure.getMessage());
    }
}
