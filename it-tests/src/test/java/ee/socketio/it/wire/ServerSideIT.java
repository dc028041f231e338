package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.ConnectRejectedException;
import ee.socketio.DisconnectReason;
import ee.socketio.Next;
import ee.socketio.it.TestServer;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client sees of what the application does, and what the application hears of what a client does. */
@Tag("in-process")
class ServerSideIT {

    private TestServer server;
    private Endpoint socketIo;
    private final BlockingQueue<DisconnectReason> reasons = new LinkedBlockingQueue<>();

    @BeforeEach
    void start() {
        server = TestServer.start(SharedServer.options().build());
        socketIo = Endpoint.socketIo(server);
        server.io().onConnection(socket -> {
            socket.onDisconnect(reasons::add);
            socket.on("leave me", event -> socket.disconnect());
            socket.on("leave me for good", event -> socket.disconnect(true));
            socket.on("fail", event -> {
                throw new IllegalStateException("of no concern to the client");
            });
        });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void assertReason(DisconnectReason expected) {
        try {
            assertThat(reasons.poll(RawHttp.PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                    .isEqualTo(expected);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aSocketThatIsDisconnectedKeepsItsConnection(Transport transport) {
        try (EngineSession session = transport.join(socketIo)) {
            session.send("42[\"leave me\"]");
            assertThat(session.receive()).isEqualTo("41");
            assertReason(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
            session.send("40");
            assertThat(session.receive()).startsWith("40{");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aClientThatIsDisconnectedForGoodLeavesEveryNamespace(Transport transport) {
        try (EngineSession session = transport.join(socketIo)) {
            session.send("40/custom,");
            assertThat(session.receive()).startsWith("40/custom,");
            assertThat(session.receive()).startsWith("42/custom,");
            session.send("42[\"leave me for good\"]");
            assertThat(session.receive()).isEqualTo("41");
            assertThat(session.receive()).isEqualTo("41/custom,");
            session.awaitClosed();
            assertReason(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
        }
    }

    @Test
    void aServerThatStopsSaysNothingButCloses() {
        PollingSession polling = (PollingSession) Transport.POLLING.join(socketIo);
        try (WebSocketSession webSocket = (WebSocketSession) Transport.WEBSOCKET.join(socketIo);
                RawHttp held = polling.holdPoll()) {
            server.io().close();
            assertThat(webSocket.socket().receive()).matches(Frame::isClose, "closes at once");
            assertThat(held.answer()).hasStatus(200).hasText("1");
            assertReason(DisconnectReason.SERVER_SHUTTING_DOWN);
            assertReason(DisconnectReason.SERVER_SHUTTING_DOWN);
        }
    }

    @Test
    void everyEndHasItsReason() {
        try (EngineSession session = Transport.WEBSOCKET.join(socketIo)) {
            session.send("41");
            assertReason(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
        }
        Transport.WEBSOCKET.join(socketIo).close();
        assertReason(DisconnectReason.TRANSPORT_CLOSE);
        Transport.POLLING.join(socketIo).send("1");
        assertReason(DisconnectReason.TRANSPORT_CLOSE);
        Transport.POLLING.join(socketIo).send("2");
        assertReason(DisconnectReason.TRANSPORT_ERROR);
        Transport.POLLING.join(socketIo).send("x");
        assertReason(DisconnectReason.PARSE_ERROR);
        Transport.WEBSOCKET.join(socketIo).send("x");
        assertReason(DisconnectReason.PARSE_ERROR);
        Transport.WEBSOCKET.join(socketIo).send("4nonsense");
        assertReason(DisconnectReason.FORCED_CLOSE);
        Transport.WEBSOCKET.join(socketIo).send("42/nope,[\"x\"]");
        assertReason(DisconnectReason.FORCED_CLOSE);
        Transport.POLLING.join(socketIo).send("42/nope,[\"x\"]");
        assertReason(DisconnectReason.FORCED_SERVER_CLOSE);
        Transport.WEBSOCKET.join(socketIo).send("4" + "x".repeat(1_000_000));
        assertReason(DisconnectReason.TRANSPORT_ERROR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"4a\u001e4b\u001exyz\u001e4lost", "4a\u001e4b\u001e1\u001e4lost", "4a\u001e4b\u001e2\u001e4lost"
            })
    void theMessagesBeforeAFatalPacketAreDeliveredAndNoOthers(String payload) {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        server.engine().onConnection(socket -> {
            socket.onText(heard::add);
            socket.onClose((reason, cause) -> heard.add("closed"));
        });
        PollingSession session = PollingSession.open(Endpoint.engineIo(server));
        assertThat(session.post(payload)).hasStatus(200);
        Eventually.eventually(() -> assertThat(heard).containsExactly("a", "b", "closed"));
    }

    @Test
    void aListenerThatFailsHarmsNobody() {
        try (EngineSession session = Transport.WEBSOCKET.join(socketIo)) {
            session.send("42[\"fail\"]", "42[\"message\",1]");
            assertThat(session.receive()).isEqualTo("42[\"message-back\",1]");
        }
    }

    @Test
    void anEventIsAcknowledgedOnce() {
        server.io()
                .onConnection(socket -> socket.on("twice", event -> {
                    event.ack(1);
                    event.ack(2);
                }));
        try (EngineSession session = Transport.WEBSOCKET.join(socketIo)) {
            session.send("425[\"twice\"]", "42[\"message\"]");
            assertThat(session.receive()).isEqualTo("435[1]");
            assertThat(session.receive()).isEqualTo("42[\"message-back\"]");
        }
    }

    @Test
    void theServerAsksForAcknowledgementsToo() {
        server.io()
                .onConnection(socket -> socket.on("ask", event -> socket.emitWithAck("question", 1)
                        .thenAccept(
                                answer -> socket.emit("heard", answer.values().toArray()))));
        try (EngineSession session = Transport.WEBSOCKET.join(socketIo)) {
            session.send("42[\"ask\"]");
            String question = session.receive();
            assertThat(question).matches("42\\d+\\[\"question\",1]");
            String id = question.substring(2, question.indexOf('['));
            session.send("43" + id + "[\"a\",null]", "43" + id + "[\"again\"]", "42[\"message\"]");
            assertThat(session.receive()).isEqualTo("42[\"heard\",\"a\",null]");
            assertThat(session.receive()).isEqualTo("42[\"message-back\"]");
        }
    }

    @Test
    void anEventMayBeKeptFromCompression() {
        String large = "x".repeat(5000);
        server.io().onConnection(socket -> {
            socket.on("plain", event -> socket.compress(false).emit("large", large));
            socket.on("small", event -> socket.emit("large", large));
        });
        PollingSession session = (PollingSession) Transport.POLLING.join(socketIo);
        Request poll = Request.get(session.target()).with("Accept-Encoding", "gzip");
        session.send("42[\"plain\"]");
        assertThat(socketIo.exchange(poll)).hasNoHeader("Content-Encoding").hasText("42[\"large\",\"" + large + "\"]");
        session.send("42[\"small\"]");
        assertThat(socketIo.exchange(poll)).hasHeader("Content-Encoding", "gzip");
    }

    @Test
    void aMiddlewareThatRefusesTellsWhy() {
        server.io().of("/deny").use(socket -> {
            throw new ConnectRejectedException("not allowed", Map.of("content", "x"));
        });
        server.io().of("/plain").use(socket -> {
            throw new ConnectRejectedException("not allowed");
        });
        try (EngineSession session = Transport.WEBSOCKET.join(socketIo)) {
            session.send("40/deny,");
            assertThat(session.receive())
                    .isEqualTo("44/deny,{\"message\":\"not allowed\",\"data\":{\"content\":\"x\"}}");
            session.send("40/plain,");
            assertThat(session.receive()).isEqualTo("44/plain,{\"message\":\"not allowed\"}");
            session.send("42[\"message\"]");
            assertThat(session.receive()).isEqualTo("42[\"message-back\"]");
        }
    }

    @Test
    void aMiddlewareMaySendBeforeTheClientIsConnected() {
        server.io().of("/early").use(socket -> socket.emit("early", 1));
        try (EngineSession session = Transport.WEBSOCKET.open(socketIo)) {
            session.send("40/early,");
            assertThat(session.receive()).isEqualTo("42/early,[\"early\",1]");
            assertThat(session.receive()).startsWith("40/early,{\"sid\":");
        }
    }

    @Test
    void whoeverSpeaksBeforeTheMiddlewareHasDecidedIsClosed() {
        server.io().of("/slow").use((socket, next) -> {});
        for (String packet : new String[] {"42/slow,[\"x\"]", "43/slow,1[]", "41/slow,"}) {
            try (EngineSession session = Transport.WEBSOCKET.open(socketIo)) {
                session.send("40/slow,", packet);
                session.awaitClosed();
            }
        }
    }

    @Test
    @Tag("beyond-reference")
    void aSecondConnectBeforeTheMiddlewareHasDecidedClosesTheConnection() {
        server.io().of("/slow").use((socket, next) -> {});
        try (EngineSession session = Transport.WEBSOCKET.open(socketIo)) {
            session.send("40/slow,", "40/slow,");
            session.awaitClosed();
        }
    }

    @Test
    void aMiddlewareMayDecideAfterTheClientHasGone() throws InterruptedException {
        BlockingQueue<Next> waiting = new LinkedBlockingQueue<>();
        server.io().of("/slow").use((socket, next) -> waiting.add(next));
        server.io().of("/slow").onConnection(socket -> socket.onDisconnect(reasons::add));
        Next next;
        try (EngineSession session = Transport.WEBSOCKET.open(socketIo)) {
            session.send("40/slow,");
            next = waiting.poll(RawHttp.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }
        Eventually.eventually(
                () -> assertThat(server.io().engine().clientsCount()).isZero());
        next.proceed();
        assertThat(server.io().of("/slow").sockets()).isEmpty();
    }
}
