package ee.socketio.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SchedulerTimersTest {

    private static final long NEVER = 1_000_000;

    private final ConcurrentLinkedQueue<Thread> made = new ConcurrentLinkedQueue<>();
    private final SchedulerTimers timers = new SchedulerTimers(Threads.own(task -> {
        Thread thread = new Thread(task, "timer");
        made.add(thread);
        return thread;
    }));

    @AfterEach
    void close() {
        timers.close();
    }

    @Test
    void thereIsNoThreadBeforeTheFirstTask() {
        assertThat(made).isEmpty();
    }

    @Test
    void aTaskRunsOnTheOneThread() throws Exception {
        CountDownLatch ran = new CountDownLatch(2);
        timers.schedule(ran::countDown, 0);
        timers.schedule(ran::countDown, 1);

        ran.await();

        assertThat(made).hasSize(1);
    }

    @Test
    void aTaskRunsNotBeforeItsTime() throws Exception {
        for (int delay = 0; delay < 20; delay++) {
            long due = timers.now() + delay;
            CountDownLatch ran = new CountDownLatch(1);
            long[] at = new long[1];
            timers.schedule(
                    () -> {
                        at[0] = timers.now();
                        ran.countDown();
                    },
                    delay);
            ran.await();

            assertThat(at[0]).isGreaterThanOrEqualTo(due);
        }
    }

    @Test
    void aTaskThatWasTakenBackLeavesNothing() {
        Timers.Task task = timers.schedule(() -> {}, NEVER);
        assertThat(timers.pending()).isEqualTo(1);

        task.cancel();
        task.cancel();

        assertThat(timers.pending()).isZero();
    }

    @Test
    void aTaskThatThrowsDoesNotStopTheNext() throws Exception {
        CountDownLatch ran = new CountDownLatch(1);
        timers.schedule(
                () -> {
                    throw new IllegalStateException("on purpose");
                },
                0);
        timers.schedule(ran::countDown, 1);

        ran.await();

        assertThat(made).hasSize(1);
    }

    @Test
    void closeLeavesNoThreadAndNoTask() throws Exception {
        timers.schedule(() -> {}, NEVER);

        timers.close();

        assertThat(made).hasSize(1);
        for (Thread thread : made) {
            thread.join();
        }
    }

    @Test
    void whatIsScheduledAfterCloseIsDropped() {
        timers.close();

        timers.schedule(() -> {}, 0).cancel();

        assertThat(timers.pending()).isZero();
        assertThat(made).isEmpty();
    }
}
