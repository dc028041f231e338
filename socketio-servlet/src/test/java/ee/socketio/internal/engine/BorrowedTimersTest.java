package ee.socketio.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Mostly in one thread: the scheduler under it is a list whose tasks the test runs, and the time is the test's. */
@Timeout(60)
class BorrowedTimersTest {

    private static final long NEVER = 1_000_000;

    private final ConcurrentLinkedQueue<Thread> made = new ConcurrentLinkedQueue<>();
    private final List<WakeUp> wakeUps = new ArrayList<>();
    private final List<Integer> ran = new ArrayList<>();
    private final List<BorrowedTimers> toClose = new ArrayList<>();
    private long now = 5_000;
    private boolean refuses;
    private boolean outOfThreads;
    private final BorrowedTimers timers = timers(Runnable::run);

    private BorrowedTimers timers(Executor context) {
        Threads threads = new Threads(
                task -> {
                    if (outOfThreads) {
                        throw new OutOfMemoryError("on purpose");
                    }
                    Thread thread = new Thread(task, "own");
                    made.add(thread);
                    return thread;
                },
                context,
                null,
                null);
        BorrowedTimers added = new BorrowedTimers(fake(), threads, () -> now);
        toClose.add(added);
        return added;
    }

    private ScheduledExecutorService fake() {
        return (ScheduledExecutorService) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ScheduledExecutorService.class}, (proxy, method, args) -> {
                    if (outOfThreads) {
                        throw new OutOfMemoryError("on purpose");
                    }
                    if (refuses) {
                        throw new RejectedExecutionException("on purpose");
                    }
                    WakeUp wakeUp = new WakeUp(now + (long) args[1], (Runnable) args[0]);
                    wakeUps.add(wakeUp);
                    return wakeUp.future();
                });
    }

    @AfterEach
    void close() {
        toClose.forEach(BorrowedTimers::close);
    }

    @Test
    void tasksRunAtTheirTimesAndInOrder() {
        add(3, 700);
        add(1, 20);
        add(2, 700 - 1);
        add(4, 700);

        pass(19);
        assertThat(ran).isEmpty();
        pass(1);
        assertThat(ran).containsExactly(1);
        pass(1_000);

        assertThat(ran).containsExactly(1, 2, 3, 4);
        assertThat(timers.pending()).isZero();
        assertThat(live()).isEmpty();
    }

    @Test
    void aTaskInTheFarFutureKeepsItsTime() {
        add(1, NEVER);

        pass(NEVER - 1);
        assertThat(ran).isEmpty();
        pass(1);

        assertThat(ran).containsExactly(1);
    }

    /** Schedulers keep cancelled tasks until their time unless they are told not to, and with them whoever made them. */
    @Test
    void whateverWaitsTheSchedulerHasOneWakeUpWithinASecond() {
        for (int i = 0; i < 100; i++) {
            add(i, NEVER);
        }

        assertThat(wakeUps).hasSize(1);
        assertThat(wakeUps.get(0).time).isEqualTo(now + 1_000);
        pass(10_000);
        assertThat(live()).singleElement().satisfies(wakeUp -> assertThat(wakeUp.time)
                .isLessThanOrEqualTo(now + 1_000));
    }

    @Test
    void anEarlierTaskMovesTheWakeUp() {
        add(1, 500);
        add(2, 100);

        assertThat(live()).extracting(wakeUp -> wakeUp.time - now).containsExactly(100L);
    }

    @Test
    void nothingIsWokenUpForNothing() {
        add(1, 10);
        pass(10);
        wakeUps.clear();
        pass(10_000);

        assertThat(wakeUps).isEmpty();
    }

    @Test
    void aTaskThatWasTakenBackDoesNotRun() {
        Timers.Task task = timers.schedule(() -> ran.add(1), 10);
        add(2, 10);
        assertThat(timers.pending()).isEqualTo(2);

        task.cancel();
        task.cancel();
        assertThat(timers.pending()).isEqualTo(1);
        pass(10);

        assertThat(ran).containsExactly(2);
    }

    @Test
    void aTaskMayScheduleAnother() {
        timers.schedule(
                () -> {
                    add(1, 0);
                    add(2, 5);
                },
                10);

        pass(10);
        assertThat(ran).containsExactly(1);
        pass(5);

        assertThat(ran).containsExactly(1, 2);
    }

    @Test
    void aWakeUpThatComesInTheMiddleOfAnotherDoesNothing() {
        add(9, 900);
        WakeUp late = wakeUps.get(0);
        timers.schedule(
                () -> {
                    late.task.run(); // cancelled, but under way
                    ran.add(1);
                },
                10);
        add(2, 10);

        pass(10);

        assertThat(ran).containsExactly(1, 2);
    }

    @Test
    void aWakeUpThatComesThoughItWasCancelledLosesNothing() {
        add(9, 900);
        WakeUp late = wakeUps.get(0);
        add(1, 10);
        late.task.run();

        pass(10);
        assertThat(ran).containsExactly(1);
        pass(890);

        assertThat(ran).containsExactly(1, 9);
    }

    @Test
    void aTaskThatThrowsDoesNotStopTheNext() {
        timers.schedule(
                () -> {
                    throw new IllegalStateException("on purpose");
                },
                10);
        add(1, 10);
        add(2, 20);

        pass(10);
        pass(10);

        assertThat(ran).containsExactly(1, 2);
    }

    @Test
    void tasksRunAtHome() {
        List<String> steps = new ArrayList<>();
        BorrowedTimers atHome = timers(task -> {
            steps.add("home");
            task.run();
        });
        atHome.schedule(() -> steps.add("task"), 10);

        pass(10);

        assertThat(steps).containsExactly("home", "task");
    }

    /** A session without its deadlines would never end. */
    @Test
    void whatTheSchedulerRefusesRunsOnAThreadOfItsOwn() throws Exception {
        refuses = true;
        CountDownLatch done = new CountDownLatch(2);
        timers.schedule(done::countDown, 0);
        timers.schedule(done::countDown, 0);

        done.await();

        assertThat(made).hasSize(1);
        assertThat(wakeUps).isEmpty();
    }

    /** As WildFly does while it is suspended, and a scheduler that is shut down. */
    @Test
    void aWakeUpThatTheSchedulerLosesIsMadeUpForOnAThreadOfItsOwn() throws Exception {
        CountDownLatch done = new CountDownLatch(2);
        timers.schedule(done::countDown, 10);
        wakeUps.clear(); // taken, and never run
        now += 1_010;
        timers.schedule(() -> {}, NEVER);
        assertThat(made).isEmpty(); // it may still come

        now += 1;
        timers.schedule(done::countDown, 0);
        done.await();

        assertThat(made).hasSize(1);
        assertThat(wakeUps).isEmpty();
    }

    @Test
    void aWakeUpThatOnlyWasLateLosesNothing() throws Exception {
        CountDownLatch done = new CountDownLatch(2);
        timers.schedule(done::countDown, 10);
        WakeUp late = wakeUps.get(0);
        now += 2_000;
        timers.schedule(done::countDown, NEVER);
        late.task.run();

        now += NEVER;
        timers.schedule(() -> {}, 0);
        done.await();

        assertThat(timers.pending()).isLessThanOrEqualTo(1);
    }

    @Test
    void whatFailsForWantOfAThreadIsMadeUpForByTheNext() {
        outOfThreads = true;
        assertThatThrownBy(() -> add(1, 10)).isInstanceOf(OutOfMemoryError.class);

        outOfThreads = false;
        add(2, 20);
        assertThat(live()).hasSize(1);
        pass(20);

        assertThat(ran).contains(2);
    }

    @Test
    void closeDropsEveryTaskAndWakeUp() {
        add(1, 10);
        add(2, NEVER);

        timers.close();

        assertThat(timers.pending()).isZero();
        assertThat(live()).isEmpty();
        pass(NEVER);
        assertThat(ran).isEmpty();
    }

    @Test
    void closeEndsTheThreadOfItsOwn() throws Exception {
        refuses = true;
        add(1, NEVER);

        timers.close();

        assertThat(made).hasSize(1);
        for (Thread thread : made) {
            thread.join();
        }
    }

    @Test
    void whatIsScheduledAfterCloseIsDropped() {
        timers.close();

        timers.schedule(() -> ran.add(1), 0).cancel();
        add(2, 0);

        assertThat(timers.pending()).isZero();
        assertThat(wakeUps).isEmpty();
    }

    @Test
    void theSchedulerIsLeftAlone() throws Exception {
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
        try {
            BorrowedTimers real = new BorrowedTimers(scheduler, Threads.own(Thread::new));
            CountDownLatch done = new CountDownLatch(1);
            real.schedule(done::countDown, 1);
            done.await();

            real.close();

            assertThat(scheduler.submit(() -> "still there").get()).isEqualTo("still there");
        } finally {
            scheduler.shutdownNow();
        }
    }

    /** Many threads: whoever adds a task while another wakes up must not lose it. */
    @Test
    void nothingIsLostBetweenThreads() throws Exception {
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(2);
        try {
            BorrowedTimers real = new BorrowedTimers(scheduler, Threads.own(Thread::new));
            int each = 2_000;
            CountDownLatch done = new CountDownLatch(2 * each);
            Race.run(2, thread -> {
                for (int i = 0; i < each; i++) {
                    real.schedule(done::countDown, i % 3);
                }
            });

            done.await();

            assertThat(real.pending()).isZero();
        } finally {
            scheduler.shutdownNow();
        }
    }

    private void add(int number, long delay) {
        timers.schedule(() -> ran.add(number), delay);
    }

    /** Lets time go by, from one wake-up to the next. */
    private void pass(long millis) {
        long end = now + millis;
        for (WakeUp next = next(end); next != null; next = next(end)) {
            now = Math.max(now, next.time);
            next.done = true;
            next.task.run();
        }
        now = end;
    }

    private WakeUp next(long end) {
        return live().stream()
                .filter(wakeUp -> wakeUp.time <= end)
                .min(Comparator.comparingLong(wakeUp -> wakeUp.time))
                .orElse(null);
    }

    private List<WakeUp> live() {
        return wakeUps.stream()
                .filter(wakeUp -> !wakeUp.done && !wakeUp.future.isCancelled())
                .toList();
    }

    /** A task of the scheduler. */
    private static final class WakeUp {
        private final long time;
        private final Runnable task;
        private final FutureTask<?> future = new FutureTask<>(() -> null);
        private boolean done;

        WakeUp(long time, Runnable task) {
            this.time = time;
            this.task = task;
        }

        Object future() {
            return Proxy.newProxyInstance(
                    WakeUp.class.getClassLoader(),
                    new Class<?>[] {java.util.concurrent.ScheduledFuture.class},
                    (proxy, method, args) -> method.invoke(future, args));
        }
    }
}
