package ee.socketio.it;

import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;

/**
 * WebSockets that answer the server's close frame, as the protocol of WebSocket demands. The Java client leaves that to the
 * application and would otherwise notice the end of a connection only by the pings that it misses.
 */
public final class AnsweredCloseFrames implements WebSocket.Factory {

    private static final int NORMAL_CLOSURE = 1000;

    private final OkHttpClient http = new OkHttpClient();

    /** With an HTTP client of its own. */
    public AnsweredCloseFrames() {}

    @Override
    public WebSocket newWebSocket(Request request, WebSocketListener client) {
        return http.newWebSocket(request, new Answering(client));
    }

    private static final class Answering extends WebSocketListener {

        private final WebSocketListener client;

        Answering(WebSocketListener client) {
            this.client = client;
        }

        @Override
        public void onClosing(WebSocket socket, int code, String reason) {
            socket.close(NORMAL_CLOSURE, null);
            client.onClosing(socket, code, reason);
        }

        @Override
        public void onOpen(WebSocket socket, Response response) {
            client.onOpen(socket, response);
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            client.onMessage(socket, text);
        }

        @Override
        public void onMessage(WebSocket socket, ByteString bytes) {
            client.onMessage(socket, bytes);
        }

        @Override
        public void onClosed(WebSocket socket, int code, String reason) {
            client.onClosed(socket, code, reason);
        }

        @Override
        public void onFailure(WebSocket socket, Throwable failure, Response response) {
            client.onFailure(socket, failure, response);
        }
    }
}
