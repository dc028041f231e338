package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.it.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The opening handshake of RFC 6455. */
@ExtendWith(SharedServer.class)
class WebSocketHandshakeIT {

    private final Endpoint engine;

    WebSocketHandshakeIT(TestServer server) {
        engine = Endpoint.engineIo(server);
    }

    @Test
    void theAnswerIsThatOfTheRfc() {
        try (RawWebSocket socket = RawWebSocket.open(engine, engine.webSocket())) {
            assertThat(socket.handshake())
                    .hasHeader("Sec-WebSocket-Accept", RawWebSocket.ACCEPT)
                    .hasNoHeader("Sec-WebSocket-Protocol")
                    .hasNoHeader("Sec-WebSocket-Extensions");
            assertThat(socket.handshake().headers().one("Upgrade").orElseThrow())
                    .isEqualToIgnoringCase("websocket");
            assertThat(socket.handshake().headers().one("Connection").orElseThrow())
                    .isEqualToIgnoringCase("upgrade");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"keep-alive, Upgrade", "upgrade", "Upgrade,keep-alive"})
    void theConnectionHeaderMayListMore(String connection) {
        Request request =
                Request.upgrade(engine.webSocket()).without("Connection").with("Connection", connection);

        try (RawWebSocket socket = RawWebSocket.open(engine, request)) {
            assertThat(socket.receiveText()).startsWith("0{");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat, superchat", "chat"})
    void theFirstOfTheOfferedSubprotocolsIsChosen(String offered) {
        Request request = Request.upgrade(engine.webSocket()).with("Sec-WebSocket-Protocol", offered);

        try (RawWebSocket socket = RawWebSocket.open(engine, request)) {
            assertThat(socket.handshake()).hasHeader("Sec-WebSocket-Protocol", "chat");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"permessage-deflate", "permessage-deflate; client_max_window_bits", "x-unknown; a=1"})
    void noExtensionIsNegotiated(String offered) {
        Request request = Request.upgrade(engine.webSocket()).with("Sec-WebSocket-Extensions", offered);

        try (RawWebSocket socket = RawWebSocket.open(engine, request)) {
            assertThat(socket.handshake()).hasNoHeader("Sec-WebSocket-Extensions");
            assertThat(socket.receive()).matches(frame -> frame.rsv() == 0, "is not compressed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "7", "x", "130"})
    void anotherVersionIsRefused(String version) {
        Request request = Request.upgrade(engine.webSocket())
                .without("Sec-WebSocket-Version")
                .with("Sec-WebSocket-Version", version);

        assertThat(engine.exchange(request)).hasStatus(400);
    }

    @Test
    void aMissingVersionIsRefused() {
        assertThat(engine.exchange(Request.upgrade(engine.webSocket()).without("Sec-WebSocket-Version")))
                .hasStatus(400);
    }

    @Test
    void aMissingKeyIsRefused() {
        assertThat(engine.exchange(Request.upgrade(engine.webSocket()).without("Sec-WebSocket-Key")))
                .hasStatus(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "dGhlIHNhbXBsZSBub25jZQ=", "dGhlIHNhbXBsZSBub25jZQ===", "not base64 at all !!!!!!"})
    void aMalformedKeyIsRefused(String key) {
        Request request =
                Request.upgrade(engine.webSocket()).without("Sec-WebSocket-Key").with("Sec-WebSocket-Key", key);

        assertThat(engine.exchange(request)).hasStatus(400);
    }

    @Test
    void aHandshakeThatIsNoGetIsRefused() {
        Request get = Request.upgrade(engine.webSocket());
        Request post = new Request("POST", get.target(), get.headers(), new Request.Body.WithLength(new byte[0]));

        assertThat(engine.exchange(post).status()).isBetween(400, 499);
    }

    @Test
    void aFrameMayFollowTheHandshakeAtOnce() {
        Request request = Request.upgrade(engine.webSocket());
        try (RawHttp connection = RawHttp.connect(engine)) {
            connection.send(request).write(Frame.text("4early").masked());

            assertThat(connection.answer()).hasStatus(101);
            assertThat(connection.readFrame().orElseThrow().text()).startsWith("0{");
            assertThat(connection.readFrame().orElseThrow().text()).isEqualTo("4early");
        }
    }

    @Test
    void aRefusedHandshakeDoesNotTouchTheSessionThatItNames() {
        PollingSession session = PollingSession.open(engine);
        Request request = Request.upgrade(engine.webSocket(session.sid())).without("Sec-WebSocket-Key");

        assertThat(engine.exchange(request)).hasStatus(400);

        session.assertEchoes();
        try (RawWebSocket socket = session.openUpgrade()) {
            socket.sendText("2probe");
            assertThat(socket.receiveText()).isEqualTo("3probe");
        }
    }
}
