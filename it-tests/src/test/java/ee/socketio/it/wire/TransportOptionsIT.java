package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import ee.socketio.ServerOptions;
import ee.socketio.engine.TransportName;
import ee.socketio.it.TestServer;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Servers that offer less than everything. */
@Tag("own-options")
class TransportOptionsIT {

    private static Endpoint engineOf(TestServer server) {
        return Endpoint.engineIo(server);
    }

    private static String upgrades(OpenPacket open) {
        return open.fields().getJsonArray("upgrades").toString();
    }

    @Test
    void aServerWithoutWebSocketTakesAnUpgradeForAnOrdinaryRequest() {
        ServerOptions options =
                SharedServer.options().transports(TransportName.POLLING).build();
        try (TestServer server = TestServer.start(options)) {
            Endpoint engine = engineOf(server);

            assertThat(engine.exchange(Request.upgrade(engine.webSocket()))).isError(EngineError.UNKNOWN_TRANSPORT);
            assertThat(engine.get(engine.webSocket())).isError(EngineError.UNKNOWN_TRANSPORT);
        }
    }

    @Test
    void aServerWithoutWebSocketOffersNoUpgrade() {
        ServerOptions options =
                SharedServer.options().transports(TransportName.POLLING).build();
        try (TestServer server = TestServer.start(options)) {
            Endpoint engine = engineOf(server);
            assertThat(upgrades(OpenPacket.parse(engine.get(engine.polling()).text())))
                    .isEqualTo("[]");
            PollingSession.open(engine).assertEchoes();
        }
    }

    @Test
    void aServerWithoutPollingServesWebSocketsOnly() {
        ServerOptions options =
                SharedServer.options().transports(TransportName.WEBSOCKET).build();
        try (TestServer server = TestServer.start(options)) {
            Endpoint engine = engineOf(server);

            assertThat(engine.get(engine.polling())).isError(EngineError.UNKNOWN_TRANSPORT);
            assertThat(engine.get(engine.polling("unknown"))).isError(EngineError.UNKNOWN_TRANSPORT);
            try (WebSocketSession session = WebSocketSession.open(engine)) {
                session.send("4x");
                assertThat(session.receive()).isEqualTo("4x");
            }
        }
    }

    @Test
    void aServerThatAllowsNoUpgradesJustDoesNotOfferThem() {
        ServerOptions options = SharedServer.options().allowUpgrades(false).build();
        try (TestServer server = TestServer.start(options)) {
            Endpoint engine = engineOf(server);
            assertThat(upgrades(OpenPacket.parse(engine.get(engine.polling()).text())))
                    .isEqualTo("[]");

            PollingSession session = PollingSession.open(engine);
            try (RawWebSocket socket = session.openUpgrade()) {
                socket.sendText("2probe");
                assertThat(socket.receiveText()).isEqualTo("3probe");
                socket.sendText("5").sendText("4x");
                assertThat(socket.receiveText()).isEqualTo("4x");
            }
        }
    }

    @Test
    void aServerWithoutTrailingSlashAnswersUnderBothPaths() {
        ServerOptions options = SharedServer.options().addTrailingSlash(false).build();
        try (TestServer server = TestServer.start(options)) {
            for (Endpoint endpoint : new Endpoint[] {Endpoint.engineIo(server), Endpoint.socketIo(server)}) {
                String bare = endpoint.polling().replace("/?", "?");
                assertThat(endpoint.get(bare)).hasStatus(200);
                assertThat(endpoint.get(endpoint.polling())).hasStatus(200);
            }
        }
    }

    @Test
    void aServerMayNegotiateCompressionOfMessages() {
        ServerOptions options = SharedServer.options().perMessageDeflate(true).build();
        try (TestServer server = TestServer.start(options)) {
            Endpoint engine = engineOf(server);
            Request offer = Request.upgrade(engine.webSocket()).with("Sec-WebSocket-Extensions", "permessage-deflate");
            try (RawWebSocket socket = RawWebSocket.open(engine, offer)) {
                assertThat(socket.handshake()
                                .headers()
                                .one("Sec-WebSocket-Extensions")
                                .orElseThrow())
                        .startsWith("permessage-deflate");
                assertThat(socket.receive()).matches(frame -> frame.rsv() == 0 || frame.rsv() == 4);
                assertThat(socket.sendText("4x").receive()).matches(frame -> frame.rsv() == 0 || frame.rsv() == 4);
            }
            try (WebSocketSession session = WebSocketSession.open(engine)) {
                session.send("4not compressed");
                assertThat(session.receive()).isEqualTo("4not compressed");
            }
        }
    }

