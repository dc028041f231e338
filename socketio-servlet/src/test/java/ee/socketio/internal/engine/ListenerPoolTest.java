package ee.socketio.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.engine.InvalidOptionException;
import ee.socketio.engine.ListenerThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

@Timeout(60)
class ListenerPoolTest {

    private final ConcurrentLinkedQueue<Thread> made = new ConcurrentLinkedQueue<>();
    private final ThreadFactory factory = task -> {
        Thread thread = new Thread(task, "listener");
        made.add(thread);
        return thread;
    };

    @Test
    void thePoolUsesItsOwnThreads() throws Exception {
        try (ListenerPool pool = new ListenerPool(ListenerThreads.pool(1), factory)) {
            AtomicReference<Thread> ranOn = new AtomicReference<>();
            CountDownLatch ran = new CountDownLatch(1);
            pool.serial().execute(() -> {
                ranOn.set(Thread.currentThread());
                ran.countDown();
            });
            ran.await();

            assertThat(made).containsExactly(ranOn.get());
        }
    }

    @Test
    void thePoolMakesNoThreadBeforeItIsNeeded() {
        try (ListenerPool pool = new ListenerPool(ListenerThreads.pool(4), factory)) {
            assertThat(pool.serial()).isNotNull();
            assertThat(made).isEmpty();
        }
    }

    @Test
    void thePoolHasAsManyThreadsAsItMay() throws Exception {
        int size = 3;
        try (ListenerPool pool = new ListenerPool(ListenerThreads.pool(size), factory)) {
            CountDownLatch done = new CountDownLatch(20);
            for (int i = 0; i < 20; i++) {
                pool.serial().execute(done::countDown);
            }
            done.await();
        }

        assertThat(made).hasSizeLessThanOrEqualTo(size);
    }

    @Test
    void oneBlockedSessionDoesNotBlockAnother() throws Exception {
        try (ListenerPool pool = new ListenerPool(ListenerThreads.pool(2), factory)) {
            CountDownLatch release = new CountDownLatch(1);
            CountDownLatch other = new CountDownLatch(1);
            pool.serial().execute(() -> awaitQuietly(release));
            pool.serial().execute(other::countDown);

            other.await();
            release.countDown();
        }
    }

    @Test
    void closeLetsTheListenersFinish() {
        List<Integer> ran = new ArrayList<>(); // confined to the one thread, which has ended when it is read
        ListenerPool pool = new ListenerPool(ListenerThreads.pool(1), factory);
        SerialExecutor serial = pool.serial();
        for (int i = 0; i < 200; i++) {
            int number = i;
            serial.execute(() -> ran.add(number));
        }

        pool.close();
        Race.await(() -> made.stream().noneMatch(Thread::isAlive));

        assertThat(ran).hasSize(200).isSorted();
    }

    @Test
    void closeLeavesNoThread() throws Exception {
        ListenerPool pool = new ListenerPool(ListenerThreads.pool(2), factory);
        CountDownLatch ran = new CountDownLatch(1);
        pool.serial().execute(ran::countDown);
        ran.await();

        pool.close();

        assertThat(made).hasSize(1);
        for (Thread thread : made) {
            thread.join();
        }
    }

    /** Whoever stops the server while its thread is interrupted must not wait, nor swallow the interrupt. */
    @Test
    void closeOnAnInterruptedThreadInterruptsTheListenersAndStaysInterrupted() throws Exception {
        ListenerPool pool = new ListenerPool(ListenerThreads.pool(1), factory);
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(1);
        pool.serial().execute(() -> {
            running.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        running.await();

        Thread.currentThread().interrupt();
        pool.close();

        assertThat(Thread.interrupted()).isTrue();
        interrupted.await();
    }

    @Test
    void theDirectOneRunsOnTheCallingThread() {
        try (ListenerPool pool = new ListenerPool(ListenerThreads.direct(), factory)) {
            AtomicReference<Thread> ranOn = new AtomicReference<>();
            pool.serial().execute(() -> ranOn.set(Thread.currentThread()));

            assertThat(ranOn.get()).isSameAs(Thread.currentThread());
        }
    }

    @Test
    void anExecutorOfTheApplicationIsUsedAndNotStopped() {
        List<Runnable> tasks = new ArrayList<>();
        ListenerPool pool = new ListenerPool(ListenerThreads.executor(tasks::add), factory);
        boolean[] ran = new boolean[1];
        SerialExecutor serial = pool.serial();
        serial.execute(() -> ran[0] = true);

        pool.close();
        tasks.get(0).run();

        assertThat(ran[0]).isTrue();
        assertThat(made).isEmpty();
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_20)
    void virtualThreadsAreRefusedWhereThereAreNone() {
        assertThatThrownBy(() -> new ListenerPool(ListenerThreads.virtual(), factory))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContainingAll("listenerThreads", "virtual", "Java 21");
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void virtualThreadsRunTheListeners() throws Exception {
        try (ListenerPool pool = new ListenerPool(ListenerThreads.virtual(), factory)) {
            CountDownLatch ran = new CountDownLatch(1);
            pool.serial().execute(ran::countDown);

            ran.await();
        }
        assertThat(made).isEmpty();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
