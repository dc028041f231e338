package ee.socketio.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With real threads: what must hold whoever is faster. */
@Timeout(60)
class SerialExecutorRaceTest {

    private static final int THREADS = 4;
    private static final int TASKS = 25_000;

    private final ExecutorService pool = Executors.newFixedThreadPool(2);

    @AfterEach
    void stopPool() {
        pool.shutdownNow();
    }

    @Test
    void tasksOfManyThreadsNeverOverlapAndKeepTheOrderOfTheirThread() throws Exception {
        assertTasksRunInOrder(new SerialExecutor(pool));
    }

    @Test
    void theSameHoldsOnTheThreadsThatBringThem() throws Exception {
        assertTasksRunInOrder(SerialExecutor.direct());
    }

    private static void assertTasksRunInOrder(SerialExecutor serial) throws Exception {
        AtomicBoolean inside = new AtomicBoolean();
        AtomicInteger overlaps = new AtomicInteger();
        AtomicInteger disorders = new AtomicInteger();
        int[] next = new int[THREADS]; // confined to the serial executor
        Race.run(THREADS, thread -> {
            for (int i = 0; i < TASKS; i++) {
                int number = i;
                serial.execute(() -> {
                    if (!inside.compareAndSet(false, true)) {
                        overlaps.incrementAndGet();
                    }
                    if (next[thread]++ != number) {
                        disorders.incrementAndGet();
                    }
                    inside.set(false);
                });
            }
        });
        Race.await(serial::isIdle);

        assertThat(overlaps).hasValue(0);
        assertThat(disorders).hasValue(0);
        assertThat(next).containsOnly(TASKS);
    }

    /** The look, the registration and the last task meet in every order. */
    @Test
    void whoFindsNoRoomIsResumedExactlyOnce() throws Exception {
        for (int round = 0; round < 20_000; round++) {
            SerialExecutor serial = new SerialExecutor(pool);
            AtomicInteger resumed = new AtomicInteger();
            for (int i = 0; i < 4; i++) {
                serial.execute(() -> {});
            }

            boolean room = serial.hasRoom(2, resumed::incrementAndGet);
            Race.await(serial::isIdle);
            if (!room) {
                // The resume follows the last task on its thread.
                Race.await(() -> resumed.get() > 0);
            }

            assertThat(resumed).as("round %d", round).hasValue(room ? 0 : 1);
        }
    }

    @Test
    void aPoolThatStopsInTheMiddleLosesNoTask() throws Exception {
        for (int round = 0; round < 200; round++) {
            ExecutorService stopping = Executors.newFixedThreadPool(1);
            SerialExecutor serial = new SerialExecutor(stopping);
            AtomicInteger ran = new AtomicInteger();
            List<Integer> order = new ArrayList<>(); // confined to the serial executor
            Race.run(2, thread -> {
                if (thread == 0) {
                    stopping.shutdown();
                } else {
                    for (int i = 0; i < 500; i++) {
                        int number = i;
                        serial.execute(() -> {
                            order.add(number);
                            ran.incrementAndGet();
                        });
                    }
                }
            });
            assertThat(stopping.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

            assertThat(ran).hasValue(500);
            assertThat(order).isSorted();
        }
    }
}