    @Test
    void compressedMessagesTravelBothWays() throws Exception {
        String message = "4" + "x".repeat(5_000);
        ServerOptions options = SharedServer.options().perMessageDeflate(true).build();
        try (TestServer server = TestServer.start(options);
                RawWebSocket socket = openOfferingCompression(server)) {
            socket.receive(); // the open packet

            socket.send(Frame.of(Frame.TEXT, deflated(message)).withRsv(4));

            Frame answer = socket.receive();
            assertThat(answer.rsv()).as("RSV1: compressed").isEqualTo(4);
            assertThat(answer.payload().length).isLessThan(200);
            assertThat(inflated(answer.payload())).isEqualTo(message);
        }
    }

    @Test
    void withoutTheOptionCompressionOfMessagesIsNotNegotiated() {
        try (TestServer server = TestServer.start(SharedServer.options().build());
                RawWebSocket socket = openOfferingCompression(server)) {
            assertThat(socket.handshake()).hasNoHeader("Sec-WebSocket-Extensions");
            socket.receive();
            assertThat(socket.sendText("4" + "x".repeat(5_000)).receive().rsv()).isZero();
        }
    }

    /** Without context takeover of the server, so that each of its messages can be inflated alone. */
    private static RawWebSocket openOfferingCompression(TestServer server) {
        Endpoint engine = engineOf(server);
        Request upgrade = Request.upgrade(engine.webSocket());
        return RawWebSocket.open(
                engine, upgrade.with("Sec-WebSocket-Extensions", "permessage-deflate; server_no_context_takeover"));
    }

    /** RFC 7692, section 7.2.1: raw deflate, flushed, without the empty block at the end. */
    private static byte[] deflated(String text) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(text.getBytes(UTF_8));
        byte[] buffer = new byte[10_000];
        int length = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(buffer, length - 4);
    }

    private static String inflated(byte[] payload) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        byte[] input = Arrays.copyOf(payload, payload.length + 4);
        input[input.length - 1] = (byte) 0xFF;
        input[input.length - 2] = (byte) 0xFF;
        inflater.setInput(input);
        byte[] buffer = new byte[10_000];
        int length = inflater.inflate(buffer);
        inflater.end();
        return new String(buffer, 0, length, UTF_8);
    }

    @Test
    void anUpgradeThatTakesTooLongIsGivenUpAndMayBeTriedAgain() {
        ServerOptions options =
                SharedServer.options().upgradeTimeout(Duration.ofMillis(300)).build();
        try (TestServer server = TestServer.start(options)) {
            PollingSession session = PollingSession.open(engineOf(server));
            Stopwatch opened = Stopwatch.started();
            try (RawWebSocket socket = session.openUpgrade()) {
                socket.sendText("2probe");
                assertThat(socket.receiveText()).isEqualTo("3probe");
                assertThat(socket.awaitCloseCode()).isIn(RawWebSocket.PLAIN);
                assertThat(opened.elapsed()).isGreaterThan(Duration.ofMillis(290));
            }
            session.assertEchoes();
            try (RawWebSocket retry = session.openUpgrade()) {
                retry.sendText("5").sendText("4x");
                assertThat(retry.receiveText()).isEqualTo("4x");
            }
        }
    }

    @Test
    void anUpgradeThatNeverBeginsIsGivenUpToo() {
        ServerOptions options =
                SharedServer.options().upgradeTimeout(Duration.ofMillis(300)).build();
        try (TestServer server = TestServer.start(options)) {
            PollingSession session = PollingSession.open(engineOf(server));
            try (RawWebSocket socket = session.openUpgrade()) {
                assertThat(socket.awaitCloseCode()).isIn(RawWebSocket.PLAIN);
            }
            session.assertEchoes();
        }
    }

    @Test
    void anUpgradeInTimeOutlivesTheTimeout() {
        ServerOptions options =
                SharedServer.options().upgradeTimeout(Duration.ofMillis(300)).build();
        try (TestServer server = TestServer.start(options)) {
            PollingSession session = PollingSession.open(engineOf(server));
            try (RawWebSocket socket = session.openUpgrade()) {
                socket.sendText("5");
                assertThat(socket.isSilentFor(Duration.ofMillis(500))).isTrue();
                socket.sendText("4x");
                assertThat(socket.receiveText()).isEqualTo("4x");
            }
        }
    }

    @Test
    void aServerThatServesNoClientTakesItsFilesForHandshakes() {
        ServerOptions options = SharedServer.options().serveClient(false).build();
        try (TestServer server = TestServer.start(options)) {
            Endpoint socketIo = Endpoint.socketIo(server);

            assertThat(socketIo.get(socketIo.path() + "socket.io.js")).isError(EngineError.UNKNOWN_TRANSPORT);
            assertThat(socketIo.get(socketIo.path() + "socket.io.min.js.map")).isError(EngineError.UNKNOWN_TRANSPORT);
            assertThat(socketIo.get(socketIo.polling())).hasStatus(200);
        }
    }
}
