package ee.socketio.internal.http;

import ee.socketio.internal.engine.Timers;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body without blocking, up to a limit in bytes. What comes after the limit is read and dropped before anybody hears of
 * it: a container that has answered closes a connection with an unread body, and the reset that this causes may overtake the
 * answer. Two bounds keep a client from having the server read for ever.
 */
public final class BodyReader implements ReadListener {

    /** So many bytes after the limit are dropped: more than a file that somebody sends by mistake has. */
    static final int MAX_DROPPED = 16 << 20;

    /** So long they are waited for at most: a client that trickles gets its answer then. */
    static final int MAX_DROP_MILLIS = 5_000;

    /** How often it is checked that something has come: a client that has stopped has its answer after two of these. */
    static final int PAUSE_MILLIS = 500;

    private static final Timers.Task NOTHING = () -> {};

    /** What came of it; at most one is called, once. */
    public interface Outcome {
        /** The whole body. */
        void onBody(byte[] body);

        /** More than the limit. The rest has been read, unless that would have been too much or taken too long. */
        void onTooLarge();

        /** The client went away before it had sent more than the limit. */
        void onFailure(Throwable failure);
    }

    private final HttpExchange exchange;
    private final int limit;
    private final Timers timers;
    private final Outcome outcome;
    private final byte[] buffer = new byte[4096];
    private final AtomicBoolean done = new AtomicBoolean();
    private @Nullable ServletInputStream input;
    /** Written by the reading thread only. */
    private volatile long count;

    /** What was read; null as soon as it is too large, so that nothing of it is kept while the rest is dropped. */
    private volatile @Nullable ByteArrayOutputStream body = new ByteArrayOutputStream(512);

    private volatile Timers.Task deadline = NOTHING;

    /** Makes a reader for the body of an exchange. */
    public BodyReader(HttpExchange exchange, int limit, Timers timers, Outcome outcome) {
        this.exchange = exchange;
        this.limit = limit;
        this.timers = timers;
        this.outcome = outcome;
    }

    /** Starts to read. A body that announces more than would be dropped is not read at all. */
    public void start() {
        long announced = exchange.contentLength();
        // A client that asks first sends nothing when it is refused, so that there is nothing to drop.
        boolean unread = announced > mostRead() && !exchange.awaitsBody();
        if (unread || (announced > limit && exchange.expectsContinue())) {
            tooLarge();
            return;
        }
        try {
            ServletInputStream stream = exchange.input();
            input = stream;
            exchange.reading();
            if (announced > mostRead()) {
                tooLarge();
            } else if (announced > limit) {
                drop();
            }
            stream.setReadListener(this);
        } catch (IOException | IllegalStateException e) {
            onError(e);
        }
    }

    /** Stops; no outcome is called any more. The exchange is for the caller to answer. */
    public void cancel() {
        stop();
    }

    /** Whether there is more than the limit, even if the rest is still being dropped. */
    public boolean overLimit() {
        return body == null;
    }

    @Override
    public void onDataAvailable() throws IOException {
        ServletInputStream stream = input;
        while (stream != null && wantsMore() && stream.isReady() && !stream.isFinished()) {
            int read = stream.read(buffer);
            if (read < 0) {
                return; // onAllDataRead follows
            }
            take(read);
        }
    }

    /** After the answer only where the request is not over before its body is. Too much of that ends the connection. */
    private boolean wantsMore() throws IOException {
        if (!done.get()) {
            return true;
        }
        if (exchange.awaitsBody() && count > mostRead()) {
            throw new IOException("The client goes on sending more than it may");
        }
        return exchange.awaitsBody();
    }

    private void take(int read) {
        long now = count + read;
        count = now;
        ByteArrayOutputStream kept = body;
        if (done.get()) {
            return; // answered: it is read for the container's sake
        }
        if (now > mostRead()) {
            tooLarge();
        } else if (kept != null && now > limit) {
            drop();
        } else if (kept != null) {
            kept.write(buffer, 0, read);
        }
    }

    @Override
    public void onAllDataRead() {
        bodyIsOver();
        ByteArrayOutputStream kept = body;
        if (kept == null) {
            tooLarge();
        } else if (stop()) {
            outcome.onBody(kept.toByteArray());
        }
    }

    @Override
    public void onError(Throwable failure) {
        bodyIsOver();
        if (overLimit()) {
            tooLarge(); // that was known before, and the rest is of no interest
        } else if (stop()) {
            outcome.onFailure(failure);
        }
    }

    private void bodyIsOver() {
        try {
            exchange.read();
        } catch (IllegalStateException e) {
            // The container has completed the request already.
        }
    }

    private long mostRead() {
        return (long) limit + MAX_DROPPED;
    }

    /** From now on, what arrives is dropped. */
    private void drop() {
        body = null;
        awaitMore(MAX_DROP_MILLIS);
    }

    private void awaitMore(int millisLeft) {
        long before = count;
        deadline = timers.schedule(
                () -> {
                    if (count == before || millisLeft <= PAUSE_MILLIS) {
                        tooLarge();
                    } else {
                        awaitMore(millisLeft - PAUSE_MILLIS);
                    }
                },
                PAUSE_MILLIS);
        if (done.get()) { // cancelled before there was a timer to cancel
            deadline.cancel();
        }
    }

    private void tooLarge() {
        body = null;
        if (stop()) {
            outcome.onTooLarge();
        }
    }

    /** The end of the body, its bounds, the client's abort and {@link #cancel} may meet: the first counts. */
    private boolean stop() {
        boolean first = done.compareAndSet(false, true);
        if (first) {
            deadline.cancel();
        }
        return first;
    }
}
