package ee.socketio.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.engine.InvalidOptionException;
import ee.socketio.engine.ListenerThreads;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class ListenerPoolTest {

    private final ConcurrentLinkedQueue<Thread> made = new ConcurrentLinkedQueue<>();
    private final Threads threads = Threads.own(task -> {
        Thread thread = new Thread(task, "listener");
        made.add(thread);
        return thread;
    });

    @Test
    void thePoolUsesItsOwnThreads() throws Exception {
        try (ListenerPool pool = new ListenerPool(ListenerThreads.pool(1), threads)) {
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
        try (ListenerPool pool = new ListenerPool(ListenerThreads.pool(4), threads)) {
            assertThat(pool.serial()).isNotNull();
            assertThat(made).isEmpty();
        }
    }

    @Test
    void thePoolHasAsManyThreadsAsItMay() throws Exception {
        int size = 3;
        try (ListenerPool pool = new ListenerPool(ListenerThreads.pool(size), threads)) {
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
        try (ListenerPool pool = new ListenerPool(ListenerThreads.pool(2), threads)) {
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
        ListenerPool pool = new ListenerPool(ListenerThreads.pool(1), threads);
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
        ListenerPool pool = new ListenerPool(ListenerThreads.pool(2), threads);
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
        ListenerPool pool = new ListenerPool(ListenerThreads.pool(1), threads);
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
        try (ListenerPool pool = new ListenerPool(ListenerThreads.direct(), threads)) {
            AtomicReference<Thread> ranOn = new AtomicReference<>();
            pool.serial().execute(() -> ranOn.set(Thread.currentThread()));

            assertThat(ranOn.get()).isSameAs(Thread.currentThread());
        }
    }

    @Test
    void anExecutorOfTheApplicationIsUsed() {
        List<Runnable> tasks = new ArrayList<>();
        boolean[] ran = new boolean[1];
        try (ListenerPool pool = new ListenerPool(ListenerThreads.executor(tasks::add), threads)) {
            pool.serial().execute(() -> ran[0] = true);
            assertThat(ran[0]).isFalse();

            tasks.get(0).run();
        }

        assertThat(ran[0]).isTrue();
        assertThat(made).isEmpty();
    }

    @Test
    void theExecutorOfTheContainerIsUsedIfThereIsOne() {
        List<Runnable> tasks = new ArrayList<>();
        Threads container = new Threads(threads.factory(), Runnable::run, tasks::add, null);
        try (ListenerPool pool = new ListenerPool(ListenerThreads.container(), container)) {
            pool.serial().execute(() -> {});
            assertThat(tasks).hasSize(1);

            tasks.get(0).run();
        }
        assertThat(made).isEmpty();
    }

    @Test
    void withoutAnExecutorOfTheContainerThereIsAPool() {
        ListenerPool pool = new ListenerPool(ListenerThreads.container(), threads);
        pool.serial().execute(() -> {});
        pool.close();

        assertThat(made).hasSize(1);
    }

    @Test
    void thePoolIsUsedEvenIfTheContainerHasAnExecutor() {
        List<Runnable> tasks = new ArrayList<>();
        ListenerPool pool = new ListenerPool(
                ListenerThreads.pool(1), new Threads(threads.factory(), Runnable::run, tasks::add, null));
        pool.serial().execute(() -> {});
        pool.close();

        assertThat(made).hasSize(1);
        assertThat(tasks).isEmpty();
    }

    /** A session whose queue got stuck would be deaf, and never end. */
    @Test
    void whatAnExecutorRefusesRunsOnTheThreadThatBringsIt() {
        List<Integer> ran = new ArrayList<>();
        Queue<Runnable> tasks = new ArrayDeque<>();
        boolean[] full = new boolean[1];
        ListenerThreads refusing = ListenerThreads.executor(task -> {
            if (full[0]) {
                throw new RejectedExecutionException("on purpose");
            }
            tasks.add(task);
        });
        try (ListenerPool pool = new ListenerPool(refusing, threads)) {
            SerialExecutor serial = pool.serial();
            serial.execute(() -> ran.add(1));
            tasks.remove().run();
            full[0] = true;
            serial.execute(() -> ran.add(2));
            full[0] = false;
            serial.execute(() -> ran.add(3));
            tasks.remove().run();
        }

        assertThat(ran).containsExactly(1, 2, 3);
    }

    static Stream<ListenerThreads> kinds() {
        return Stream.of(
                ListenerThreads.direct(),
                ListenerThreads.pool(1),
                ListenerThreads.container(),
                ListenerThreads.executor(Runnable::run),
                ListenerThreads.executor(task -> {
                    throw new RejectedExecutionException("on purpose");
                }));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whateverRunsThemListenersAreAtHome(ListenerThreads listeners) {
        ThreadLocal<String> home = new ThreadLocal<>();
        Executor context = task -> {
            home.set("at home");
            task.run();
            home.remove();
        };
        AtomicReference<String> seen = new AtomicReference<>();
        ListenerPool pool = new ListenerPool(listeners, new Threads(threads.factory(), context, null, null));
        pool.serial().execute(() -> seen.set(home.get()));
        pool.close();

        assertThat(seen).hasValue("at home");
    }

    @Test
    void whatCannotBeGivenToAStoppedPoolRunsAtHomeToo() {
        List<String> ran = new ArrayList<>();
        Executor context = task -> {
            ran.add("home");
            task.run();
        };
        ListenerPool pool =
                new ListenerPool(ListenerThreads.pool(1), new Threads(threads.factory(), context, null, null));
        pool.close();
        pool.serial().execute(() -> ran.add("task"));

        assertThat(ran).containsExactly("home", "task");
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_20)
    void virtualThreadsAreRefusedWhereThereAreNone() {
        assertThatThrownBy(() -> new ListenerPool(ListenerThreads.virtual(), threads))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContainingAll("listenerThreads", "virtual", "Java 21");
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void virtualThreadsRunTheListeners() throws Exception {
        try (ListenerPool pool = new ListenerPool(ListenerThreads.virtual(), threads)) {
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
