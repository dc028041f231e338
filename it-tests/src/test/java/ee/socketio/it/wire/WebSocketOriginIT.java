package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.engine.CorsOptions;
import ee.socketio.it.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Browsers apply cross-origin rules to everything but WebSockets, so the server applies them to these itself. */
@Tag("own-options")
class WebSocketOriginIT {

    private static final String ALLOWED = "https://one.example";

    private static TestServer server;
    private static Endpoint engine;

    @BeforeAll
    static void start() {
        CorsOptions cors = CorsOptions.builder().origin(ALLOWED).build();
        server = TestServer.start(SharedServer.options().cors(cors).build());
        engine = Endpoint.engineIo(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void assertServed(Request upgrade) {
        try (RawWebSocket socket = RawWebSocket.open(engine, upgrade)) {
            assertThat(socket.receiveText()).startsWith("0{");
        }
    }

    private static Request upgrade() {
        return Request.upgrade(engine.webSocket());
    }

    @Test
    void theAllowedOriginIsServed() {
        assertServed(upgrade().with("Origin", ALLOWED));
    }

    @Test
    void aClientThatIsNoBrowserIsServed() {
        assertServed(upgrade());
    }

    @Test
    void theServersOwnOriginIsServed() {
        assertServed(upgrade().with("Origin", "http://" + engine.host() + ":" + engine.port()));
        assertServed(upgrade().with("Origin", "https://" + engine.host() + ":" + engine.port()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://other.example",
                "http://one.example",
                "https://one.example:8443",
                "https://one.example.evil.test",
                "https://evil.test/https://one.example",
                "null",
                "https://ONE.example.evil.test"
            })
    @Tag("beyond-reference")
    void aForeignOriginIsRefused(String origin) {
        assertThat(engine.exchange(upgrade().with("Origin", origin))).hasStatus(403);
    }

    @Test
    @Tag("beyond-reference")
    void aForeignOriginMayNotUpgradeASessionEither() {
        PollingSession session = PollingSession.open(engine);
        Request upgrade = Request.upgrade(engine.webSocket(session.sid())).with("Origin", "https://other.example");

        assertThat(engine.exchange(upgrade)).hasStatus(403);

        session.assertEchoes();
    }

    @Test
    @Tag("beyond-reference")
    void theHostOfAnotherPortIsForeign() {
        String neighbour = "http://" + engine.host() + ":" + (engine.port() ^ 1);

        assertThat(engine.exchange(upgrade().with("Origin", neighbour))).hasStatus(403);
    }

    @Test
    void pollingFromAForeignOriginIsLeftToTheBrowser() {
        assertThat(engine.exchange(Request.get(engine.polling()).with("Origin", "https://other.example")))
                .hasStatus(200)
                .hasHeader("Access-Control-Allow-Origin", ALLOWED);
    }

    @Test
    @Tag("beyond-reference")
    void aListOfOriginsIsAppliedToWebSocketsToo() {
        CorsOptions cors = CorsOptions.builder().origins(ALLOWED).build();
        try (TestServer listed =
                TestServer.start(SharedServer.options().cors(cors).build())) {
            Endpoint endpoint = Endpoint.engineIo(listed);
            Request upgrade = Request.upgrade(endpoint.webSocket());

            assertThat(endpoint.exchange(upgrade.with("Origin", "https://other.example")))
                    .hasStatus(403);
            RawWebSocket.open(endpoint, upgrade.with("Origin", ALLOWED)).close();
        }
    }

    @Test
    void theCheckCanBeSwitchedOff() {
        CorsOptions cors = CorsOptions.builder().origin(ALLOWED).build();
        try (TestServer open = TestServer.start(
                SharedServer.options().cors(cors).checkWebSocketOrigin(false).build())) {
            Endpoint endpoint = Endpoint.engineIo(open);
            Request upgrade = Request.upgrade(endpoint.webSocket()).with("Origin", "https://other.example");

            RawWebSocket.open(endpoint, upgrade).close();
        }
    }
}
