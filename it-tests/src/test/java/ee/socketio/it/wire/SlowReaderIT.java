package ee.socketio.it.wire;

import static ee.socketio.it.wire.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.DisconnectReason;
import ee.socketio.Namespace;
import ee.socketio.Socket;
import ee.socketio.it.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Clients that stop reading, in the middle of a gigabyte: over WebSocket they leave their bytes in TCP, over polling they
 * send no GET any more. They cost less than the bound and are closed with the reason, and nobody else notices.
 */
@Tag("in-process")
@Tag("own-options")
@Timeout(120)
class SlowReaderIT {

    private static final long MIB = 1 << 20;
    private static final long BOUND = 16 * MIB;

    /** What the heap of a server, and of the tests beside it, may change by on its own. */
    private static final long SLACK = 8 * MIB;

    private static final int PART = 1 << 16;
    private static final int PARTS = 1 << 14; // one gigabyte of them
    private static final int OTHERS = 100;
    private static final int READERS = 2;

    /** So many large messages are sent for each numbered one. */
    private static final int EVERY = 64;

    private static final Duration NO_TIME_AT_ALL = Duration.ofSeconds(2);

    private final String text = "x".repeat(PART);
    private final byte[] binary = new byte[PART];
    private final Queue<End> ends = new ConcurrentLinkedQueue<>();
    private final Queue<Socket> stalled = new ConcurrentLinkedQueue<>();
    private final List<EngineSession> clients = new ArrayList<>();
    private TestServer server;
    private Endpoint socketIo;
    private Namespace load;
    private long longestEmit;

    private record End(
            Transport transport,
            DisconnectReason reason,
            @Nullable Throwable cause) {}

    @BeforeEach
    void start() {
        server = TestServer.start(SharedServer.options().maxOutboundBytes(BOUND).build());
        socketIo = Endpoint.socketIo(server);
        load = server.io().of("/load");
        load.onConnection(socket -> {
            boolean stalls = socket.handshake().auth().getBoolean("stall", false);
            socket.join(stalls ? "stalled" : "others");
            if (stalls) {
                Transport transport =
                        Transport.valueOf(socket.connection().transport().name());
                socket.onDisconnect((reason, cause) -> ends.add(new End(transport, reason, cause)));
                stalled.add(socket);
            }
        });
    }

    @AfterEach
    void stop() {
        clients.forEach(EngineSession::close);
        server.close();
    }

    /** A client that reads nothing from here on. */
    private void stall(Transport transport) {
        EngineSession session = join(transport, "{\"stall\":true}");
        clients.add(session);
    }

    private EngineSession join(Transport transport, String auth) {
        EngineSession session = transport.open(socketIo);
        session.send("40/load," + auth);
        assertThat(session.receive()).startsWith("40/load,{\"sid\"");
        return session;
    }

    private void emit(String room, String event, Object argument) {
        long begin = System.nanoTime();
        load.to(room).emit(event, argument);
        longestEmit = Math.max(longestEmit, System.nanoTime() - begin);
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void whatWaitsForAClientTakesNoMoreMemoryThanItsBound(Transport transport) {
        stall(transport);
        eventually(() -> assertThat(stalled).hasSize(1));
        Socket socket = stalled.element();
        long before = usedHeap();

        while (socket.connection().bufferedBytes() < BOUND - 2 * PART) {
            emit("stalled", "part", text);
        }

        assertThat(socket.connected()).isTrue();
        assertThat(usedHeap() - before).isLessThan(BOUND + SLACK);
        emitUntilAClientIsClosed();
        assertThat(ends).singleElement().satisfies(SlowReaderIT::assertClosedAtTheBound);
        assertThat(usedHeap() - before).isLessThan(SLACK);
    }

    private void emitUntilAClientIsClosed() {
        for (int i = 0; i < 10; i++) {
            emit("stalled", "part", text);
        }
        eventually(() -> assertThat(ends).isNotEmpty());
    }

    @Test
    void aGigabyteToClientsThatStopReadingIsNoGapForTheOthers() throws Exception {
        List<EngineSession> others = new ArrayList<>();
        for (int i = 0; i < OTHERS; i++) {
            others.add(join(Transport.WEBSOCKET, ""));
        }
        clients.addAll(others);
        stall(Transport.WEBSOCKET);
        stall(Transport.POLLING);
        eventually(() -> assertThat(stalled).hasSize(2));
        long before = usedHeap();

        ExecutorService readers = Executors.newFixedThreadPool(READERS);
        try {
            List<Future<?>> read = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                List<EngineSession> share = others.subList(i * OTHERS / READERS, (i + 1) * OTHERS / READERS);
                read.add(readers.submit(() -> assertNoGap(share)));
            }
            List<End> closed = sendAGigabyte();
            for (Future<?> reader : read) {
                reader.get(RawHttp.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            }

            assertThat(closed).extracting(End::transport).contains(Transport.WEBSOCKET, Transport.POLLING);
            assertThat(closed).allSatisfy(SlowReaderIT::assertClosedAtTheBound);
            assertThat(usedHeap() - before).isLessThan(2 * BOUND + SLACK);
            assertThat(Duration.ofNanos(longestEmit)).isLessThan(NO_TIME_AT_ALL);
        } finally {
            readers.shutdownNow();
        }
    }

    /** Whoever is closed is replaced by another who does not read either. Returns those who were closed. */
    private List<End> sendAGigabyte() {
        List<End> closed = new ArrayList<>();
        for (int part = 0; part < PARTS; part++) {
            emit("stalled", "part", part % 2 == 0 ? text : binary);
            if (part % EVERY == 0) {
                emit("others", "number", part / EVERY);
            }
            for (End end = ends.poll(); end != null; end = ends.poll()) {
                closed.add(end);
                stall(end.transport);
            }
        }
        return closed;
    }

    private static void assertNoGap(List<EngineSession> others) {
        for (int number = 0; number < PARTS / EVERY; number++) {
            for (EngineSession other : others) {
                assertThat(other.receive()).isEqualTo("42/load,[\"number\"," + number + "]");
            }
        }
    }

    private static void assertClosedAtTheBound(End end) {
        assertThat(end.reason).isEqualTo(DisconnectReason.TRANSPORT_ERROR);
        assertThat(end.cause).hasMessageContainingAll("too slow", "bytes wait", "maxOutboundBytes", "" + BOUND);
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
