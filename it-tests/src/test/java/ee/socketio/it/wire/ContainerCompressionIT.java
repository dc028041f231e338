package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.EngineServer;
import ee.socketio.servlet.EngineIoServlet;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import org.eclipse.jetty.compression.gzip.GzipCompression;
import org.eclipse.jetty.compression.server.CompressionConfig;
import org.eclipse.jetty.compression.server.CompressionHandler;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Polling responses are compressed once, whoever else would like to. */
@Tag("own-options")
class ContainerCompressionIT {

    private static final String MESSAGE = "4" + "x".repeat(4_999);

    @ParameterizedTest
    @ValueSource(ints = {1024, -1, 100_000})
    void behindTheCompressionOfTheContainerAPayloadIsCompressedOnce(int threshold) {
        try (OwnJetty jetty = echo(threshold).behind(compression()).start()) {
            Answer answer = pollFor(jetty, "gzip");

            assertThat(answer.headers().all("Content-Encoding")).containsExactly("gzip");
            assertThat(gunzipped(answer.body())).isEqualTo(MESSAGE);
        }
    }

    @Test
    void behindItAClientThatAcceptsNoCompressionGetsNone() {
        try (OwnJetty jetty = echo(1024).behind(compression()).start()) {
            assertThat(pollFor(jetty, "identity"))
                    .hasNoHeader("Content-Encoding")
                    .hasText(MESSAGE);
        }
    }

    @Test
    void behindItWebSocketsWorkToo() {
        try (OwnJetty jetty = echo(1024).behind(compression()).start()) {
            Request upgrade =
                    Request.upgrade(jetty.endpoint("/engine.io/").webSocket()).with("Accept-Encoding", "gzip");
            try (WebSocketSession session =
                    WebSocketSession.over(RawWebSocket.open(jetty.endpoint("/engine.io/"), upgrade))) {
                session.send(MESSAGE);
                assertThat(session.receive()).isEqualTo(MESSAGE);
            }
        }
    }

    @Test
    void aResponseThatHasAnEncodingAlreadyKeepsIt() {
        Filter encodes = (request, response, chain) -> {
            ((HttpServletResponse) response).setHeader("Content-Encoding", "x-own");
            chain.doFilter(request, response);
        };
        try (OwnJetty jetty = echo(1024).filter(encodes).start()) {
            Answer answer = pollFor(jetty, "gzip");

            assertThat(answer.headers().all("Content-Encoding")).containsExactly("x-own");
            assertThat(answer).hasText(MESSAGE);
        }
    }

    private static OwnJetty echo(int threshold) {
        EngineOptions options =
                EngineOptions.builder().httpCompression(threshold).build();
        return new OwnJetty().servlet("echo", "/engine.io/*", new Echo(options));
    }

    private static CompressionHandler compression() {
        CompressionHandler handler = new CompressionHandler();
        handler.putCompression(new GzipCompression());
        handler.putConfiguration("/*", CompressionConfig.builder().defaults().build());
        return handler;
    }

    private static Answer pollFor(OwnJetty jetty, String acceptEncoding) {
        Endpoint engine = jetty.endpoint("/engine.io/");
        Answer handshake = engine.get(engine.polling());
        String open = handshake.text();
        Request post = Request.post(engine.polling(OpenPacket.parse(open).sid()), MESSAGE);
        assertThat(engine.exchange(post)).hasStatus(200);
        return engine.exchange(Request.get(post.target()).with("Accept-Encoding", acceptEncoding));
    }

    private static String gunzipped(byte[] body) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Echo extends EngineIoServlet {
        private static final long serialVersionUID = 1L;

        Echo(EngineOptions options) {
            super(options);
        }

        @Override
        protected void start(EngineServer engine) {
            engine.onConnection(socket -> socket.onText(socket::send));
        }
    }
}
