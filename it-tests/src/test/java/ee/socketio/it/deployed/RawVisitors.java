package ee.socketio.it.deployed;

import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Two clients that see how they are told of the end: one with a GET that is held, one with a WebSocket. */
final class RawVisitors {

    private static final long PATIENCE_SECONDS = 20;

    private final CompletableFuture<HttpResponse<String>> poll;
    private final CompletableFuture<Integer> closed;

    private RawVisitors(CompletableFuture<HttpResponse<String>> poll, CompletableFuture<Integer> closed) {
        this.poll = poll;
        this.closed = closed;
    }

    static RawVisitors of(HttpClient http, URI application) throws Exception {
        String polling = application + "/socket.io/?EIO=4&transport=polling";
        String open = http.send(request(polling), ofString()).body();
        String session = polling + "&sid=" + open.replaceFirst(".*\"sid\":\"([^\"]*)\".*", "$1");
        CompletableFuture<HttpResponse<String>> poll = http.sendAsync(request(session), ofString());
        Closing closing = new Closing();
        WebSocket socket = http.newWebSocketBuilder()
                .buildAsync(
                        URI.create(application.toString().replaceFirst("^http", "ws")
                                + "/socket.io/?EIO=4&transport=websocket"),
                        closing)
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        var unused = socket.sendText("40", true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        // What was sent before them has come when these requests are answered.
        for (int i = 0; i < 8; i++) {
            http.send(request(polling + "&sid=none"), ofString());
        }
        return new RawVisitors(poll, closing.code);
    }

    private static HttpRequest request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).build();
    }

    /** The poll was answered with a close packet, and the WebSocket closed with a close frame. */
    void assertAllWereTold() throws Exception {
        HttpResponse<String> answer = poll.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(answer.statusCode() + " " + answer.body()).isEqualTo("200 1");
        assertThat(closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isIn(1000, 1001, 1005);
    }

    private static final class Closing implements WebSocket.Listener {

        private final CompletableFuture<Integer> code = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int statusCode, String reason) {
            code.complete(statusCode);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            code.completeExceptionally(error);
        }
    }
}
