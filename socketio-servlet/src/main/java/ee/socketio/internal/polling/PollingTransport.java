package ee.socketio.internal.polling;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import ee.socketio.engine.CloseReason;
import ee.socketio.engine.TransportName;
import ee.socketio.internal.engine.EngineError;
import ee.socketio.internal.engine.EngineSession;
import ee.socketio.internal.engine.Transport;
import ee.socketio.internal.engine.TransportException;
import ee.socketio.internal.engine.codec.Packet;
import ee.socketio.internal.engine.codec.Payload;
import ee.socketio.internal.http.Answer;
import ee.socketio.internal.http.BodyReader;
import ee.socketio.internal.http.HttpExchange;
import ee.socketio.internal.http.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Long-polling: at most one held GET, which receives, and one POST, which sends. Its own small lock guards which requests
 * are open; the session is told after it was released.
 */
public final class PollingTransport implements Transport {

    private static final Answer OK = new Answer(
            200, "text/html", "ok".getBytes(StandardCharsets.US_ASCII), r -> r.setHeader("Cache-Control", "no-store"));

    private final EngineSession session;
    private final PollingFormat format;
    private final PollingResponses responses;
    private final int maxBodyBytes;
    private final Object lock = new Object();

    @GuardedBy("lock") private @Nullable HttpExchange held;

    /** The POST whose body is being read. */
    @GuardedBy("lock") private @Nullable HttpExchange reading;

    /** Whether a POST is open: being read, or waiting for its answer. */
    @GuardedBy("lock") private boolean posting;

    @GuardedBy("lock") private boolean closed;

    /** Makes the transport of a session. */
    public PollingTransport(EngineSession session, PollingResponses responses, int maxBodyBytes) {
        this.session = session;
        this.format = PollingFormat.of(session.revision(), session.request().query());
        this.responses = responses;
        this.maxBodyBytes = maxBodyBytes;
    }

    @Override
    public TransportName transportName() {
        return TransportName.POLLING;
    }

    /** A GET came in: it is held until there is something to send. */
    public void poll(HttpExchange exchange) {
        boolean late;
        boolean overlap;
        synchronized (lock) {
            late = closed;
            overlap = held != null;
            if (!late && !overlap) {
                held = exchange;
            }
        }
        if (late) {
            refuseLate(exchange);
        } else if (overlap) {
            fail("overlap from client");
            exchange.answer(400);
        } else {
            exchange.onGone(() -> lost(exchange));
            session.onWritable(this);
        }
    }

    /** A POST came in: its packets are read, delivered, and only then it is answered. */
    public void post(HttpExchange exchange) {
        boolean late;
        boolean overlap;
        synchronized (lock) {
            late = closed;
            overlap = posting;
            if (!late && !overlap) {
                posting = true;
                reading = exchange;
            }
        }
        if (late) {
            refuseLate(exchange);
        } else if (overlap) {
            fail("data request overlap from client");
            exchange.answer(400);
        } else if (!format.accepts(exchange.contentType())) {
            fail("invalid content");
            exchange.answer(400);
        } else {
            exchange.onGone(() -> fail("data request connection closed prematurely"));
            BodyReader.read(exchange, maxBodyBytes, new PostOutcome(exchange));
        }
    }

    @Override
    public void write(Batch batch) {
        HttpExchange exchange = takeHeld();
        if (exchange != null) {
            long position = batch.position();
            exchange.onWritten(() -> session.onWritten(this, position));
            session.tap().sending(session, batch.packets());
            responses.answer(exchange, format, batch);
        }
        // Otherwise the GET was lost between the decision and now, and the session is ending.
    }

    @Override
    public void close(List<Packet> farewell) {
        HttpExchange exchange;
        HttpExchange aborted;
        synchronized (lock) {
            closed = true;
            exchange = held;
            held = null;
            aborted = reading;
            reading = null;
        }
        if (exchange != null && farewell.isEmpty()) {
            refuseLate(exchange);
        } else if (exchange != null) {
            session.tap().sending(session, farewell);
            responses.answer(exchange, format, new Batch(farewell, false));
        }
        if (aborted != null) {
            aborted.answer(400);
        }
    }

    private @Nullable HttpExchange takeHeld() {
        synchronized (lock) {
            HttpExchange exchange = held;
            held = null;
            return exchange;
        }
    }

    private void lost(HttpExchange exchange) {
        synchronized (lock) {
            if (held == exchange) {
                held = null;
            }
        }
        fail("poll connection closed prematurely");
    }

    private void fail(String why) {
        session.onTransportEnd(this, CloseReason.TRANSPORT_ERROR, new TransportException(why));
    }

    /** The session left this transport, or ended, after the request was checked. */
    private void refuseLate(HttpExchange exchange) {
        EngineError error = session.isClosed() ? EngineError.SESSION_UNKNOWN : EngineError.BAD_REQUEST;
        exchange.answer(Refusal.json(error, error.message()));
    }

    private void deliver(Payload payload) {
        for (Packet packet : payload.packets()) {
            session.onPacket(this, packet);
        }
        if (payload.fault() != null) {
            session.onTransportEnd(this, CloseReason.PARSE_ERROR, new TransportException(payload.fault()));
        }
    }

    /** What becomes of a POST. */
    private final class PostOutcome implements BodyReader.Outcome {
        private final HttpExchange exchange;

        PostOutcome(HttpExchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public void onBody(byte[] body) {
            synchronized (lock) {
                if (reading != exchange) {
                    return; // aborted meanwhile: the session has left this transport
                }
                reading = null;
            }
            deliver(format.decode(exchange.contentType(), body));
            // A client sends the next POST when this one is answered, so the answer is what slows it down.
            session.onPosted(this::ok);
        }

        private void ok() {
            finish();
            exchange.answer(OK);
        }

        @Override
        public void onTooLarge() {
            finish();
            exchange.answer(413);
        }

        @Override
        public void onFailure(Throwable failure) {
            finish();
            fail("data request connection closed prematurely");
            exchange.answer(400);
        }

        /** Before the answer, so that the next POST is no overlap. */
        private void finish() {
            synchronized (lock) {
                posting = false;
                reading = null;
            }
        }
    }
}
