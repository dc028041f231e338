package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.servlet.SocketIoServlet;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The browser client of 2.x in place of that of 4.x, and the init-params that come from there. */
@Tag("own-options")
@Tag("in-process")
class OldClientIT {

    private final OwnJetty jetty = new OwnJetty()
            .servlet("old", "/old/*", new SocketIoServlet(), Map.of("clientVersion", "2"))
            .servlet(
                    "all-old",
                    "/chat/socket.io/*",
                    new SocketIoServlet(),
                    Map.of(
                            "defaults", "v2",
                            "pingTimeout", "6000",
                            "origins", "https://foo.example:443, *:8443",
                            "cookiePath", "/chat",
                            "cookieHttpOnly", "false"))
            .start();

    private final Endpoint old = jetty.endpoint("/old/");
    private final Endpoint allOld = jetty.endpoint("/chat/socket.io/");

    @AfterEach
    void stop() {
        jetty.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"socket.io.js", "socket.io.slim.js"})
    void theBundlesAreThoseOfTwo(String file) {
        Answer answer = old.get(old.path() + file);

        assertThat(answer)
                .hasStatus(200)
                .hasContentType("application/javascript;charset=utf-8")
                .hasHeader("Cache-Control", "public, max-age=0")
                .hasHeader("ETag", "\"2.5.0\"")
                .hasNoHeader("Content-Encoding");
        assertThat(answer.text()).contains("Socket.IO v2.5.0");
        assertThat(answer.text().stripTrailing()).endsWith("//# sourceMappingURL=" + file + ".map");
    }

    @ParameterizedTest
    @ValueSource(strings = {"socket.io.js.map", "socket.io.slim.js.map"})
    void theirMapsAreJson(String file) {
        Answer answer = old.get(old.path() + file);

        assertThat(answer)
                .hasStatus(200)
                .hasContentType("application/json;charset=utf-8")
                .hasHeader("ETag", "\"2.5.0\"");
        assertThat(Json.parse(answer.text()).asJsonObject()).containsKey("mappings");
    }

    @ParameterizedTest
    @ValueSource(strings = {"socket.io.min.js", "socket.io.esm.min.js", "socket.io.msgpack.min.js", "socket.io.dev.js"})
    void whatTwoDoesNotHaveIsNotServed(String file) {
        assertThat(old.get(old.path() + file)).isError(EngineError.UNKNOWN_TRANSPORT);
    }

    @ParameterizedTest
    @CsvSource({"gzip, gzip", "deflate, deflate", "br, br", "'gzip, deflate, br', gzip"})
    void theyAreCompressedToo(String accepted, String used) {
        Request request = Request.get(old.path() + "socket.io.js").with("Accept-Encoding", accepted);

        assertThat(old.exchange(request)).hasStatus(200).hasHeader("Content-Encoding", used);
    }

    @Test
    void aBrowserThatHasTheFileGetsA304AndOneThatHasThatOfFourDoesNot() {
        Request request = Request.get(old.path() + "socket.io.js");

        assertThat(old.exchange(request.with("If-None-Match", "\"2.5.0\""))).hasStatus(304);
        assertThat(old.exchange(request.with("If-None-Match", "\"4.8.4\""))).hasStatus(200);
    }

    @Test
    void theDefaultsOfTwoAndTheInitParamsAfterThemAreInForce() {
        Answer answer = allOld.exchange(Request.get(allOld.polling()).with("Origin", "https://foo.example"));
        String sid = OpenPacket.parse(answer.text()).sid();

        assertThat(answer)
                .hasHeader("Set-Cookie", "io=" + sid + "; Path=/chat; SameSite=Strict")
                .hasHeader("Access-Control-Allow-Origin", "https://foo.example");
        assertThat(answer.text())
                .contains("\"pingInterval\":25000", "\"pingTimeout\":6000", "\"maxPayload\":100000000");
        assertThat(allOld.get(allOld.path() + "socket.io.js").text()).contains("Socket.IO v2.5.0");
    }

    @Test
    void originsFromInitParamsAreRefusedOverBothTransports() {
        assertThat(allOld.exchange(Request.get(allOld.polling()).with("Origin", "http://foo.example")))
                .isError(EngineError.FORBIDDEN);
        assertThat(allOld.exchange(Request.upgrade(allOld.webSocket()).with("Origin", "http://foo.example")))
                .hasStatus(403);
        assertThat(allOld.exchange(Request.get(allOld.polling()).with("Origin", "http://any.example:8443")))
                .hasStatus(200);
    }

    @Test
    void aServerKnowsItsPath() {
        assertThat(SocketIoServlet.server(jetty.servletContext(), "old").path()).isEqualTo("/app/old");
        assertThat(SocketIoServlet.server(jetty.servletContext(), "all-old").path())
                .isEqualTo("/app/chat/socket.io");
    }
}
