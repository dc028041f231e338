package ee.socketio.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.internal.engine.Deadlines.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

    private final ManualTimers timers = new ManualTimers();
    private final List<String> due = new ArrayList<>();
    private final long start = timers.now();
    private final Deadlines deadlines = new Deadlines(timers, kind -> due.add(kind + "@" + (timers.now() - start)));

    @Test
    void withoutADeadlineThereIsNoTimer() {
        assertThat(timers.live()).isZero();
    }

    @Test
    void aDeadlineFallsDueOnceAtItsTime() {
        deadlines.set(Kind.CLOSE, 100);

        timers.advance(1_000);

        assertThat(due).containsExactly("CLOSE@100");
        assertThat(timers.live()).isZero();
    }

    @Test
    void deadlinesFallDueInTheOrderOfTheirTimes() {
        deadlines.set(Kind.CONNECT, 300);
        deadlines.set(Kind.HEARTBEAT, 100);
        deadlines.set(Kind.UPGRADE, 200);

        timers.advance(1_000);

        assertThat(due).containsExactly("HEARTBEAT@100", "UPGRADE@200", "CONNECT@300");
    }

    @Test
    void aDeadlineThatMovesAwayCostsNoTimer() {
        deadlines.set(Kind.HEARTBEAT, 100);
        for (int i = 0; i < 50; i++) {
            timers.advance(1);
            deadlines.set(Kind.HEARTBEAT, 100);
        }
        assertThat(timers.scheduled()).isEqualTo(1);

        timers.advance(1_000);

        assertThat(due).containsExactly("HEARTBEAT@150");
        assertThat(timers.scheduled()).isEqualTo(2);
    }

    @Test
    void aDeadlineThatMovesCloserReplacesTheTimer() {
        deadlines.set(Kind.HEARTBEAT, 100);
        deadlines.set(Kind.HEARTBEAT, 50);
        assertThat(timers.live()).isEqualTo(1);

        timers.advance(1_000);

        assertThat(due).containsExactly("HEARTBEAT@50");
    }

    @Test
    void aDeadlineThatWasClearedDoesNotFallDue() {
        deadlines.set(Kind.HEARTBEAT, 100);
        deadlines.set(Kind.UPGRADE, 50);
        deadlines.clear(Kind.UPGRADE);

        timers.advance(1_000);

        assertThat(due).containsExactly("HEARTBEAT@100");
    }

    @Test
    void aDeadlineMayBeSetFromInsideOfAnother() {
        List<Kind> fallen = new ArrayList<>();
        Deadlines[] nested = new Deadlines[1];
        nested[0] = new Deadlines(timers, kind -> {
            fallen.add(kind);
            if (fallen.size() < 4) {
                nested[0].set(Kind.HEARTBEAT, 10);
            }
        });
        nested[0].set(Kind.HEARTBEAT, 10);

        timers.advance(1_000);

        assertThat(fallen).hasSize(4);
        assertThat(timers.live()).isZero();
    }

    @Test
    void aDeadlineThatFollowsAnotherIsNotDelayedByALateTimerThread() {
        Deadlines[] chain = new Deadlines[1];
        chain[0] = new Deadlines(timers, kind -> {
            due.add(kind + "@" + (timers.now() - start));
            if (due.size() == 1) {
                chain[0].setNext(kind, 100);
            }
        });
        chain[0].set(Kind.HEARTBEAT, 100);

        timers.stall(105);
        timers.advance(1_000);

        assertThat(due).containsExactly("HEARTBEAT@105", "HEARTBEAT@200");
    }

    @Test
    void aDeadlineThatFollowsAnotherIsNotOverAtOnceAfterALongStall() {
        Deadlines[] chain = new Deadlines[1];
        chain[0] = new Deadlines(timers, kind -> {
            due.add(kind + "@" + (timers.now() - start));
            if (due.size() == 1) {
                chain[0].setNext(kind, 100);
            }
        });
        chain[0].set(Kind.HEARTBEAT, 100);

        timers.stall(100_000);

        assertThat(due).containsExactly("HEARTBEAT@100000");
        assertThat(timers.live()).isEqualTo(1);
    }

    @Test
    void deadlinesOfTheSameTimeFallDueTogether() {
        deadlines.set(Kind.HEARTBEAT, 100);
        deadlines.set(Kind.CLOSE, 100);

        timers.advance(100);

        assertThat(due).containsExactlyInAnyOrder("HEARTBEAT@100", "CLOSE@100");
        assertThat(timers.scheduled()).isEqualTo(1);
    }

    @Test
    void afterCancelNothingFallsDueAndNothingIsScheduled() {
        deadlines.set(Kind.HEARTBEAT, 100);
        deadlines.cancel();
        assertThat(timers.live()).isZero();

        deadlines.set(Kind.CLOSE, 10);
        assertThat(timers.live()).isZero();
        timers.advance(1_000);

        assertThat(due).isEmpty();
    }

    @Test
    void cancelFromInsideOfADeadlineLeavesNoTimer() {
        Deadlines[] nested = new Deadlines[1];
        nested[0] = new Deadlines(timers, kind -> nested[0].cancel());
        nested[0].set(Kind.HEARTBEAT, 10);
        nested[0].set(Kind.UPGRADE, 20);

        timers.advance(10);

        assertThat(timers.live()).isZero();
    }

    /** Compares with the simplest thing that could work: a list of times. */
    @Test
    void whateverIsSetFallsDueAtItsTimeAndThereIsNeverMoreThanOneTimer() {
        Random random = new Random(20_240_601);
        long[] times = new long[Kind.values().length];
        List<String> expected = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            Kind kind = Kind.values()[random.nextInt(times.length)];
            int delay = 1 + random.nextInt(30);
            if (random.nextInt(4) == 0) {
                deadlines.clear(kind);
                times[kind.ordinal()] = 0;
            } else {
                deadlines.set(kind, delay);
                times[kind.ordinal()] = timers.now() + delay;
            }
            assertThat(timers.live()).isLessThanOrEqualTo(1);
            long until = timers.now() + random.nextInt(10);
            expect(times, until, expected);
            timers.advance(until - timers.now());
        }

        assertThat(due).containsExactlyElementsOf(expected);
    }

    private void expect(long[] times, long until, List<String> expected) {
        for (long now = timers.now(); now <= until; now++) {
            for (Kind kind : Kind.values()) {
                if (times[kind.ordinal()] == now) {
                    times[kind.ordinal()] = 0;
                    expected.add(kind + "@" + (now - start));
                }
            }
        }
    }
}
