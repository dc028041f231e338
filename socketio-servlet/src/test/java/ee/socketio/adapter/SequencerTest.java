package ee.socketio.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.internal.engine.Afterwards;
import ee.socketio.internal.engine.Race;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SequencerTest {
    private final Sequencer order = new Sequencer();
    private final List<Object> ran = new ArrayList<>();

    @Test
    void tasksRunInTheOrderOfTheirPlacesThoughTheyBecomeReadyInAnother() {
        Sequencer.Place first = order.take();
        Sequencer.Place second = order.take();
        Sequencer.Place third = order.take();

        third.ready(() -> ran.add(3));
        second.ready(() -> ran.add(2));
        assertThat(ran).isEmpty();
        first.ready(() -> ran.add(1));

        assertThat(ran).containsExactly(1, 2, 3);
        assertThat(List.of(first.number(), second.number(), third.number())).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aTaskOfATaskRunsBehindIt() {
        order.run(() -> {
            order.run(() -> ran.add("inner"));
            ran.add("outer");
        });

        assertThat(ran).containsExactly("outer", "inner");
    }

    @Test
    void aTaskThatFailsHarmsNobody() {
        order.run(() -> {
            order.run(() -> ran.add("next"));
            throw new IllegalStateException("expected by the test");
        });

        assertThat(ran).containsExactly("next");
        assertThat(order.isInside()).isFalse();
    }

    @Test
    void aTaskKnowsItsPlace() {
        order.run(() -> {});
        order.run(() -> ran.add(order.isInside() ? order.current() : "outside"));

        assertThat(ran).containsExactly(2L);
        assertThat(order.isInside()).isFalse();
    }

    @Test
    void whatIsPutOffRunsOutsideOfTheOrder() {
        order.run(() -> {
            Afterwards.run(() -> {
                ran.add(order.isInside());
                order.run(() -> ran.add("at once"));
                ran.add("behind it");
            });
            order.run(() -> ran.add("task"));
        });

        assertThat(ran).containsExactly("task", false, "at once", "behind it");
    }

    @Test
    void whatIsPutOffDoesNotWaitForeverWhileTasksKeepComing() {
        int[] left = {1_000};
        Runnable[] again = new Runnable[1];
        again[0] = () -> {
            if (left[0]-- > 0) {
                order.run(again[0]);
            }
        };

        order.run(() -> {
            Afterwards.run(() -> ran.add(left[0]));
            again[0].run();
        });

        assertThat(left[0]).isNegative();
        assertThat((int) ran.get(0)).isGreaterThan(900);
    }

    @Test
    void tasksOfSeveralThreadsNeverOverlapAndKeepTheOrderOfEach() throws Exception {
        int threads = 4;
        int each = 5_000;
        List<int[]> seen = new ArrayList<>(); // not thread-safe on purpose

        Race.run(threads, thread -> {
            for (int i = 0; i < each; i++) {
                int number = i;
                Sequencer.Place place = order.take();
                if (i % 7 == thread) {
                    Thread.onSpinWait(); // others become ready first
                }
                place.ready(() -> seen.add(new int[] {thread, number}));
            }
        });

        assertThat(seen).hasSize(threads * each);
        int[] next = new int[threads];
        for (int[] task : seen) {
            assertThat(task[1]).isEqualTo(next[task[0]]++);
        }
    }

    @Test
    void whoeverBringsMoreThanIsTakenIsSlowedDownAndNeverHangs() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Thread busy = new Thread(() -> order.run(() -> {
            begun.countDown();
            await(goOn);
        }));
        busy.start();
        await(begun);
        for (int i = 1; i < Sequencer.CROWDED; i++) {
            order.run(() -> ran.add("x"));
        }
        order.run(() -> ran.add("x"));
        long before = System.nanoTime();
        order.slowDown(); // ends though the order does not move
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(50_000_000L);

        goOn.countDown();
        busy.join();
        assertThat(ran).hasSize(Sequencer.CROWDED);
        order.slowDown();
    }

    @Test
    @Timeout(30) // slowed down, it would take minutes
    void aTaskThatBringsMoreIsNotSlowedDown() {
        order.run(() -> {
            for (int i = 0; i < 3 * Sequencer.CROWDED; i++) {
                order.slowDown();
                order.run(() -> ran.add("x"));
            }
        });

        assertThat(ran).hasSize(3 * Sequencer.CROWDED);
    }

    @Test
    void anInsertedTaskRunsAtOnceThoughTheFirstPlaceIsNotReady() {
        Sequencer.Place first = order.take();

        order.insert(0, () -> ran.add("inserted"));
        assertThat(ran).containsExactly("inserted");
        first.ready(() -> ran.add("first"));

        assertThat(ran).containsExactly("inserted", "first");
    }

    @Test
    void anInsertedTaskWaitsForItsPlaceAndRunsBeforeTheNext() {
        Sequencer.Place first = order.take();
        Sequencer.Place second = order.take();
        Sequencer.Place third = order.take();

        third.ready(() -> ran.add(3));
        second.ready(() -> ran.add(2));
        order.insert(second.number(), () -> ran.add("behind 2"));
        order.insert(second.number(), () -> ran.add("and this"));
        assertThat(ran).isEmpty();
        first.ready(() -> ran.add(1));

        assertThat(ran).containsExactly(1, 2, "behind 2", "and this", 3);
    }

    @Test
    void whatIsInsertedKeepsItsOrder() {
        Sequencer.Place first = order.take();
        order.insert(first.number(), () -> ran.add("behind 1"));
        order.insert(0, () -> ran.add("behind nothing, but later"));
        assertThat(ran).isEmpty();
        first.ready(() -> ran.add(1));

        assertThat(ran).containsExactly(1, "behind 1", "behind nothing, but later");
    }

    @Test
    void aTaskThatIsInsertedByATaskRunsBehindIt() {
        order.run(() -> {
            order.insert(0, () -> ran.add("inserted " + order.isInside()));
            ran.add("outer");
        });

        assertThat(ran).containsExactly("outer", "inserted true");
    }

    @Test
    void whatSeveralThreadsInsertBetweenPlacesRunsOneAtATimeAndAllOfIt() throws Exception {
        List<Object> seen = new ArrayList<>(); // not thread-safe on purpose

        Race.run(4, thread -> {
            for (int i = 0; i < 5_000; i++) {
                if (thread % 2 == 0) {
                    order.insert(0, () -> seen.add("inserted"));
                } else {
                    order.run(() -> seen.add("place"));
                }
            }
        });

        assertThat(seen).hasSize(20_000);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
