package ee.socketio.it.wire;

import static ee.socketio.it.wire.Eventually.eventually;
import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.Check;
import ee.socketio.ConnectRejectedException;
import ee.socketio.DisconnectReason;
import ee.socketio.Event;
import ee.socketio.Next;
import ee.socketio.Socket;
import ee.socketio.it.TestServer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client of Socket.IO 1.x or 2.x sees of what the application does, and what that hears of what a client does. */
@Tag("in-process")
class SocketIo4ServerSideIT {

    private TestServer server;
    private Endpoint engine;
    private Endpoint socketIo;
    private final BlockingQueue<DisconnectReason> reasons = new LinkedBlockingQueue<>();

    @BeforeEach
    void start() {
        server = TestServer.start(SharedServer.options().allowEIO3(true).build());
        engine = Endpoint.engineIo(server).revision3();
        socketIo = Endpoint.socketIo(server).revision3();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static <T> T next(BlockingQueue<T> queue) {
        try {
            T next = queue.poll(RawHttp.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(next).isNotNull();
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static void assertReceives(EngineSession session, String... packets) {
        for (String packet : packets) {
            assertThat(session.receive()).isEqualTo(packet);
        }
    }

    private void refuseMain(ConnectRejectedException refusal) {
        server.io().use((Check<Socket>) socket -> {
            throw refusal;
        });
    }

    @Test
    void whileAMiddlewareDecidesNobodyIsToldAnything() {
        BlockingQueue<Next> waiting = new LinkedBlockingQueue<>();
        server.io().use((socket, next) -> waiting.add(next));
        Answer answer = socketIo.get(socketIo.polling());
        assertThat(answer.text()).matches("118:0\\{[^}]+}");
        next(waiting).proceed();

        try (WebSocketSession session = WebSocketSession.open(socketIo)) {
            assertThat(session.socket().isSilentFor(Duration.ofMillis(100))).isTrue();
            next(waiting).proceed();
            assertReceives(session, "40", "42[\"auth\",{}]");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport3.class)
    void otherNamespacesWaitUntilTheMainOneIsDecided(Transport3 transport) {
        BlockingQueue<Next> waiting = new LinkedBlockingQueue<>();
        server.io().use((socket, next) -> waiting.add(next));
        try (EngineSession session = transport.open(socketIo)) {
            session.send("40/custom,", "40/test,", "42[\"ignored\"]");
            socketIo.letEarlierRequestsArrive();
            next(waiting).proceed();
            assertReceives(session, "40", "42[\"auth\",{}]", "40/custom,", "42/custom,[\"auth\",{}]", "40/test,");
        }
    }

    @Test
    void theApplicationHearsOfTheMainNamespaceFirst() {
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        for (String name : new String[] {"/", "/custom", "/test"}) {
            server.io().of(name).onConnection(socket -> heard.add(name));
        }
        for (Transport3 transport : Transport3.values()) {
            heard.clear();
            try (EngineSession session = transport.open(socketIo)) {
                session.send("40/custom,", "40/test,");
                eventually(() -> assertThat(heard).hasSize(3));
                assertThat(heard.element()).isEqualTo("/");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Transport3.class)
    void aRefusalIsATextAndTheConnectionStays(Transport3 transport) {
        refuseMain(new ConnectRejectedException("root denied"));
        try (EngineSession session = transport.open(socketIo)) {
            assertReceives(session, "44\"root denied\"");
            session.send("42[\"message\",\"ignored\"]", "41", "40/custom,");
            assertReceives(session, "40/custom,", "42/custom,[\"auth\",{}]");
        }
    }

    @Test
    void aRefusalOfTheMainNamespaceMayBeData() {
        refuseMain(new ConnectRejectedException("root denied", Map.of("code", 1)));
        try (EngineSession session = Transport3.WEBSOCKET.open(socketIo)) {
            assertReceives(session, "44{\"code\":1}");
        }
    }

    @Test
    void aMiddlewareThatFailsTellsNothing() {
        server.io().of("/fail").use((Check<Socket>) socket -> {
            throw new IllegalStateException("secret");
        });
        try (EngineSession session = Transport3.WEBSOCKET.join(socketIo)) {
            session.send("40/fail,");
            assertReceives(session, "44/fail,\"Internal error\"");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport3.class)
    void nothingIsBufferedForAClientThatWasRefused(Transport3 transport) {
        refuseMain(new ConnectRejectedException("root denied"));
        try (EngineSession session = transport.open(socketIo)) {
            assertReceives(session, "44\"root denied\"");
            session.send("451-[\"x\",{\"_placeholder\":true,\"num\":0}]");
            session.awaitClosed();
        }
    }

    @Test
    void aClientThatIsInNoNamespaceIsClosedInTheEnd() {
        refuseMain(new ConnectRejectedException("root denied"));
        Stopwatch opened = Stopwatch.started();
        PollingSession polling = PollingSession.open(socketIo);
        try (EngineSession webSocket = Transport3.WEBSOCKET.open(socketIo)) {
            assertReceives(webSocket, "44\"root denied\"");
            assertReceives(polling, "44\"root denied\"");
            assertThat(polling.poll().text()).isIn("1:1", "1:61:1");
            webSocket.awaitClosed();
            assertThat(opened.elapsed()).isGreaterThan(Duration.ofMillis(980));
        }
        polling.assertUnknown();
    }

    @Test
    void oneNamespaceEndsTheConnectTimeout() {
        refuseMain(new ConnectRejectedException("root denied"));
        try (WebSocketSession session = WebSocketSession.open(socketIo)) {
            session.send("40/custom,");
            assertReceives(session, "44\"root denied\"", "40/custom,", "42/custom,[\"auth\",{}]");
            assertThat(session.socket().isSilentFor(Duration.ofMillis(1300))).isTrue();
            session.send("40/nope,");
            assertReceives(session, "44/nope,\"Invalid namespace\"");
        }
    }

    @Test
    void idsAreThoseThatTheClientComputes() {
        BlockingQueue<String> ids = new LinkedBlockingQueue<>();
        server.io().of("/custom").onConnection(socket -> ids.add(socket.id()));
        for (Transport3 transport : Transport3.values()) {
            try (EngineSession session = transport.join(socketIo)) {
                session.send("40/custom?a=b,");
                assertReceives(session, "40/custom,");
                String id = "/custom#" + session.sid();
                assertThat(next(ids)).isEqualTo(id);
                server.io().of("/custom").to(id).emit("to you");
                assertReceives(session, "42/custom,[\"auth\",{\"a\":\"b\"}]", "42/custom,[\"to you\"]");
                server.io().to(session.sid()).emit("to you");
                assertReceives(session, "42[\"to you\"]");
            }
        }
    }

    @Test
    void theQueryOfTheNamespaceIsMergedWithThatOfTheRequest() {
        server.io().of("/custom").onConnection(socket -> {
            Map<String, String> query = socket.handshake().query();
            socket.emit("query", query.get("a"), query.get("b"), query.get("c"), query.get("EIO"));
        });
        PollingSession session = PollingSession.open(socketIo, "&a=1&b=2");
        session.send("40/custom?b=3&c=4,");
        assertReceives(
                session,
                "40",
                "42[\"auth\",{}]",
                "40/custom,",
                "42/custom,[\"auth\",{\"b\":\"3\",\"c\":\"4\"}]",
                "42/custom,[\"query\",\"1\",\"3\",\"4\",\"3\"]");
    }

    @Test
    void anEventThatAMiddlewareRefusesIsAnsweredWithAnError() {
        server.io().of("/strict").onConnection(socket -> {
            socket.use((Check<Event>) event -> {
                if (event.name().equals("data")) {
                    throw new ConnectRejectedException("no", Map.of("code", 7));
                }
                throw new ConnectRejectedException("not allowed");
            });
        });
        try (EngineSession session = Transport3.WEBSOCKET.join(socketIo)) {
            session.send("40/strict,");
            assertReceives(session, "40/strict,");
            session.send("42/strict,[\"x\"]", "42/strict,[\"data\"]");
            assertReceives(session, "44/strict,\"not allowed\"", "44/strict,{\"code\":7}");
        }
    }

    @Test
    void aServerThatStopsSaysNothingButCloses() {
        PollingSession polling = (PollingSession) Transport3.POLLING.join(socketIo);
        PollingSession scripts = (PollingSession) Transport3.JSONP.join(socketIo);
        try (WebSocketSession webSocket = (WebSocketSession) Transport3.WEBSOCKET.join(socketIo);
                RawHttp held = polling.holdPoll();
                RawHttp heldScript = scripts.holdPoll()) {
            server.io().close();
            assertThat(webSocket.socket().receive()).matches(Frame::isClose, "closes at once");
            assertThat(held.answer()).hasStatus(200).hasText("1:1");
            assertThat(heldScript.answer()).hasStatus(200).hasText("___eio[0](\"1:1\");");
        }
    }

    @Test
    void everyEndHasItsReason() {
        server.io().onConnection(socket -> socket.onDisconnect(reasons::add));
        try (EngineSession session = Transport3.WEBSOCKET.join(socketIo)) {
            session.send("41");
            assertThat(next(reasons)).isEqualTo(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
        }
        Transport3.WEBSOCKET.join(socketIo).close();
        assertThat(next(reasons)).isEqualTo(DisconnectReason.TRANSPORT_CLOSE);
        for (Transport3 transport : new Transport3[] {Transport3.POLLING, Transport3.JSONP}) {
            transport.join(socketIo).send("1");
            assertThat(next(reasons)).isEqualTo(DisconnectReason.TRANSPORT_CLOSE);
        }
        for (Transport3 transport : Transport3.values()) {
            transport.join(socketIo).send("3");
            assertThat(next(reasons)).isEqualTo(DisconnectReason.TRANSPORT_ERROR);
            transport.join(socketIo).send("x");
            assertThat(next(reasons)).isEqualTo(DisconnectReason.PARSE_ERROR);
            transport.join(socketIo).send("4nonsense");
            assertThat(next(reasons)).isEqualTo(DisconnectReason.FORCED_CLOSE);
        }
        ((PollingSession) Transport3.POLLING.join(socketIo)).postBytes((byte) 2);
        assertThat(next(reasons)).isEqualTo(DisconnectReason.PARSE_ERROR);
        ((WebSocketSession) Transport3.WEBSOCKET.join(socketIo)).socket().sendBinary((byte) 0x34);
        assertThat(next(reasons)).isEqualTo(DisconnectReason.PARSE_ERROR);
    }

    @Test
    void aClientThatFallsSilentHasItsReason() {
        try (TestServer impatient = TestServer.start(SharedServer.options()
                .allowEIO3(true)
                .pingInterval(Duration.ofMillis(100))
                .pingTimeout(Duration.ofMillis(100))
                .build())) {
            impatient.io().onConnection(socket -> socket.onDisconnect(reasons::add));
            try (WebSocketSession session =
                    WebSocketSession.open(Endpoint.socketIo(impatient).revision3())) {
                assertThat(session.socket().awaitCloseCode()).isIn(RawWebSocket.PLAIN);
            }
            assertThat(next(reasons)).isEqualTo(DisconnectReason.PING_TIMEOUT);
        }
    }

    @Test
    void theApplicationKnowsTheRevisionOfAClient() {
        BlockingQueue<Integer> revisions = new LinkedBlockingQueue<>();
        server.engine().onConnection(socket -> revisions.add(socket.protocol()));
        for (Transport3 transport : Transport3.values()) {
            transport.open(engine).close();
            assertThat(next(revisions)).isEqualTo(3);
        }
        Transport.POLLING.open(Endpoint.engineIo(server)).close();
        assertThat(next(revisions)).isEqualTo(4);
    }

    @Test
    void thePacketsBeforeAFatalOneAreDeliveredAndNoOthers() {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        server.engine().onConnection(socket -> {
            socket.onText(heard::add);
            socket.onClose((reason, cause) -> heard.add("closed"));
        });
        for (String payload : new String[] {"2:4a2:4b3:xyz5:4lost", "2:4a2:4b1:15:4lost", "2:4a2:4b1:35:4lost"}) {
            PollingSession session = PollingSession.open(engine);
            assertThat(session.post(payload)).hasStatus(200);
            eventually(() -> assertThat(heard).containsExactly("a", "b", "closed"));
            heard.clear();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport3.class)
    void tenThousandPingsSetOneTimer(Transport3 transport) {
        try (EngineSession session = transport.join(socketIo)) {
            int timers = server.timers();
            String[] pings = new String[1_000];
            Arrays.fill(pings, "2");
            for (int i = 0; i < 10; i++) {
                session.send(pings);
                for (int pong = 0; pong < pings.length; pong++) {
                    assertReceives(session, "3");
                }
            }
            assertThat(server.timers()).isLessThanOrEqualTo(timers);
        }
    }

    @Test
    void noSessionAndNoTimerIsLeft() {
        for (Transport3 transport : Transport3.values()) {
            EngineSession refused = transport.join(socketIo);
            refused.send("4nonsense");
            refused.awaitClosed();
            EngineSession left = transport.join(socketIo);
            left.send("40/custom,", "1");
            left.close();
        }
        eventually(() -> {
            assertThat(server.io().engine().clientsCount()).isZero();
            assertThat(server.timers()).isZero();
            assertThat(server.openRequests()).isZero();
            assertThat(server.io().of("/custom").sockets()).isEmpty();
        });
    }
}
