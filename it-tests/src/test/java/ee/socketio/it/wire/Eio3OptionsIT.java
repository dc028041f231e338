package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.ServerOptions;
import ee.socketio.engine.ConnectionError;
import ee.socketio.engine.RequestGuard.Verdict;
import ee.socketio.engine.TransportName;
import ee.socketio.it.TestServer;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Options that decide whether there are clients of revision 3, and how they are told so. */
@Tag("own-options")
class Eio3OptionsIT {

    private static ServerOptions.Builder allowing() {
        return SharedServer.options().allowEIO3(true);
    }

    private static Request webSocket(Endpoint engine) {
        return Request.upgrade(engine.webSocket());
    }

    @Test
    void byDefaultTheRevisionIsRefused() {
        try (TestServer server = TestServer.start(SharedServer.options().build())) {
            Endpoint engine = Endpoint.engineIo(server).revision3();

            assertThat(engine.get(engine.polling())).isError(EngineError.UNSUPPORTED_PROTOCOL_VERSION);
            assertThat(engine.get(engine.polling() + "&j=0")).isError(EngineError.UNSUPPORTED_PROTOCOL_VERSION);
            assertThat(engine.exchange(webSocket(engine))).isRefusedUpgrade(EngineError.UNSUPPORTED_PROTOCOL_VERSION);
        }
    }

    @Test
    void theApplicationIsAskedBeforeTheRevisionIsRefused() {
        AtomicInteger asked = new AtomicInteger();
        ServerOptions options = SharedServer.options()
                .allowRequest(request -> {
                    asked.incrementAndGet();
                    return CompletableFuture.completedFuture(Verdict.allow());
                })
                .build();
        try (TestServer server = TestServer.start(options)) {
            Endpoint engine = Endpoint.engineIo(server).revision3();

            assertThat(engine.get(engine.polling())).isError(EngineError.UNSUPPORTED_PROTOCOL_VERSION);
            assertThat(engine.exchange(webSocket(engine))).isRefusedUpgrade(EngineError.UNSUPPORTED_PROTOCOL_VERSION);
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void aRefusalByTheApplicationIsForbidden() {
        ServerOptions options = allowing()
                .allowRequest(request -> CompletableFuture.completedFuture(Verdict.deny()))
                .build();
        try (TestServer server = TestServer.start(options)) {
            Endpoint engine = Endpoint.engineIo(server).revision3();

            assertThat(engine.get(engine.polling())).isError(EngineError.FORBIDDEN);
            assertThat(engine.get(engine.target("EIO=5&transport=polling"))).isError(EngineError.FORBIDDEN);
            assertThat(engine.exchange(webSocket(engine))).isRefusedUpgrade(EngineError.FORBIDDEN);
        }
    }

    @Test
    void refusalsAreReportedWithTheirCode() {
        try (TestServer server = TestServer.start(allowing().build())) {
            Queue<ConnectionError> errors = new ConcurrentLinkedQueue<>();
            server.engine().onConnectionError(errors::add);
            Endpoint engine = Endpoint.engineIo(server).revision3();
            PollingSession session = PollingSession.open(engine);

            engine.get(engine.target("EIO=5&transport=polling"));
            engine.get(engine.target("EIO=4&transport=polling&sid=" + session.sid()));
            engine.get(engine.polling() + "&j=x");

            assertThat(errors.stream().map(ConnectionError::code)).containsExactly(5, 3, 3);
        }
    }

    @Test
    void aPacketAfterTheHandshakeIsCountedInCharactersAndTheBodyInBytes() {
        ServerOptions options = allowing().initialPacket("€😀").build();
        try (TestServer server = TestServer.start(options)) {
            Endpoint engine = Endpoint.engineIo(server).revision3();
            PollingSession session = PollingSession.open(engine);
            assertThat(session.receive()).isEqualTo("4€😀");

            try (WebSocketSession webSocket = WebSocketSession.open(engine)) {
                assertThat(webSocket.receive()).isEqualTo("4€😀");
            }
        }
    }

    @Test
    void withoutWebSocketNoUpgradeIsOffered() {
        ServerOptions options = allowing().transports(TransportName.POLLING).build();
        try (TestServer server = TestServer.start(options)) {
            Endpoint engine = Endpoint.engineIo(server).revision3();

            assertThat(engine.get(engine.polling()).text()).startsWith("107:0{").contains("\"upgrades\":[]");
        }
    }

    @Test
    void theCookieIsSetForTheseClientsToo() {
        ServerOptions options =
                allowing().cookie(ee.socketio.engine.CookieOptions.defaults()).build();
        try (TestServer server = TestServer.start(options)) {
            Endpoint engine = Endpoint.engineIo(server).revision3();

            assertThat(engine.get(engine.polling()).headers().one("Set-Cookie").orElse(""))
                    .startsWith("io=");
        }
    }

    @Test
    void theLimitIsOnBytesInEveryForm() {
        try (TestServer server =
                TestServer.start(allowing().maxHttpBufferSize(10).build())) {
            Endpoint engine = Endpoint.engineIo(server).revision3();
            PollingSession session = PollingSession.open(engine);

            assertThat(session.post("3:4€€")).hasStatus(200);
            assertThat(session.poll()).hasText("3:4€€");
            assertThat(session.post("4:4€€€")).hasStatus(413).hasText("");
            assertThat(session.postBytes(new byte[] {1, 7, -1, 4, 1, 2, 3, 4, 5, 6}))
                    .hasStatus(200);
            assertThat(session.poll().body()).isEqualTo(new byte[] {1, 7, -1, 4, 1, 2, 3, 4, 5, 6});
            assertThat(session.postBytes(new byte[] {1, 8, -1, 4, 1, 2, 3, 4, 5, 6, 7}))
                    .hasStatus(413);
            session.send("4short");
            assertThat(session.poll()).hasText("6:4short");

            try (WebSocketSession webSocket = WebSocketSession.open(engine)) {
                webSocket.send("b4AQIDBAUGBwgJ");
                assertThat(webSocket.receive()).isEqualTo("b4AQIDBAUGBwgJ");
                webSocket
                        .socket()
                        .sendBinary(
                                (byte) 4, (byte) 1, (byte) 2, (byte) 3, (byte) 4, (byte) 5, (byte) 6, (byte) 7,
                                (byte) 8, (byte) 9, (byte) 10);
                assertThat(webSocket.socket().awaitCloseCode()).isEqualTo(1009);
            }
        }
    }
}
