package ee.socketio.it.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.SocketIoServer;
import ee.socketio.servlet.SocketIoServlet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Polling over HTTP/2, where the container offers that. */
@Tag("own-options")
class Http2IT {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(Version.HTTP_2).build();

    @Test
    void aClientPollsAndPostsAndHoldsARequestOverHttp2() throws Exception {
        try (OwnJetty jetty = new OwnJetty()
                .http2()
                .servlet("socketio", "/socket.io/*", new Echo())
                .start()) {
            Endpoint endpoint = jetty.endpoint("/socket.io/");
            URI handshake = URI.create("http://127.0.0.1:" + endpoint.port() + endpoint.polling());
            String open = get(handshake).body();
            URI session = URI.create(handshake + "&sid="
                    + Json.parse(open.substring(1)).asJsonObject().getString("sid"));

            assertThat(post(session, "40").body()).isEqualTo("ok");
            assertThat(get(session).body()).startsWith("40{\"sid\"");
            CompletableFuture<HttpResponse<String>> held =
                    CLIENT.sendAsync(request(session).GET().build(), BodyHandlers.ofString());
            HttpResponse<String> posted = post(session, "42[\"echo\",\"ü\"]");

            assertThat(posted.version()).isEqualTo(Version.HTTP_2);
            assertThat(held.get().version()).isEqualTo(Version.HTTP_2);
            assertThat(held.get().body()).isEqualTo("42[\"echo\",\"ü\"]");
        }
    }

    private static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return CLIENT.send(request(uri).GET().build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(URI uri, String body) throws IOException, InterruptedException {
        return CLIENT.send(request(uri).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).header("Content-Type", "text/plain;charset=UTF-8");
    }

    /** Sends events back. */
    private static final class Echo extends SocketIoServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void start(SocketIoServer io) {
            io.onConnection(socket -> socket.on(
                    "echo", event -> socket.emit("echo", event.values().toArray())));
        }
    }
}
