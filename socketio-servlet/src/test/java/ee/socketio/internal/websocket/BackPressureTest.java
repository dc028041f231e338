package ee.socketio.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.EngineRequest;
import ee.socketio.engine.ListenerThreads;
import ee.socketio.internal.engine.Engine;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The reading thread of a WebSocket waits for a client that sends more than its listeners can take. */
@Timeout(30)
class BackPressureTest {

    private static final int LIMIT = 4;

    private static final EngineRequest REQUEST = new EngineRequest(
            "GET", "/", Map.of(), Map.of(), "", false, Locale.ROOT, null, null, Map.of(), List.of(), Instant.EPOCH);

    private final ConcurrentLinkedQueue<Runnable> listenerTasks = new ConcurrentLinkedQueue<>();
    private final Engine engine = new Engine(
            EngineOptions.builder()
                    .maxInboundPackets(LIMIT)
                    .listenerThreads(ListenerThreads.executor(listenerTasks::add))
                    .build(),
            Thread::new);
    private final WebSocketTransport transport =
            new WebSocketTransport(opened -> engine.open("sid", REQUEST, false, session -> opened), false);
    private final AtomicInteger read = new AtomicInteger();
    private final CountDownLatch finished = new CountDownLatch(1);

    @AfterEach
    void stop() {
        engine.close();
        runListeners(); // or the end would wait for them
        engine.stop();
    }

    @Test
    void readingGoesOnWhenTheListenersHaveCaughtUp() throws Exception {
        Thread reader = readMessages(100);
        awaitWaiting(reader);
        assertThat(read.get()).isLessThanOrEqualTo(LIMIT);

        while (finished.getCount() > 0) {
            runListeners();
            Thread.onSpinWait();
        }

        reader.join();
        assertThat(read).hasValue(100);
    }

    /** A listener that never returns must not keep the container's thread when the client has long gone. */
    @Test
    void readingGoesOnWhenTheSessionHasEnded() throws Exception {
        Thread reader = readMessages(100);
        awaitWaiting(reader);

        engine.close();

        reader.join();
        assertThat(read).hasValue(100);
    }

    @Test
    void aThreadThatIsInterruptedStaysInterrupted() throws Exception {
        Thread reader = readMessages(LIMIT);
        awaitWaiting(reader);

        reader.interrupt();

        reader.join();
        assertThat(read).hasValue(LIMIT);
        assertThat(interrupted).isTrue();
    }

    /** A pong must not wait behind the listeners, or the client would be closed for their slowness. */
    @Test
    void controlPacketsDoNotWaitForRoom() throws Exception {
        openAndListen();
        for (int i = 0; i < LIMIT - 1; i++) {
            transport.onText("4m" + i);
        }
        Thread reader = new Thread(() -> {
            transport.onText("4full");
            finished.countDown();
        });
        reader.start();
        awaitWaiting(reader);

        transport.onText("3");
        transport.onText("6");

        assertThat(finished.getCount()).isEqualTo(1);
        runListeners();
        reader.join();
    }

    private volatile boolean interrupted;

    private Thread readMessages(int count) {
        openAndListen();
        Thread reader = new Thread(() -> {
            for (int i = 0; i < count; i++) {
                transport.onText("4m" + i);
                read.incrementAndGet();
            }
            interrupted = Thread.currentThread().isInterrupted();
            finished.countDown();
        });
        reader.start();
        return reader;
    }

    /** The connection listener waits in the queue, too: it is run so that only messages wait. */
    private void openAndListen() {
        engine.onConnection(socket -> socket.onText(text -> {}));
        transport.onOpen(new FakeConnection());
        runListeners();
    }

    private void runListeners() {
        for (Runnable next = listenerTasks.poll(); next != null; next = listenerTasks.poll()) {
            next.run();
        }
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            assertThat(thread.isAlive()).isTrue();
            Thread.onSpinWait();
        }
    }
}
