package ee.socketio.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BorrowedExecutorTest {

    private static final long LONG = 30_000;

    private final Queue<Runnable> given = new ArrayDeque<>();
    private final List<Integer> ran = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(1);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void aTaskIsRunByTheExecutor() {
        BorrowedExecutor borrowed = new BorrowedExecutor(given::add, LONG);

        borrowed.execute(() -> ran.add(1));
        assertThat(ran).isEmpty();
        given.remove().run();

        assertThat(ran).containsExactly(1);
        assertThat(borrowed.pending()).isZero();
    }

    @Test
    void whatIsRefusedRunsInPlace() {
        BorrowedExecutor borrowed = new BorrowedExecutor(
                task -> {
                    throw new RejectedExecutionException("on purpose");
                },
                LONG);

        borrowed.execute(() -> ran.add(1));
        borrowed.execute(() -> ran.add(2));

        assertThat(ran).containsExactly(1, 2);
        assertThat(borrowed.pending()).isZero();
    }

    @Test
    void aTaskRunsOnceEvenIfTheExecutorTakesItAndRefusesIt() {
        BorrowedExecutor borrowed = new BorrowedExecutor(
                task -> {
                    given.add(task);
                    throw new OutOfMemoryError("no thread to be had, on purpose");
                },
                LONG);

        borrowed.execute(() -> ran.add(1));
        given.remove().run();

        assertThat(ran).containsExactly(1);
    }

    @Test
    void afterTheEndTasksRunInPlace() {
        BorrowedExecutor borrowed = new BorrowedExecutor(given::add, LONG);
        borrowed.close();

        borrowed.execute(() -> ran.add(1));

        assertThat(ran).containsExactly(1);
        assertThat(given).isEmpty();
    }

    @Test
    void theEndWaitsForTasksAndLeavesTheExecutorAlone() throws Exception {
        Thread closing = Thread.currentThread();
        AtomicInteger done = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        BorrowedExecutor borrowed = new BorrowedExecutor(threads, LONG);
        borrowed.execute(() -> {
            begun.countDown();
            Race.await(() -> closing.getState() == Thread.State.TIMED_WAITING);
            done.incrementAndGet();
        });
        borrowed.execute(done::incrementAndGet);
        begun.await();

        borrowed.close();

        assertThat(done).hasValue(2);
        assertThat(threads.submit(() -> "still there").get()).isEqualTo("still there");
    }

    @Test
    void theEndInterruptsWhatTakesTooLongAndDropsWhatWaits() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        BorrowedExecutor borrowed = new BorrowedExecutor(threads, 1);
        borrowed.execute(() -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        borrowed.execute(() -> ran.add(1));
        begun.await();

        borrowed.close();

        interrupted.await();
        assertThat(threads.submit(() -> ran.size()).get()).isZero();
        assertThat(borrowed.pending()).isZero();
    }

    @Test
    void theEndOnAnInterruptedThreadDoesNotWait() {
        BorrowedExecutor borrowed = new BorrowedExecutor(given::add, Long.MAX_VALUE / 1_000_000);
        borrowed.execute(() -> ran.add(1));

        Thread.currentThread().interrupt();
        borrowed.close();

        assertThat(Thread.interrupted()).isTrue();
        given.remove().run();
        assertThat(ran).isEmpty();
    }
}
