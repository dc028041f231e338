package ee.socketio.it.wire;

import static ee.socketio.it.wire.Eventually.eventually;
import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.engine.PacketListener;
import ee.socketio.it.TestServer;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that send faster than their listeners take: what waits for these is bounded, and nobody else notices. */
@Tag("in-process")
@Tag("own-options")
@Timeout(60)
class InboundFloodIT {

    private static final int BOUND = 100;

    /** With its kilobyte each, these are more than TCP buffers take. */
    private static final int MANY = 30_000;

    private static final Duration A_WHILE = Duration.ofMillis(500);

    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger read = new AtomicInteger();
    private final AtomicInteger heard = new AtomicInteger();
    private TestServer server;
    private Endpoint socketIo;

    @BeforeEach
    void start() {
        server =
                TestServer.start(SharedServer.options().maxInboundPackets(BOUND).build());
        socketIo = Endpoint.socketIo(server);
        server.io().onConnection(socket -> {
            socket.on("block", event -> released.await());
            socket.on("part", event -> heard.incrementAndGet());
        });
    }

    @AfterEach
    void stop() {
        released.countDown();
        server.close();
    }

    /** Counts the messages that are read from this session. */
    private void count(String sid) {
        server.io().engine().onPacket((socket, direction, type, bytes) -> {
            if (socket.id().equals(sid)
                    && direction == PacketListener.Direction.IN
                    && type == PacketListener.Type.MESSAGE) {
                read.incrementAndGet();
            }
        });
    }

    private void assertOthersGoOn() {
        try (EngineSession other = Transport.WEBSOCKET.join(socketIo)) {
            other.send("42[\"message\",1]");
            assertThat(other.receive()).isEqualTo("42[\"message-back\",1]");
        }
    }

    @Test
    void aWebSocketIsReadNoFurtherThanItsBound() throws Exception {
        try (WebSocketSession session = (WebSocketSession) Transport.WEBSOCKET.join(socketIo)) {
            count(session.sid());
            session.send("42[\"block\"]");
            Thread flood = new Thread(() -> session.socket().write(parts()));
            flood.start();
            eventually(() -> assertThat(read.get()).isGreaterThanOrEqualTo(BOUND));

            assertOthersGoOn();
            flood.join(A_WHILE.toMillis());
            assertThat(flood.isAlive()).as("the client is slowed down").isTrue();
            assertThat(read.get()).isLessThanOrEqualTo(BOUND + 1);

            released.countDown();
            eventually(() -> assertThat(heard).hasValue(MANY));
            flood.join();
        }
    }

    @Test
    void aPostIsNotAnsweredBeforeTheListenersHaveCaughtUp() {
        PollingSession session = (PollingSession) Transport.POLLING.join(socketIo);
        session.send("42[\"block\"]");
        String[] parts = new String[10 * BOUND];
        Arrays.fill(parts, "42[\"part\"]");
        try (RawHttp post =
                socketIo.begin(Request.post(session.target(), String.join(PollingSession.SEPARATOR, parts)))) {
            assertThat(post.isSilentFor(A_WHILE))
                    .as("the client is slowed down")
                    .isTrue();
            assertOthersGoOn();

            released.countDown();
            assertThat(post.answer()).hasStatus(200).hasText("ok");
            eventually(() -> assertThat(heard).hasValue(parts.length));
        }
    }

    @Test
    void pongsAndProbesCostNeitherTimersNorThreads() {
        try (WebSocketSession pongs = (WebSocketSession) Transport.WEBSOCKET.join(socketIo)) {
            PollingSession polling = (PollingSession) Transport.POLLING.join(socketIo);
            int timers = server.timers();
            int threads = Thread.activeCount();
            try (RawWebSocket probes = polling.openUpgrade()) {
                for (int i = 0; i < 100; i++) {
                    pongs.socket().write(frames("3", 100));
                    probes.write(frames("2probe", 100));
                    assertThat(probes.receiveText()).isEqualTo("3probe");
                }
                pongs.send("42[\"message\",1]");
                assertThat(pongs.receive()).isEqualTo("42[\"message-back\",1]");

                assertThat(server.timers()).isLessThanOrEqualTo(timers + 1);
                assertThat(Thread.activeCount()).isLessThan(threads + 20);
            }
        }
    }

    private static byte[] parts() {
        return frames("42[\"part\",\"" + "x".repeat(1000) + "\"]", MANY);
    }

    private static byte[] frames(String text, int count) {
        byte[] frame = Frame.text(text).masked();
        ByteArrayOutputStream frames = new ByteArrayOutputStream(frame.length * count);
        for (int i = 0; i < count; i++) {
            frames.writeBytes(frame);
        }
        return frames.toByteArray();
    }
}
