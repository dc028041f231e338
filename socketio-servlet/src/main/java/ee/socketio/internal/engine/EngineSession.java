package ee.socketio.internal.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import ee.socketio.engine.CloseReason;
import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.EngineRequest;
import ee.socketio.internal.engine.codec.Message;
import ee.socketio.internal.engine.codec.Packet;
import ee.socketio.internal.engine.codec.Revision;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One Engine.IO session: it outlives its transports. {@link SessionMoves} decides under the one lock; the {@link Step} that
 * it returns is taken after the lock was released, so nothing is written and no listener called while it is held.
 */
public final class EngineSession {

    private final String id;
    private final EngineRequest request;
    private final Revision revision;
    private final Deadlines deadlines;
    private final Object lock = new Object();

    @GuardedBy("lock") private final SessionMoves moves;

    /** Both written once, before the session is known to anybody. */
    private Inbound inbound = new Inbound(Unattached.INSTANCE);

    private PacketTap tap = PacketTap.NONE;

    /** What happens if the client joins no namespace in time. */
    private volatile Runnable connectTimeout = () -> {};

    EngineSession(String id, EngineRequest request, EngineOptions options, SessionStore store, Timers timers) {
        this.id = id;
        this.request = request;
        this.revision = Revision.of(request.query().get("EIO")) == Revision.V3 ? Revision.V3 : Revision.V4;
        this.deadlines = new Deadlines(timers, this::onDeadline);
        this.moves = new SessionMoves(revision, options, deadlines, () -> {
            deadlines.cancel();
            store.remove(this);
        });
    }

    /** Attaches both sides. Called once, before anybody else knows the session. */
    void attach(SessionHandler handler, Transport transport) {
        inbound = new Inbound(handler);
        synchronized (lock) {
            moves.attach(inbound, transport);
        }
    }

    /** Shows the packets of this session to others. Called at most once, before anybody else knows the session. */
    void attach(PacketTap packetTap) {
        tap = packetTap;
    }

    /** Begins with the open packet; it leaves when the transport is writable. */
    void start(Message open) {
        synchronized (lock) {
            moves.start(open);
        }
    }

    /** The secret id. */
    public String id() {
        return id;
    }

    /** The protocol's revision. */
    public Revision revision() {
        return revision;
    }

    /** Enough of the secret id to recognise the session in a log. */
    public String shortId() {
        return id.substring(0, Math.min(6, id.length())) + "…";
    }

    /** The request that opened the session. */
    public EngineRequest request() {
        return request;
    }

    /** Who is told about this session. */
    SessionHandler handler() {
        return inbound.handler();
    }

    /** The transport that carries the session now. */
    public Transport transport() {
        synchronized (lock) {
            return moves.transport();
        }
    }

    /** Whether the session moved from polling to WebSocket. */
    public boolean upgraded() {
        synchronized (lock) {
            return moves.upgraded();
        }
    }

    /** Whether messages are still accepted. */
    public boolean isOpen() {
        return state() == SessionState.OPEN;
    }

    /** Lets a deadline that has passed take effect before a request is looked at, even if the timer thread is late. */
    void runDueDeadlines() {
        deadlines.runDue();
    }

    /** Whether the session is over. */
    public boolean isClosed() {
        return state() == SessionState.CLOSED;
    }

    private SessionState state() {
        synchronized (lock) {
            return moves.state();
        }
    }

    /** Whether the transport could take a message at this instant. */
    public boolean writable() {
        synchronized (lock) {
            return moves.writable();
        }
    }

    /** Sends a message; a volatile one only if the transport is writable now. Ignored unless the session is open. */
    public void send(Message message, boolean isVolatile) {
        Step step;
        synchronized (lock) {
            step = moves.send(message, isVolatile);
        }
        step.take();
    }

    /** Completes when everything that was sent so far has left; see {@link ee.socketio.engine.EngineSocket#flushed}. */
    public CompletionStage<Void> flushed() {
        synchronized (lock) {
            return moves.flushed();
        }
    }

