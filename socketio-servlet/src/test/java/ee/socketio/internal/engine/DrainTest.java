package ee.socketio.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.engine.CloseReason;
import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.ListenerThreads;
import ee.socketio.internal.engine.codec.Packet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** A server that closes gently. */
class DrainTest {

    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final ManualTimers timers = new ManualTimers();
    private final Engine engine = new Engine(
            EngineOptions.builder().listenerThreads(ListenerThreads.direct()).build(), Thread::new, timers);
    private final List<String> ends = new ArrayList<>();
    private final RecordingTransport transport = RecordingTransport.polling();

    @Test
    void aServerWithoutSessionsClosesAtOnce() {
        CompletionStage<Void> closed = engine.close(DRAIN);

        assertThat(isDone(closed)).isTrue();
        assertThat(timers.live()).isZero();
    }

    @Test
    void whatIsQueuedLeavesBeforeTheEnd() {
        EngineSession session = open("a");
        engine.socket("a").orElseThrow().send("last words");

        CompletionStage<Void> closed = engine.close(DRAIN);
        assertThat(session.isOpen()).isTrue();
        assertThat(isDone(closed)).isFalse();

        session.onWritable(transport);
        assertThat(transport.packets()).containsExactly("4last words");
        assertThat(isDone(closed)).isFalse();
        session.onWritable(transport);

        assertThat(isDone(closed)).isTrue();
        assertThat(ends).containsExactly("forced close");
        assertThat(engine.clientsCount()).isZero();
        assertThat(timers.live()).isZero();
    }

    @Test
    void theSlowestSessionDecides() {
        EngineSession quick = open("quick");
        EngineSession slow = open("slow");
        engine.sockets().forEach(socket -> socket.send("x"));
        CompletionStage<Void> closed = engine.close(DRAIN);

        quick.onWritable(quick.transport());
        quick.onWritable(quick.transport());
        assertThat(quick.isOpen()).isTrue();
        assertThat(isDone(closed)).isFalse();

        slow.onWritable(slow.transport());
        slow.onWritable(slow.transport());
        assertThat(isDone(closed)).isTrue();
        assertThat(ends).hasSize(2);
    }

    @Test
    void whoReadsNothingIsClosedWhenTheTimeIsOver() {
        open("a");
        engine.socket("a").orElseThrow().send("never read");
        CompletionStage<Void> closed = engine.close(DRAIN);

        timers.advance(DRAIN.toMillis() - 1);
        assertThat(isDone(closed)).isFalse();
        timers.advance(1);

        assertThat(isDone(closed)).isTrue();
        assertThat(ends).containsExactly("forced close");
        assertThat(timers.live()).isZero();
    }

    @Test
    void aSessionThatEndsByItselfIsNotWaitedFor() {
        EngineSession session = open("a");
        engine.socket("a").orElseThrow().send("x");
        CompletionStage<Void> closed = engine.close(DRAIN);

        session.onTransportEnd(transport, CloseReason.TRANSPORT_CLOSE, null);

        assertThat(isDone(closed)).isTrue();
        assertThat(ends).containsExactly("transport close");
    }

    @Test
    void newSessionsAreRefusedAtOnceWhileOldOnesGoOn() {
        EngineSession session = open("a");
        List<String> heard = new ArrayList<>();
        engine.socket("a").orElseThrow().onText(heard::add);
        engine.socket("a").orElseThrow().send("x");

        engine.close(DRAIN);

        assertThat(engine.newId(SessionRig.request())).isNull();
        assertThat(engine.open("b", SessionRig.request(), true, created -> RecordingTransport.polling()))
                .isNull();
        session.onPacket(transport, Packet.message("still here"));
        assertThat(heard).containsExactly("still here");
    }

    @Test
    void aSecondCallChangesNothing() {
        open("a");
        engine.socket("a").orElseThrow().send("x");
        CompletionStage<Void> first = engine.close(DRAIN);
        CompletionStage<Void> second = engine.close(Duration.ZERO);

        timers.advance(DRAIN.toMillis() - 1);
        assertThat(second == first).isTrue();
        assertThat(isDone(second)).isFalse();
    }

    @Test
    void closeCutsTheTimeShort() {
        open("a");
        engine.socket("a").orElseThrow().send("x");
        CompletionStage<Void> closed = engine.close(DRAIN);

        engine.close();

        assertThat(isDone(closed)).isTrue();
        assertThat(ends).containsExactly("forced close");
        assertThat(timers.live()).isZero();
    }

    @Test
    void aServerThatIsClosedHasNothingToWaitFor() {
        open("a");
        engine.close();

        assertThat(isDone(engine.close(DRAIN))).isTrue();
        assertThat(ends).hasSize(1);
    }

    @Test
    void theTimeMustBeReasonable() {
        assertThatThrownBy(() -> engine.close(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT-0.001S");
        assertThatThrownBy(() -> engine.close(Duration.ofDays(1).plusMillis(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(engine.newId(SessionRig.request())).as("nothing has begun").isNotNull();
    }

    /** A session whose open packet was read; the next GET has not come. */
    private EngineSession open(String id) {
        RecordingTransport own = id.equals("a") ? transport : RecordingTransport.polling();
        EngineSession session = engine.open(id, SessionRig.request(), true, created -> own);
        engine.socket(id).orElseThrow().onClose((reason, cause) -> ends.add(reason.toString()));
        session.onWritable(own);
        session.onWritten(own, 1);
        own.forget();
        return session;
    }

    private static boolean isDone(CompletionStage<Void> stage) {
        return stage.toCompletableFuture().isDone();
    }
}
