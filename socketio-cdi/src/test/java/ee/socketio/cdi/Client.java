package ee.socketio.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client that speaks the protocol by hand, over WebSocket. */
final class Client implements AutoCloseable {

    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final WebSocket webSocket;

    private Client(int port) throws Exception {
        webSocket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(
                        URI.create("ws://127.0.0.1:" + port + "/socket.io/?EIO=4&transport=websocket"), new Listener())
                .get(10, TimeUnit.SECONDS);
    }

    /** With an open session, in no namespace. */
    static Client open(int port) throws Exception {
        Client client = new Client(port);
        assertThat(client.next()).startsWith("0{");
        return client;
    }

    void send(String frame) throws Exception {
        webSocket.sendText(frame, true).get(10, TimeUnit.SECONDS);
    }

    void sendBinary(byte[] data) throws Exception {
        webSocket.sendBinary(ByteBuffer.wrap(data), true).get(10, TimeUnit.SECONDS);
    }

    /** The next text. */
    String next() throws InterruptedException {
        return String.valueOf(frames.poll(10, TimeUnit.SECONDS));
    }

    @Override
    public void close() {
        webSocket.abort();
    }

    private final class Listener implements WebSocket.Listener {
        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            frames.add(data.toString());
            from.request(1);
            return null;
        }
    }
}
