package ee.socketio.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.cdi.Backlog.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** What waits for the asynchronous observers of a socket, with an executor that is moved by hand. */
class BacklogTest {

    private final Queue<Runnable> turns = new ArrayDeque<>();
    private final List<String> heard = new ArrayList<>();
    private final Busy busy = new Busy();
    private final Backlog backlog = new Backlog(turns::add, busy, 2, 0);

    private Runnable hears(String what) {
        return () -> heard.add(what);
    }

    private void runAll() {
        while (!turns.isEmpty()) {
            turns.remove().run();
        }
    }

    @Test
    void deliveriesTakeATurnEachInTheirOrder() {
        backlog.add(hears("a"));
        backlog.add(hears("b"));
        assertThat(turns).hasSize(1); // the second one comes when the first is done
        turns.remove().run();
        assertThat(heard).containsExactly("a");
        runAll();
        assertThat(heard).containsExactly("a", "b");
    }

    @Test
    void withoutRoomTheyAreDroppedAndTheFirstOneSaysSo() {
        assertThat(backlog.add(hears("a"))).isEqualTo(Outcome.ADDED);
        assertThat(backlog.add(hears("b"))).isEqualTo(Outcome.ADDED);
        assertThat(backlog.add(hears("c"))).isEqualTo(Outcome.STALLED);
        assertThat(backlog.add(hears("d"))).isEqualTo(Outcome.DROPPED);
        backlog.addIfRoom(hears("error"));
        backlog.addLast(hears("end")); // must not be left out

        turns.remove().run();
        assertThat(backlog.add(hears("e"))).isEqualTo(Outcome.ADDED);
        assertThat(backlog.add(hears("f"))).isEqualTo(Outcome.STALLED);
        runAll();
        assertThat(heard).containsExactly("a", "b", "end", "e");
    }

    @Test
    void whatIsAddedMeanwhileIsHeardAfterwards() {
        backlog.add(() -> {
            heard.add("a");
            backlog.addIfRoom(hears("b"));
        });
        runAll();
        assertThat(heard).containsExactly("a", "b");
    }

    @Test
    void withoutThreadsTheCallerRunsThemAndNoStackGrows() {
        Backlog alone = new Backlog(
                task -> {
                    throw new RejectedExecutionException();
                },
                busy,
                100_000,
                0);
        int[] runs = {0};
        alone.addLast(() -> {
            for (int i = 0; i < 50_000; i++) {
                alone.add(() -> runs[0]++);
            }
        });
        assertThat(runs[0]).isEqualTo(50_000);
    }

    @Test
    void theEndWaitsForThoseThatAreBusyOnly() {
        assertThat(busy.await(0)).isTrue();
        backlog.add(hears("a"));
        assertThat(busy.await(0)).isFalse();
        runAll();
        assertThat(busy.await(0)).isTrue();
    }
}
