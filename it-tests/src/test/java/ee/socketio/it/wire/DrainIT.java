package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.DisconnectReason;
import ee.socketio.it.TestServer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that closes gently: what was sent before still arrives. */
@Tag("in-process")
@Timeout(60)
class DrainIT {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final BlockingQueue<DisconnectReason> reasons = new LinkedBlockingQueue<>();
    private TestServer server;
    private Endpoint socketIo;

    @BeforeEach
    void start() {
        server = TestServer.start(SharedServer.options().build());
        socketIo = Endpoint.socketIo(server);
        server.io().onConnection(socket -> socket.onDisconnect(reasons::add));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aPollingClientGetsWhatIsQueuedWithItsNextPollAndIsClosedThen() throws Exception {
        EngineSession session = Transport.POLLING.join(socketIo);
        server.io().emit("last");

        CompletableFuture<Void> closed = server.io().close(LONG).toCompletableFuture();
        assertThat(closed).isNotDone();
        session.send("42[\"message\",1]");
        assertThat(session.receive()).isEqualTo("42[\"last\"]");

        await(closed);
        assertThat(reasons.poll(10, TimeUnit.SECONDS)).isEqualTo(DisconnectReason.SERVER_SHUTTING_DOWN);
        ((PollingSession) session).assertUnknown();
    }

    @Test
    void aWebSocketThatReadsSlowlyGetsEverythingAndIsClosedThen() throws Exception {
        int messages = 64;
        String large = "x".repeat(1 << 18); // sixteen megabytes in all: more than TCP takes
        try (WebSocketSession session = (WebSocketSession) Transport.WEBSOCKET.join(socketIo)) {
            for (int i = 0; i < messages; i++) {
                server.io().emit("large", i, large);
            }
            CompletableFuture<Void> closed = server.io().close(LONG).toCompletableFuture();
            assertThat(closed).isNotDone();

            for (int i = 0; i < messages; i++) {
                assertThat(session.receive()).isEqualTo("42[\"large\"," + i + ",\"" + large + "\"]");
            }
            session.awaitClosed();

            await(closed);
            assertThat(reasons.poll(10, TimeUnit.SECONDS)).isEqualTo(DisconnectReason.SERVER_SHUTTING_DOWN);
        }
    }

    @Test
    void newClientsAreRefusedAsByAServerThatIsClosed() {
        Transport.POLLING.join(socketIo);
        server.io().emit("last");
        CompletableFuture<Void> closed = server.io().close(LONG).toCompletableFuture();
        Answer polling = socketIo.get(socketIo.polling());
        Answer webSocket = socketIo.exchange(Request.upgrade(socketIo.webSocket()));
        assertThat(closed).isNotDone();

        server.io().close();

        assertThat(closed).isCompleted();
        assertThat(socketIo.get(socketIo.polling())).hasStatus(polling.status()).hasText(polling.text());
        assertThat(socketIo.exchange(Request.upgrade(socketIo.webSocket()))).hasStatus(webSocket.status());
        assertThat(polling).hasStatus(400);
        assertThat(webSocket).hasStatus(400);
    }

    @Test
    void aClientThatFetchesNothingIsClosedWhenTheTimeIsOver() throws Exception {
        PollingSession session = (PollingSession) Transport.POLLING.join(socketIo);
        server.io().emit("never read");

        await(server.io().close(Duration.ofMillis(200)).toCompletableFuture());

        assertThat(reasons.poll(10, TimeUnit.SECONDS)).isEqualTo(DisconnectReason.SERVER_SHUTTING_DOWN);
        session.assertUnknown();
    }

    private static void await(CompletableFuture<Void> closed) throws Exception {
        closed.get(RawHttp.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
