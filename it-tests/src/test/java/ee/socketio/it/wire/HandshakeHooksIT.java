package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.engine.ConnectionError;
import ee.socketio.engine.IdGenerator;
import ee.socketio.it.TestServer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the application may add to handshakes, and what it learns of those that fail. */
@Tag("in-process")
class HandshakeHooksIT {

    private static TestServer start(IdGenerator ids) {
        return TestServer.start(SharedServer.options().idGenerator(ids).build());
    }

    @Test
    void anApplicationMayMakeItsOwnIds() {
        AtomicInteger count = new AtomicInteger();
        try (TestServer server = start(request -> "own-id_" + count.incrementAndGet())) {
            Endpoint engine = Endpoint.engineIo(server);

            PollingSession first = PollingSession.open(engine);
            assertThat(first.sid()).isEqualTo("own-id_1");
            first.assertEchoes();
            try (WebSocketSession second = WebSocketSession.open(engine)) {
                assertThat(second.sid()).isEqualTo("own-id_2");
            }
        }
    }

    @Test
    void anIdThatCannotBeMadeIsABadRequest() {
        IdGenerator failing = request -> {
            throw new IllegalStateException("secret");
        };
        try (TestServer server = start(failing)) {
            Endpoint engine = Endpoint.engineIo(server);

            assertThat(engine.get(engine.polling())).isError(EngineError.BAD_REQUEST);
            assertThat(engine.exchange(Request.upgrade(engine.webSocket()))).isRefusedUpgrade(EngineError.BAD_REQUEST);
            assertThat(server.engine().clientsCount()).isZero();
        }
    }

    @Test
    void anIdThatIsInUseIsABadRequest() {
        try (TestServer server = start(request -> "always-the-same")) {
            Endpoint engine = Endpoint.engineIo(server);
            PollingSession session = PollingSession.open(engine);

            assertThat(engine.get(engine.polling())).isError(EngineError.BAD_REQUEST);
            assertThat(engine.exchange(Request.upgrade(engine.webSocket()))).isRefusedUpgrade(EngineError.BAD_REQUEST);
            session.assertEchoes();
        }
    }

    @Test
    void headersCanBeAddedToTheHandshakeOrToEverything() {
        try (TestServer server = TestServer.start(SharedServer.options().build())) {
            server.engine().onInitialHeaders((headers, request) -> headers.set("X-First", "1"));
            server.engine().onHeaders((headers, request) -> headers.set("X-Each", "2"));
            Endpoint engine = Endpoint.engineIo(server);
            PollingSession session = PollingSession.open(engine);

            assertThat(engine.get(engine.polling())).hasHeader("X-First", "1").hasHeader("X-Each", "2");
            assertThat(session.post("4x")).hasNoHeader("X-First").hasHeader("X-Each", "2");
            assertThat(session.poll()).hasNoHeader("X-First").hasHeader("X-Each", "2");
            try (RawWebSocket socket = session.openUpgrade()) {
                assertThat(socket.handshake()).hasNoHeader("X-First").hasHeader("X-Each", "2");
            }
            try (RawWebSocket socket = RawWebSocket.open(engine, engine.webSocket())) {
                assertThat(socket.handshake()).hasHeader("X-First", "1").hasHeader("X-Each", "2");
            }
        }
    }

    @Test
    void everyRefusalIsReportedWithItsCodeAndRequest() {
        try (TestServer server = TestServer.start(SharedServer.options().build())) {
            Queue<ConnectionError> errors = new ConcurrentLinkedQueue<>();
            server.engine().onConnectionError(errors::add);
            Endpoint engine = Endpoint.engineIo(server);

            engine.get(engine.target("EIO=4&transport=abc"));
            engine.get(engine.polling("unknown"));
            engine.exchange(Request.post(engine.polling(), "4x"));
            engine.get(engine.webSocket());
            engine.get(engine.target("EIO=3&transport=polling"));
            engine.exchange(Request.upgrade(engine.webSocket("unknown")));

            assertThat(errors.stream().map(ConnectionError::code)).isEqualTo(List.of(0, 1, 2, 3, 5, 1));
            assertThat(errors.stream().map(ConnectionError::message))
                    .startsWith("Transport unknown", "Session ID unknown", "Bad handshake method", "Bad request");
            assertThat(errors.element().request().query()).containsEntry("transport", "abc");
        }
    }

    @Test
    void theApplicationSeesTheQueryAndTheHeadersOfTheHandshake() {
        try (TestServer server = TestServer.start(SharedServer.options().build())) {
            server.io()
                    .onConnection(socket -> socket.emit(
                            "seen",
                            socket.handshake().query().get("a"),
                            socket.handshake().query().get("EIO"),
                            socket.handshake().request().header("x-custom")));
            Endpoint socketIo = Endpoint.socketIo(server);
            Request upgrade = Request.upgrade(socketIo.target("a=1&a=b%20c%26&EIO=4&transport=websocket"))
                    .with("X-Custom", "value");

            try (WebSocketSession session = WebSocketSession.over(RawWebSocket.open(socketIo, upgrade))) {
                session.send("40");
                assertThat(session.receive()).startsWith("40{");
                assertThat(session.receive()).startsWith("42[\"auth\"");
                assertThat(session.receive()).isEqualTo("42[\"seen\",\"b c&\",\"4\",\"value\"]");
            }
        }
    }
}
