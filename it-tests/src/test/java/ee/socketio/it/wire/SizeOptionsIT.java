package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.ServerOptions;
import ee.socketio.it.TestServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits and thresholds other than the defaults. */
@Tag("own-options")
class SizeOptionsIT {

    private static ServerOptions limitedTo(int bytes) {
        return SharedServer.options().maxHttpBufferSize(bytes).build();
    }

    @Test
    void theLimitIsToldInTheHandshake() {
        try (TestServer server = TestServer.start(limitedTo(10))) {
            Endpoint engine = Endpoint.engineIo(server);
            OpenPacket open = OpenPacket.parse(engine.get(engine.polling()).text());

            assertThat(open.fields().getInt("maxPayload")).isEqualTo(10);
        }
    }

    @Test
    void eightCharactersMayBeMoreThanTenBytes() {
        try (TestServer server = TestServer.start(limitedTo(10))) {
            PollingSession session = PollingSession.open(Endpoint.engineIo(server));

            assertThat(session.post("4€€€")).hasStatus(200);
            assertThat(session.poll()).hasText("4€€€");
            assertThat(session.post("4€€€€€€€")).hasStatus(413).hasText("");
            assertThat(session.post("4€€€x")).hasStatus(413);
            assertThat(session.post("4short")).hasStatus(200);
            assertThat(session.poll()).hasText("4short");
        }
    }

    @Test
    void base64CountsAsItIsSent() {
        try (TestServer server = TestServer.start(limitedTo(10))) {
            PollingSession session = PollingSession.open(Endpoint.engineIo(server));

            assertThat(session.post("bAQIDBAUG")).hasStatus(200);
            assertThat(session.poll()).hasText("bAQIDBAUG");
            assertThat(session.post("bAQIDBAUGBw==")).hasStatus(413);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 100})
    void aFragmentedMessageIsCountedAsAWhole(int fragment) {
        try (TestServer server = TestServer.start(limitedTo(10))) {
            Endpoint engine = Endpoint.engineIo(server);
            try (WebSocketSession session = WebSocketSession.open(engine)) {
                session.socket().sendInFragments(Frame.text("4€€€"), fragment);
                assertThat(session.receive()).isEqualTo("4€€€");
                session.socket().sendInFragments(Frame.text("4€€€x"), fragment);
                assertThat(session.socket().awaitCloseCode()).isEqualTo(1009);
            }
            try (WebSocketSession session = WebSocketSession.open(engine)) {
                session.socket().sendInFragments(Frame.binary(new byte[10]), fragment);
                assertThat(session.receive()).isEqualTo("bAAAAAAAAAAAAAA==");
                session.socket().sendInFragments(Frame.binary(new byte[11]), fragment);
                assertThat(session.socket().awaitCloseCode()).isEqualTo(1009);
            }
        }
    }

    @Test
    void theLimitMayBeMuchLargerThanTheDefault() {
        try (TestServer server = TestServer.start(limitedTo(5_000_000))) {
            Endpoint engine = Endpoint.engineIo(server);
            String message = "4" + "x".repeat(4_999_999);
            for (Transport transport : Transport.values()) {
                try (EngineSession session = transport.open(engine)) {
                    session.send(message);
                    assertThat(session.receive()).isEqualTo(message);
                }
            }
        }
    }

    @Test
    void compressionCanBeSwitchedOff() {
        ServerOptions options = SharedServer.options().httpCompression(false).build();
        try (TestServer server = TestServer.start(options)) {
            assertThat(poll(server, "4" + "x".repeat(5000)))
                    .hasNoHeader("Content-Encoding")
                    .hasHeader("Content-Length", "5001");
        }
    }

    @Test
    void theThresholdOfCompressionCanBeChosen() {
        ServerOptions options = SharedServer.options().httpCompression(100).build();
        try (TestServer server = TestServer.start(options)) {
            assertThat(poll(server, "4" + "x".repeat(98))).hasNoHeader("Content-Encoding");
            assertThat(poll(server, "4" + "x".repeat(99))).hasHeader("Content-Encoding", "gzip");
        }
    }

    private static Answer poll(TestServer server, String message) {
        Endpoint engine = Endpoint.engineIo(server);
        PollingSession session = PollingSession.open(engine);
        session.send(message);
        return engine.exchange(Request.get(session.target()).with("Accept-Encoding", "gzip"));
    }
}
