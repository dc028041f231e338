package ee.socketio.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In one thread: the executor under it is a queue that the test empties. */
@Timeout(30)
class SerialExecutorTest {

    private static final int BURST = 64;

    /** So many tasks, if they ran one inside the other, would need far more than this stack. */
    private static final int MANY = 1_000_000;

    private static final int STACK_BYTES = 160 << 10;

    private final Queue<Runnable> submitted = new ArrayDeque<>();
    private final SerialExecutor serial = new SerialExecutor(submitted::add);
    private final List<Integer> ran = new ArrayList<>();

    @Test
    void itNeedsTheExecutorOnceForTheTasksThatWait() {
        add(1, 2, 3);
        assertThat(submitted).hasSize(1);
        assertThat(ran).isEmpty();

        runSubmitted();

        assertThat(ran).containsExactly(1, 2, 3);
        assertThat(submitted).isEmpty();
    }

    @Test
    void aTaskAddedByATaskRunsAfterIt() {
        serial.execute(() -> {
            add(2);
            ran.add(1);
        });

        runSubmitted();

        assertThat(ran).containsExactly(1, 2);
    }

    @Test
    void itStartsAgainAfterItWasIdle() {
        add(1);
        runSubmitted();
        assertThat(serial.isIdle()).isTrue();

        add(2);
        assertThat(serial.isIdle()).isFalse();
        runSubmitted();

        assertThat(ran).containsExactly(1, 2);
    }

    @Test
    void itIsNotIdleInsideOfATask() {
        List<Boolean> idle = new ArrayList<>();
        serial.execute(() -> idle.add(serial.isIdle()));

        runSubmitted();

        assertThat(idle).containsExactly(false);
        assertThat(serial.isIdle()).isTrue();
    }

    @Test
    void aBusySessionGivesTheThreadBackAfterABurst() {
        add(IntStream.rangeClosed(1, BURST + 1).toArray());

        submitted.remove().run();
        assertThat(ran).hasSize(BURST);
        assertThat(submitted).hasSize(1);

        runSubmitted();
        assertThat(ran).hasSize(BURST + 1).isSorted();
    }

    @Test
    void aBurstThatIsExactlyFullNeedsNoSecondTurn() {
        add(IntStream.rangeClosed(1, BURST).toArray());

        submitted.remove().run();

        assertThat(ran).hasSize(BURST);
        assertThat(submitted).isEmpty();
    }

    @Test
    void aTaskThatThrowsDoesNotStopTheNext() {
        serial.execute(() -> {
            throw new IllegalStateException("on purpose");
        });
        serial.execute(() -> {
            throw new StackOverflowError("on purpose");
        });
        add(1);

        runSubmitted();

        assertThat(ran).containsExactly(1);
    }

    @Test
    void theCallerRunsWhatTheExecutorRejects() {
        SerialExecutor rejected = new SerialExecutor(task -> {
            throw new RejectedExecutionException("on purpose");
        });

        rejected.execute(() -> {
            rejected.execute(() -> ran.add(2));
            ran.add(1);
        });

        assertThat(ran).containsExactly(1, 2);
        assertThat(rejected.isIdle()).isTrue();
    }

    @Test
    void anExecutorThatRejectsEverythingLetsAnyNumberOfTasksRun() throws InterruptedException {
        assertThat(runManyOnASmallStack(task -> {
                    throw new RejectedExecutionException("on purpose");
                }))
                .isEqualTo(MANY);
    }

    @Test
    void anExecutorThatRunsEverythingAtOnceLetsAnyNumberOfTasksRun() throws InterruptedException {
        assertThat(runManyOnASmallStack(Runnable::run)).isEqualTo(MANY);
    }

    private static int runManyOnASmallStack(Executor executor) throws InterruptedException {
        SerialExecutor serial = new SerialExecutor(executor);
        int[] count = new int[1];
        Runnable first = () -> {
            for (int i = 0; i < MANY; i++) {
                serial.execute(() -> count[0]++);
            }
        };
        Thread thread = new Thread(null, () -> serial.execute(first), "small stack", STACK_BYTES);
        thread.start();
        thread.join();
        return count[0];
    }

    @Test
    void theDirectOneRunsOnTheCallingThreadAndAddedTasksAfterTheCurrentOne() {
        SerialExecutor direct = SerialExecutor.direct();

        direct.execute(() -> {
            direct.execute(() -> ran.add(2));
            ran.add(1);
        });

        assertThat(ran).containsExactly(1, 2);
    }

    @Test
    void theDirectOneRunsAnyNumberOfTasksOnASmallStack() throws InterruptedException {
        SerialExecutor direct = SerialExecutor.direct();
        int[] count = new int[1];
        Thread thread = new Thread(
                null,
                () -> direct.execute(() -> {
                    for (int i = 0; i < MANY; i++) {
                        direct.execute(() -> count[0]++);
                    }
                }),
                "small stack",
                STACK_BYTES);
        thread.start();
        thread.join();

        assertThat(count[0]).isEqualTo(MANY);
    }

    @Test
    void thereIsRoomWhileFewerTasksWaitThanTheLimit() {
        add(1, 2, 3);

        assertThat(serial.hasRoom(4, () -> ran.add(99))).isTrue();
        runSubmitted();

        assertThat(ran).containsExactly(1, 2, 3);
    }

    @Test
    void whoFindsNoRoomIsResumedOnceWhenHalfOfItIsThere() {
        add(1, 2, 3, 4);

        assertThat(serial.hasRoom(4, () -> ran.add(99))).isFalse();
        runSubmitted();
        add(5, 6, 7, 8, 9);
        runSubmitted();

        assertThat(ran).containsExactly(1, 2, 99, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void aLimitOfOneIsResumedWhenNothingWaits() {
        add(1, 2);

        assertThat(serial.hasRoom(1, () -> ran.add(99))).isFalse();
        runSubmitted();

        assertThat(ran).containsExactly(1, 2, 99);
    }

    @Test
    void everybodyWhoWaitsForRoomIsResumed() {
        add(1, 2, 3, 4);
        Runnable resume = () -> ran.add(99);

        assertThat(serial.hasRoom(4, resume)).isFalse();
        assertThat(serial.hasRoom(4, resume)).isFalse();
        runSubmitted();

        assertThat(ran).containsExactly(1, 2, 99, 99, 3, 4);
    }

    @Test
    void whoeverIsResumedMayAskAgain() {
        add(1, 2, 3, 4);
        serial.hasRoom(4, () -> {
            ran.add(99);
            assertThat(serial.hasRoom(4, () -> ran.add(98))).isTrue();
        });

        runSubmitted();

        assertThat(ran).containsExactly(1, 2, 99, 3, 4);
    }

    @Test
    void aResumeThatThrowsDoesNotStopTheTasks() {
        add(1, 2);
        serial.hasRoom(2, () -> {
            throw new IllegalStateException("on purpose");
        });

        runSubmitted();

        assertThat(ran).containsExactly(1, 2);
    }

    private void add(int... numbers) {
        for (int number : numbers) {
            serial.execute(() -> ran.add(number));
        }
    }

    private void runSubmitted() {
        for (Runnable next = submitted.poll(); next != null; next = submitted.poll()) {
            next.run();
        }
    }
}
