package ee.socketio.internal.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Reads a body without blocking, up to a limit in bytes. */
public final class BodyReader implements ReadListener {

    /** What came of it; exactly one is called. */
    public interface Outcome {
        /** The whole body. */
        void onBody(byte[] body);

        /** More than the limit; the rest is not read. */
        void onTooLarge();

        /** The client went away. */
        void onFailure(Throwable failure);
    }

    private final ServletInputStream input;
    private final int limit;
    private final Outcome outcome;
    private final byte[] buffer = new byte[4096];
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(512);
    private boolean done;

    private BodyReader(ServletInputStream input, int limit, Outcome outcome) {
        this.input = input;
        this.limit = limit;
        this.outcome = outcome;
    }

    /** Starts to read. A body that announces its excess is not read at all. */
    public static void read(HttpExchange exchange, int limit, Outcome outcome) {
        if (exchange.contentLength() > limit) {
            outcome.onTooLarge();
            return;
        }
        try {
            ServletInputStream input = exchange.input();
            input.setReadListener(new BodyReader(input, limit, outcome));
        } catch (IOException | IllegalStateException e) {
            outcome.onFailure(e);
        }
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (!done && input.isReady() && !input.isFinished()) {
            int count = input.read(buffer);
            if (count < 0) {
                return; // onAllDataRead follows
            }
            if (body.size() + count > limit) {
                done = true;
                outcome.onTooLarge();
                return;
            }
            body.write(buffer, 0, count);
        }
    }

    @Override
    public void onAllDataRead() {
        if (!done) {
            done = true;
            outcome.onBody(body.toByteArray());
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (!done) {
            done = true;
            outcome.onFailure(failure);
        }
    }
}
