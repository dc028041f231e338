package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.AckTimeoutException;
import ee.socketio.Arguments;
import ee.socketio.DisconnectReason;
import ee.socketio.Race;
import ee.socketio.SocketDisconnectedException;
import ee.socketio.internal.engine.Timers;
import ee.socketio.internal.namespace.codec.JsonbMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each pending answer is completed exactly once, whoever comes first. */
class PendingAcksTest {
    private static final Arguments ARGUMENTS = new ReceivedArguments(List.of(), new JsonbMapper());

    private final List<Runnable> timers = new ArrayList<>();
    private final PendingAcks acks = new PendingAcks(new ListedTimers(timers));

    @Test
    void theTimeoutAfterTheAnswerDoesNothing() {
        CompletableFuture<Arguments> answer = acks.add(1, Duration.ofMillis(5));
        Runnable late = timers.get(0);

        acks.complete(1, ARGUMENTS);
        late.run();

        assertThat(answer).isCompleted();
        assertThat(timers).isEmpty();
        assertThat(acks.size()).isZero();
    }

    @Test
    void theAnswerAfterTheTimeoutDoesNothing() {
        CompletableFuture<Arguments> answer = acks.add(1, Duration.ofMillis(5));

        timers.get(0).run();
        acks.complete(1, ARGUMENTS);

        assertThat(failure(answer)).isInstanceOf(AckTimeoutException.class);
        assertThat(acks.size()).isZero();
    }

    @Test
    void whatIsAddedAfterTheEndFailsAtOnce() {
        acks.close(DisconnectReason.PING_TIMEOUT);

        assertThat(failure(acks.add(1, null))).isInstanceOf(SocketDisconnectedException.class);
        assertThat(failure(acks.add(2, Duration.ofMillis(5)))).isInstanceOf(SocketDisconnectedException.class);

        assertThat(acks.size()).isZero();
        assertThat(timers).isEmpty();
    }

    @Test
    void theEndFailsAllOfThemAndCancelsTheirTimers() {
        CompletableFuture<Arguments> first = acks.add(1, null);
        CompletableFuture<Arguments> second = acks.add(2, Duration.ofMillis(5));

        acks.close(DisconnectReason.TRANSPORT_CLOSE);
        acks.complete(1, ARGUMENTS);

        assertThat(failure(first)).isInstanceOf(SocketDisconnectedException.class);
        assertThat(failure(second)).isInstanceOf(SocketDisconnectedException.class);
        assertThat(timers).isEmpty();
    }

    @Test
    void nothingStaysPendingWhenQuestionsAnswersAndTheEndRace() throws Exception {
        for (int round = 0; round < 300; round++) {
            PendingAcks raced = new PendingAcks(new ListedTimers(new ArrayList<>()));
            List<CompletableFuture<Arguments>> asked = new ArrayList<>();
            Race.run(3, thread -> {
                switch (thread) {
                    case 0 -> IntStream.range(0, 20).forEach(id -> asked.add(raced.add(id, null)));
                    case 1 -> IntStream.range(0, 20).forEach(id -> raced.complete(id, ARGUMENTS));
                    default -> raced.close(DisconnectReason.TRANSPORT_CLOSE);
                }
            });
            assertThat(asked).hasSize(20).allMatch(CompletableFuture::isDone, "is done");
            assertThat(raced.size()).isZero();
        }
    }

    private static Throwable failure(CompletableFuture<Arguments> answer) {
        assertThat(answer).isDone();
        return answer.handle((arguments, failure) -> failure).join();
    }

    /** Timers that a test runs by hand. */
    private record ListedTimers(List<Runnable> waiting) implements Timers {
        @Override
        public long now() {
            return 0;
        }

        @Override
        public Task schedule(Runnable task, long delayMillis) {
            waiting.add(task);
            return () -> waiting.remove(task);
        }
    }
}
