package ee.socketio.internal.websocket.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class AfterMessagesTest {

    private final List<String> told = new ArrayList<>();

    /** What Undertow's session has: where it calls back with messages. */
    public record UndertowLike(Executor executor) {

        /** Named as Undertow names it. */
        public Executor getExecutor() {
            return executor;
        }
    }

    @Test
    void onUndertowTheEndWaitsForTheMessagesThatWait() {
        Queue<Runnable> waiting = new ArrayDeque<>();
        waiting.add(() -> told.add("message"));

        AfterMessages.ofUndertow(new UndertowLike(waiting::add)).execute(() -> told.add("end"));
        assertThat(told).isEmpty();
        waiting.forEach(Runnable::run);

        assertThat(told).containsExactly("message", "end");
    }

    @Test
    void aServerThatStopsTakesNothingMoreAndTheEndIsToldAtOnce() {
        Executor stopped = task -> {
            throw new RejectedExecutionException("stopped");
        };

        AfterMessages.ofUndertow(new UndertowLike(stopped)).execute(() -> told.add("end"));

        assertThat(told).containsExactly("end");
    }

    @Test
    void anUnknownUndertowTellsInItsOwnOrder() {
        AfterMessages.ofUndertow("no session").execute(() -> told.add("end"));

        assertThat(told).containsExactly("end");
    }
}
