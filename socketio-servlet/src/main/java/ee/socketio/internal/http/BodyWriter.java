package ee.socketio.internal.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/**
 * Writes a whole body with one non-blocking write. The container takes it all, and keeps what the client does not read
 * yet, so that the exchange can be completed at once.
 */
final class BodyWriter implements WriteListener {

    private final ServletOutputStream output;
    private final byte[] body;
    private final HttpExchange exchange;
    /** For the container's threads of this request, of which one at a time is there. */
    private boolean done;

    BodyWriter(ServletOutputStream output, byte[] body, HttpExchange exchange) {
        this.output = output;
        this.body = body;
        this.exchange = exchange;
    }

    @Override
    public void onWritePossible() throws IOException {
        if (!done && output.isReady()) {
            done = true;
            output.write(body);
            exchange.written(null);
        }
    }

    /** As {@link #onWritePossible}, on a thread of the request that has another reason to be there. */
    void overtake() {
        try {
            onWritePossible();
        } catch (IOException | RuntimeException e) {
            onError(e);
        }
    }

    @Override
    public void onError(Throwable failure) {
        done = true;
        exchange.written(failure);
    }
}
