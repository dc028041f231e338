package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import ee.socketio.it.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The browser client that the server hands out. */
@ExtendWith(SharedServer.class)
class ServedClientIT {

    private final Endpoint socketIo;
    private final Endpoint engine;

    ServedClientIT(TestServer server) {
        socketIo = Endpoint.socketIo(server);
        engine = Endpoint.engineIo(server);
    }

    private Answer get(String file) {
        return socketIo.get(socketIo.path() + file);
    }

    private Request request(String method, String file) {
        return Request.of(method, socketIo.path() + file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"socket.io.js", "socket.io.min.js", "socket.io.esm.min.js", "socket.io.msgpack.min.js"})
    void aBundleIsAScriptThatNamesItsMap(String file) {
        Answer answer = get(file);

        assertThat(answer)
                .hasStatus(200)
                .hasContentType("application/javascript;charset=utf-8")
                .hasHeader("Cache-Control", "public, max-age=0")
                .hasHeader("Access-Control-Allow-Origin", "*")
                .hasNoHeader("Content-Encoding");
        assertThat(answer.headers().one("ETag").orElseThrow()).matches("\"4\\.\\d+\\.\\d+\"");
        assertThat(answer.text().stripTrailing()).endsWith("//# sourceMappingURL=" + file + ".map");
        assertThat(answer.text()).contains("Socket.IO v4.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"socket.io.js", "socket.io.min.js", "socket.io.esm.min.js", "socket.io.msgpack.min.js"})
    void theMapOfABundleIsJson(String file) {
        Answer answer = get(file + ".map");

        assertThat(answer)
                .hasStatus(200)
                .hasContentType("application/json;charset=utf-8")
                .hasHeader("Cache-Control", "public, max-age=0");
        assertThat(answer.headers().one("ETag")).isEqualTo(get(file).headers().one("ETag"));
        assertThat(Json.parse(answer.text()).asJsonObject()).containsKey("mappings");
    }

    @Test
    void aQueryStringIsIgnored() {
        assertThat(get("socket.io.js?v=1&EIO=4&transport=polling"))
                .hasStatus(200)
                .hasContentType("application/javascript;charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void theMethodDoesNotMatter(String method) {
        Request request = Request.bare(method, socketIo.path() + "socket.io.min.js", new byte[0]);

        assertThat(socketIo.exchange(request))
                .hasStatus(200)
                .hasText(get("socket.io.min.js").text());
    }

    @Test
    void aHeadGetsTheHeaderOnly() {
        assertThat(socketIo.exchange(request("HEAD", "socket.io.js")))
                .hasStatus(200)
                .hasContentType("application/javascript;charset=utf-8")
                .hasHeader("ETag", get("socket.io.js").headers().one("ETag").orElseThrow());
    }

    @Test
    void aPreflightIsAnsweredAsEverywhere() {
        assertThat(socketIo.exchange(request("OPTIONS", "socket.io.js")
                        .with("Origin", "https://other.example")
                        .with("Access-Control-Request-Method", "GET")))
                .hasStatus(204)
                .hasHeader("Access-Control-Allow-Origin", "*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "W/"})
    void aBrowserThatHasTheFileGetsA304(String weakness) {
        String tag = get("socket.io.js").headers().one("ETag").orElseThrow();

        assertThat(socketIo.exchange(request("GET", "socket.io.js").with("If-None-Match", weakness + tag)))
                .hasStatus(304)
                .hasText("")
                .hasNoHeader("Content-Type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1.0.0\"", "4.8.4", "*", "\"a\", \"b\""})
    void aBrowserThatHasAnotherFileGetsThisOne(String tag) {
        assertThat(socketIo.exchange(request("GET", "socket.io.js").with("If-None-Match", tag)))
                .hasStatus(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip|gzip",
                "deflate|deflate",
                "br|br",
                "gzip, deflate, br|gzip",
                "br, gzip|br",
                "deflate, gzip|deflate",
                "gzip;q=0.1, br|br",
                "gzip;q=0, deflate|deflate",
                "zstd, br|br",
                "GZIP|gzip"
            })
    void theClientChoosesTheCompression(String accepted, String used) {
        Answer answer = socketIo.exchange(request("GET", "socket.io.js").with("Accept-Encoding", accepted));

        assertThat(answer)
                .hasStatus(200)
                .hasHeader("Content-Encoding", used)
                .hasContentType("application/javascript;charset=utf-8");
        if (!used.equals("br")) {
            assertThat(decoded(answer, used)).isEqualTo(get("socket.io.js").text());
        }
        assertThat(answer.body().length).isLessThan(get("socket.io.js").body().length / 2);
    }

    private static String decoded(Answer answer, String coding) {
        InputStream body = new ByteArrayInputStream(answer.body());
        try (InputStream in = coding.equals("gzip") ? new GZIPInputStream(body) : new InflaterInputStream(body)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip;q=0", "zstd"})
    void aClientThatAcceptsNoCompressionGetsThePlainFile(String accepted) {
        assertThat(socketIo.exchange(request("GET", "socket.io.js").with("Accept-Encoding", accepted)))
                .hasStatus(200)
                .hasNoHeader("Content-Encoding")
                .hasText(get("socket.io.js").text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socket.io.esm.js",
                "socket.io.msgpack.js",
                "socket.io.slim.js",
                "socket.io",
                "Socket.io.js",
                "socket.io.js.gz",
                "socket.io.js.br",
                "socket.io.js/",
                "other.js",
                "index.html",
                "package.json",
                "META-INF/MANIFEST.MF",
                "WEB-INF/web.xml"
            })
    void anythingElseIsNotAFileButAHandshakeWithoutTransport(String file) {
        assertThat(get(file)).isError(EngineError.UNKNOWN_TRANSPORT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../socket.io/socket.io.esm.js",
                "..%2f..%2fetc/passwd",
                "%2e%2e/%2e%2e/WEB-INF/web.xml",
                "..;/WEB-INF/web.xml",
                "....//socket.io.esm.js",
                "..\\socket.io.esm.js",
                "%5c..%5csocket.io.js",
                "socket.io.js%00.map",
                "%00",
                "socket.io.js%2f..",
                ".%2fother.js",
                "../../../../../../etc/passwd",
                "%252e%252e%252fsocket.io.esm.js"
            })
    @Tag("not-tomcat") // refuses such paths itself, on a page of its own
    void aTraversalLeadsNowhere(String file) {
        Answer answer = get(file);

        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.text()).doesNotContain("root:", "Exception", "\tat ");
    }

    @Test
    void theEngineItselfServesNoFiles() {
        assertThat(engine.get(engine.path() + "socket.io.js")).isError(EngineError.UNKNOWN_TRANSPORT);
    }

    @Test
    void theBundlesAreDistinct() {
        Set<Integer> sizes = Set.of(
                get("socket.io.js").body().length,
                get("socket.io.min.js").body().length,
                get("socket.io.esm.min.js").body().length,
                get("socket.io.msgpack.min.js").body().length);
        assertThat(sizes).hasSize(4);
    }
}
