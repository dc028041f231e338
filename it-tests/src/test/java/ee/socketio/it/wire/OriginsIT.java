package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.ServerOptions;
import ee.socketio.it.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The option {@code origins} of 2.x: refusals over both transports, and the headers that go with it. */
@Tag("own-options")
@SuppressWarnings("deprecation") // it is what is tested
class OriginsIT {

    private static final String FOO = "https://foo.example";
    private static final String BAR = "https://bar.example";

    private TestServer server;
    private Endpoint engine;

    private void start(ServerOptions.Builder options) {
        server = TestServer.start(options.build());
        engine = Endpoint.engineIo(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer poll(String header, String value) {
        return engine.exchange(Request.get(engine.polling()).with(header, value));
    }

    private Answer upgrade(String header, String value) {
        return engine.exchange(Request.upgrade(engine.webSocket()).with(header, value));
    }

    @Test
    void anOriginThatIsNamedIsServedOverBothTransports() {
        start(SharedServer.options().origins("https://foo.example:443"));

        assertThat(poll("Origin", FOO))
                .hasStatus(200)
                .hasHeader("Access-Control-Allow-Origin", FOO)
                .hasHeader("Access-Control-Allow-Credentials", "true");
        assertThat(poll("Referer", FOO + "/page")).hasStatus(200);
        RawWebSocket.open(engine, Request.upgrade(engine.webSocket()).with("Origin", FOO))
                .close();
        RawWebSocket.open(engine, Request.upgrade(engine.webSocket()).with("Referer", FOO + "/page"))
                .close();
    }

    @Test
    void anotherOriginIsRefusedOverBothTransports() {
        start(SharedServer.options().origins("https://foo.example:443"));

        assertThat(poll("Origin", BAR)).isError(EngineError.FORBIDDEN).hasNoHeader("Access-Control-Allow-Origin");
        assertThat(poll("Referer", BAR)).isError(EngineError.FORBIDDEN);
        assertThat(engine.get(engine.polling())).isError(EngineError.FORBIDDEN);
        assertThat(upgrade("Origin", BAR)).hasStatus(403).hasText("Forbidden");
        assertThat(upgrade("Referer", BAR)).isRefusedUpgrade(EngineError.FORBIDDEN);
        assertThat(engine.exchange(Request.upgrade(engine.webSocket()))).isRefusedUpgrade(EngineError.FORBIDDEN);
    }

    @Test
    void theServersOwnOriginIsRefusedUnlessItIsNamed() {
        start(SharedServer.options().origins("https://foo.example:443"));
        String own = "http://" + engine.host() + ":" + engine.port();

        assertThat(poll("Origin", own)).isError(EngineError.FORBIDDEN);
        assertThat(upgrade("Origin", own)).isRefusedUpgrade(EngineError.FORBIDDEN);
    }

    @Test
    void aSessionMayUpgradeFromTheAllowedOriginOnly() {
        start(SharedServer.options().origins("foo.example:*"));
        String sid = OpenPacket.parse(poll("Origin", FOO).text()).sid();

        assertThat(engine.exchange(Request.upgrade(engine.webSocket(sid)).with("Origin", BAR)))
                .hasStatus(403);
        RawWebSocket.open(engine, Request.upgrade(engine.webSocket(sid)).with("Origin", FOO))
                .close();
    }

    @Test
    void aFunctionTellsWhyItRefuses() {
        start(SharedServer.options().origins((origin, decision) -> {
            if (origin.equals(FOO)) {
                decision.accept(null, true);
            } else {
                decision.accept("origin not allowed: " + origin, false);
            }
        }));

        assertThat(poll("Origin", FOO)).hasStatus(200);
        assertThat(poll("Origin", BAR))
                .hasStatus(403)
                .hasText(EngineError.FORBIDDEN.json("origin not allowed: " + BAR));
        assertThat(poll("Origin", "null")).hasText(EngineError.FORBIDDEN.json("origin not allowed: *"));
        assertThat(upgrade("Origin", BAR)).isRefusedUpgrade("origin not allowed: " + BAR);
        assertThat(upgrade("Origin", "null")).isRefusedUpgrade("origin not allowed: *");
    }

    @ParameterizedTest
    @ValueSource(strings = {FOO, BAR, "null"})
    void theDefaultOfTwoEchoesEverybodyWithCredentials(String origin) {
        start(ServerOptions.v2Defaults());

        assertThat(poll("Origin", origin))
                .hasStatus(200)
                .hasHeader("Access-Control-Allow-Origin", origin)
                .hasHeader("Access-Control-Allow-Credentials", "true");
        assertThat(engine.exchange(Request.of("OPTIONS", engine.polling()).with("Origin", origin)))
                .hasStatus(200)
                .hasHeader("Access-Control-Allow-Origin", origin)
                .hasHeader("Access-Control-Allow-Headers", "Content-Type");
        RawWebSocket.open(engine, Request.upgrade(engine.webSocket()).with("Origin", origin))
                .close();
    }

    @Test
    void theDefaultOfTwoSetsTheCookieAndTellsItsSizes() {
        start(ServerOptions.v2Defaults());
        Answer answer = engine.get(engine.polling());
        String sid = OpenPacket.parse(answer.text()).sid();

        assertThat(answer).hasHeader("Set-Cookie", "io=" + sid + "; Path=/; HttpOnly; SameSite=Strict");
        assertThat(answer.text())
                .contains("\"pingInterval\":25000", "\"pingTimeout\":5000", "\"maxPayload\":100000000");
    }
}
