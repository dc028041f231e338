package ee.socketio.internal.polling;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import ee.socketio.engine.CloseReason;
import ee.socketio.engine.TransportName;
import ee.socketio.internal.engine.EngineError;
import ee.socketio.internal.engine.EngineSession;
import ee.socketio.internal.engine.Timers;
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

    private static final String CUT_OFF = "data request connection closed prematurely";

    private final EngineSession session;
    private final PollingFormat format;
    private final PollingResponses responses;
    private final int maxBodyBytes;
    private final Timers timers;
    private final Object lock = new Object();

    @GuardedBy("lock") private @Nullable HttpExchange held;

    /** The POST whose body is being read. */
    @GuardedBy("lock") private @Nullable Post reading;

    /** The POST that is open: being read, or waiting for its answer. */
    @GuardedBy("lock") private @Nullable Post posting;

    @GuardedBy("lock") private boolean closed;

    /** Makes the transport of a session. */
    public PollingTransport(EngineSession session, PollingResponses responses, int maxBodyBytes, Timers timers) {
        this.session = session;
        this.format = PollingFormat.of(session.revision(), session.request().query());
        this.responses = responses;
        this.maxBodyBytes = maxBodyBytes;
        this.timers = timers;
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
            exchange.onExpired(() -> farewell(exchange));
            session.onWritable(this);
        }
    }

    /** A POST came in: its packets are read, delivered, and only then it is answered. */
    public void post(HttpExchange exchange) {
        Post post = new Post(exchange);
        boolean late;
        boolean overlap;
        synchronized (lock) {
            late = closed;
            overlap = posting != null;
            if (!late && !overlap) {
                posting = post;
                reading = post;
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
            post.begin();
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
        Post aborted;
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
            aborted.abort();
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

    /** The application stops, and the session is about to hear of it. */
    private Answer farewell(HttpExchange exchange) {
        synchronized (lock) {
            if (held == exchange) {
                held = null;
            }
        }
        List<Packet> farewell = List.of(Packet.CLOSE);
        session.tap().sending(session, farewell);
        return responses.of(exchange, format, new Batch(farewell, false));
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

    /** A POST and what becomes of it. */
    private final class Post implements BodyReader.Outcome {
        private final HttpExchange exchange;
        private final @Nullable String contentType;
        private final BodyReader reader;

        Post(HttpExchange exchange) {
            this.exchange = exchange;
            this.contentType = exchange.contentType(); // now: the container may take the request back while it is read
            this.reader = new BodyReader(exchange, maxBodyBytes, timers, this);
        }

        void begin() {
            exchange.onGone(this::gone);
            reader.start();
        }

        @Override
        public void onBody(byte[] body) {
            synchronized (lock) {
                if (reading != this) {
                    return; // aborted meanwhile: the session has left this transport
                }
                reading = null;
            }
            deliver(format.decode(contentType, body));
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
            fail(CUT_OFF);
            exchange.answer(400);
        }

        private void gone() {
            if (reader.overLimit()) {
                // It is refused, and that does not end the session: neither does a client that hears nothing of it.
                reader.cancel();
                finish();
            } else {
                fail(CUT_OFF);
            }
        }

        /** The session has left this transport while the body was read, or what is too much of it was dropped. */
        void abort() {
            reader.cancel();
            exchange.answer(reader.overLimit() ? 413 : 400);
        }

        /** Before the answer, so that the next POST is no overlap. */
        private void finish() {
            synchronized (lock) {
                if (posting == this) { // otherwise this is late news of a POST that is over
                    posting = null;
                    reading = null;
                }
            }
        }
    }
}