    long bufferedBytes() {
        synchronized (lock) {
            return moves.bufferedBytes();
        }
    }

    /** Sets who is told, outside of the lock, each time that the last message has left. */
    void onDrain(Runnable told) {
        synchronized (lock) {
            moves.onDrain(told);
        }
    }

    /** Closes after what is queued has left. */
    public void close() {
        Step step;
        synchronized (lock) {
            step = moves.close();
        }
        step.take();
    }

    /** Closes at once and forgets what is queued. */
    public void discard() {
        Step step;
        synchronized (lock) {
            step = moves.discard();
        }
        step.take();
    }

    /** Sets or, with null, takes back what happens if the client joins no namespace in time. */
    public void connectTimeout(long millis, @Nullable Runnable action) {
        connectTimeout = action == null ? () -> {} : action;
        if (action == null) {
            deadlines.clear(Deadlines.Kind.CONNECT);
        } else {
            deadlines.set(Deadlines.Kind.CONNECT, millis);
        }
    }

    /** A transport can take a batch: a GET came in, or the last frame has left. */
    public void onWritable(Transport from) {
        Step step;
        synchronized (lock) {
            step = moves.onWritable(from);
        }
        step.take();
    }

    /** The transport has written the messages up to this position, but cannot take more yet. */
    public void onWritten(Transport from, long position) {
        Step step;
        synchronized (lock) {
            step = moves.onWritten(from, position);
        }
        step.take();
    }

    /** Who is shown the packets that go out. */
    public PacketTap tap() {
        return tap;
    }

    /** A packet arrived. Packets of a transport that the session has left are dropped. */
    public void onPacket(Transport from, Packet packet) {
        tap.received(this, packet);
        Step step;
        synchronized (lock) {
            step = moves.onPacket(from, packet);
        }
        step.take();
    }

    /** A transport failed, was closed by the client or delivered garbage. If it only probed, the session goes on. */
    public void onTransportEnd(Transport from, CloseReason reason, @Nullable Throwable cause) {
        Step step;
        synchronized (lock) {
            step = moves.onTransportEnd(from, reason, cause);
        }
        step.take();
    }

    /** Another transport wants to take over. False if it may not: it is to be closed then. */
    public boolean probe(Transport transport) {
        synchronized (lock) {
            return moves.probe(transport);
        }
    }

    /** Whether the transport may read on; see {@link SessionHandler#readable}. The end of the session resumes it too. */
    public boolean readable(Runnable resume) {
        if (inbound.handler().readable(resume)) {
            return true;
        }
        synchronized (lock) {
            return moves.waitToRead(resume);
        }
    }

    /**
     * The packets of a POST were delivered. Calls {@code answer} once: when the listeners are done with them, or after a
     * moment, but not while too much waits for the listeners; at the latest when the session ends.
     */
    public void onPosted(Runnable answer) {
        PostAnswer once = new PostAnswer(this, answer);
        SessionState state;
        synchronized (lock) {
            moves.onPosted(once);
            state = moves.state();
        }
        if (state == SessionState.CLOSED) {
            once.run();
        } else if (state != SessionState.LEFT && inbound.handler().readable(once)) {
            answerWhenSettled(once);
        }
        // A client that has left is answered at the end, so that its next request comes after it.
    }

    private void answerWhenSettled(PostAnswer answer) {
        if (inbound.handler().settled(answer)) {
            answer.run();
            return;
        }
        synchronized (lock) {
            moves.settle(answer);
        }
    }

    /** A POST is being answered; the end of the session need not do it. */
    void answered(PostAnswer answer) {
        synchronized (lock) {
            moves.answered(answer);
        }
    }

    private void onDeadline(Deadlines.Kind kind) {
        Step step;
        synchronized (lock) {
            step = moves.onDeadline(kind);
        }
        step.take();
        if (kind == Deadlines.Kind.CONNECT) {
            connectTimeout.run();
        }
    }

    @Override
    public String toString() {
        return "Session[" + shortId() + " " + state() + " over " + transport().transportName() + "]";
    }
}
