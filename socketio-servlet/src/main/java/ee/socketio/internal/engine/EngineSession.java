package ee.socketio.internal.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import ee.socketio.engine.CloseReason;
import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.EngineRequest;
import ee.socketio.engine.TransportName;
import ee.socketio.internal.engine.codec.Message;
import ee.socketio.internal.engine.codec.Packet;
import ee.socketio.internal.engine.codec.PacketType;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One Engine.IO session: it outlives its transports. Every decision is made under the one lock and returned as a {@link
 * Step}, which is taken after the lock was released: nothing is written and no listener called while it is held.
 *
 * <p>While an upgrade is probed, the old transport stays the current one: packets leave on it if it is writable, and wait
 * for the new one otherwise. So the order is kept, and nothing is sent twice.
 */
public final class EngineSession {

    /** How long a session that was asked to close may wait for the client to fetch what is queued. */
    static final long CLOSE_TIMEOUT_MILLIS = 30_000;

    /** How long the server waits for a request that was sent at the same time on another connection. */
    static final long OVERTAKING_MILLIS = 50;

    /** How long a POST waits for its listeners, so that their answers are there when the next GET comes. */
    static final long SETTLE_MILLIS = 20;

    private static final List<Packet> CLOSE = List.of(Packet.CLOSE);

    private final String id;
    private final EngineRequest request;
    private final long upgradeTimeout;
    private final SessionStore store;
    private final Deadlines deadlines;
    private final Object lock = new Object();

    @GuardedBy("lock") private SessionState state = SessionState.OPEN;

    @GuardedBy("lock") private Link current = new Link(Unattached.INSTANCE, false);

    @GuardedBy("lock") private final Upgrade upgrade = new Upgrade();

    @GuardedBy("lock") private boolean upgraded;

    @GuardedBy("lock") private final OutboundQueue queue;

    @GuardedBy("lock") private final Heartbeat heartbeat;

    /** Answers the POST that is open, if it waits for something. The end of the session answers it too. */
    @GuardedBy("lock") private @Nullable PostAnswer postAnswer;

    /** Lets a transport read on that had to stop. The end of the session does so too. */
    @GuardedBy("lock") private @Nullable Runnable readOn;

    /** Written once, before the session is known to anybody. */
    private Inbound inbound = new Inbound(Unattached.INSTANCE);

    /** What happens if the client joins no namespace in time. */
    private volatile @Nullable Runnable connectTimeout;

    EngineSession(String id, EngineRequest request, EngineOptions options, SessionStore store, Timers timers) {
        this.id = id;
        this.request = request;
        this.store = store;
        this.upgradeTimeout = options.upgradeTimeout().toMillis();
        this.deadlines = new Deadlines(timers, this::onDeadline);
        this.queue = new OutboundQueue(options.maxOutboundBytes());
        this.heartbeat = new Heartbeat(
                options.pingInterval().toMillis(), options.pingTimeout().toMillis());
    }

    /** Attaches both sides. Called once, before anybody else knows the session. */
    void attach(SessionHandler handler, Transport transport) {
        inbound = new Inbound(handler);
        synchronized (lock) {
            current = new Link(transport, false);
        }
    }

    /** Begins with the open packet; it leaves when the transport is writable. */
    void start(Message open) {
        synchronized (lock) {
            if (state != SessionState.OPEN) {
                return;
            }
            queue.add(open);
            deadlines.set(Deadlines.Kind.HEARTBEAT, heartbeat.interval());
        }
    }

    /** The secret id. */
    public String id() {
        return id;
    }

    /** The request that opened the session. */
    public EngineRequest request() {
        return request;
    }

    /** The transport that carries the session now. */
    public Transport transport() {
        synchronized (lock) {
            return current.transport();
        }
    }

    /** Whether the session moved from polling to WebSocket. */
    public boolean upgraded() {
        synchronized (lock) {
            return upgraded;
        }
    }

    /** Whether messages are still accepted. */
    public boolean isOpen() {
        synchronized (lock) {
            return state == SessionState.OPEN;
        }
    }

    /** Whether the session is over. */
    public boolean isClosed() {
        synchronized (lock) {
            return state == SessionState.CLOSED;
        }
    }

    /** Whether the transport could take a message at this instant. */
    public boolean writable() {
        synchronized (lock) {
            return state == SessionState.OPEN && current.writable();
        }
    }

    /** Sends a message; a volatile one only if the transport is writable now. Ignored unless the session is open. */
    public void send(Message message, boolean isVolatile) {
        Step step;
        synchronized (lock) {
            if (state != SessionState.OPEN || (isVolatile && !current.writable())) {
                return;
            }
            step = queue.offer(message) ? write() : end(CloseReason.TRANSPORT_ERROR, tooSlow(), CLOSE);
        }
        step.take();
    }

    /** Closes after what is queued has left. */
    public void close() {
        Step step = Step.NOTHING;
        synchronized (lock) {
            if (state != SessionState.OPEN) {
                return;
            }
            state = SessionState.CLOSING;
            deadlines.set(Deadlines.Kind.CLOSE, CLOSE_TIMEOUT_MILLIS);
            // While probing, the close waits for the new transport, which the client is about to listen on.
            if (!upgrade.isOpen() && current.writable()) {
                step = end(CloseReason.FORCED_CLOSE, null, CLOSE);
            }
        }
        step.take();
    }

    /** Closes at once and forgets what is queued. */
    public void discard() {
        Step step;
        synchronized (lock) {
            step = end(CloseReason.FORCED_CLOSE, null, CLOSE);
        }
        step.take();
    }

    /** Sets or, with null, takes back what happens if the client joins no namespace in time. */
    public void connectTimeout(long millis, @Nullable Runnable action) {
        connectTimeout = action;
        if (action == null) {
            deadlines.clear(Deadlines.Kind.CONNECT);
        } else {
            deadlines.set(Deadlines.Kind.CONNECT, millis);
        }
    }

    /** A transport can take a batch: a GET came in, or the last frame has left. */
    public void onWritable(Transport from) {
        Step step = Step.NOTHING;
        synchronized (lock) {
            Link probing = upgrade.link(from);
            if (probing != null) {
                probing.becomeWritable();
            } else if (current.transport() == from) {
                current.becomeWritable();
                queue.written();
                step = nextStep();
            }
            // Otherwise the session has left this transport, and closed it then.
        }
        step.take();
    }

    /** A packet arrived. Packets of a transport that the session has left are dropped. */
    public void onPacket(Transport from, Packet packet) {
        Step step;
        synchronized (lock) {
            Link probing = upgrade.link(from);
            if (probing != null) {
                step = onProbePacket(probing, packet);
            } else if (state != SessionState.OPEN || current.transport() != from) {
                return;
            } else {
                step = onCurrentPacket(packet);
            }
        }
        step.take();
    }

    /** A transport failed, was closed by the client or delivered garbage. If it only probed, the session goes on. */
    public void onTransportEnd(Transport from, CloseReason reason, @Nullable Throwable cause) {
        Step step = Step.NOTHING;
        synchronized (lock) {
            if (upgrade.link(from) != null) {
                step = abandonProbe();
            } else if (current.transport() == from) {
                step = end(reason, cause, CLOSE);
            }
        }
        step.take();
    }

    /** Another transport wants to take over. False if it may not: it is to be closed then. */
    public boolean probe(Transport transport) {
        synchronized (lock) {
            boolean may = state == SessionState.OPEN
                    && !upgrade.isOpen()
                    && current.transport().transportName() == TransportName.POLLING;
            if (may) {
                upgrade.begin(transport);
                deadlines.set(Deadlines.Kind.UPGRADE, upgradeTimeout);
            }
            return may;
        }
    }

    /** Who is told about this session. */
    SessionHandler handler() {
        return inbound.handler();
    }

    /** Whether the transport may read on; see {@link SessionHandler#readable}. */
    public boolean readable(Runnable resume) {
        if (inbound.handler().readable(resume)) {
            return true;
        }
        synchronized (lock) {
            readOn = resume;
            return state == SessionState.CLOSED;
        }
    }

    /**
     * The packets of a POST were delivered. Calls {@code answer} once: as soon as the listeners are done with them, or after
     * a moment if they take longer, but not while too much waits for the listeners; at the latest when the session ends.
     */
    public void onPosted(Runnable answer) {
        PostAnswer once = new PostAnswer(answer);
        synchronized (lock) {
            deadlines.clear(Deadlines.Kind.SETTLE);
            if (state == SessionState.LEFT) {
                postAnswer = once; // so that the client's next request comes after the end
                return;
            }
            postAnswer = state == SessionState.CLOSED ? null : once;
        }
        if (isClosed()) {
            once.run();
        } else if (inbound.handler().readable(once)) {
            answerWhenSettled(once);
        }
    }

    private void answerWhenSettled(PostAnswer answer) {
        if (inbound.handler().settled(answer)) {
            answer.run();
            return;
        }
        synchronized (lock) {
            if (postAnswer == answer) {
                deadlines.set(Deadlines.Kind.SETTLE, SETTLE_MILLIS);
            }
        }
    }

    @GuardedBy("lock") private Step onCurrentPacket(Packet packet) {
        if (packet.type() == PacketType.PONG) {
            deadlines.set(Deadlines.Kind.HEARTBEAT, heartbeat.onPong());
            return Step.NOTHING;
        }
        long extension = heartbeat.onPacket();
        if (extension >= 0) {
            deadlines.set(Deadlines.Kind.HEARTBEAT, extension);
        }
        return switch (packet.type()) {
            case MESSAGE -> () -> inbound.message(packet);
            case PING -> end(CloseReason.TRANSPORT_ERROR, new TransportException("invalid heartbeat direction"), CLOSE);
            case CLOSE -> onClientClose();
            default -> Step.NOTHING;
        };
    }

    /** A GET that was sent together with the close may still be on its way. It is to be answered, so it gets a moment. */
    @GuardedBy("lock") private Step onClientClose() {
        boolean polling = current.transport().transportName() == TransportName.POLLING;
        if (polling && !current.writable()) {
            state = SessionState.LEFT;
            deadlines.set(Deadlines.Kind.CLOSE, OVERTAKING_MILLIS);
            return Step.NOTHING;
        }
        return leave();
    }

    @GuardedBy("lock") private Step leave() {
        return end(CloseReason.TRANSPORT_CLOSE, null, List.of(Packet.NOOP));
    }

    @GuardedBy("lock") private Step onProbePacket(Link link, Packet packet) {
        if (packet instanceof Packet.Text text && text.wire().equals("2probe")) {
            Step answer = upgrade.probe(link, current);
            releaseLatePollSoon();
            return answer;
        }
        return packet.type() == PacketType.UPGRADE ? switchTo(link) : abandonProbe();
    }

    @GuardedBy("lock") private void releaseLatePollSoon() {
        if (upgrade.releasesLatePoll()) {
            deadlines.set(Deadlines.Kind.RELEASE_POLL, OVERTAKING_MILLIS);
        }
    }

    @GuardedBy("lock") private Step switchTo(Link link) {
        Transport old = current.transport();
        List<Packet> farewell = upgrade.finish();
        current = link;
        upgraded = true;
        deadlines.clear(Deadlines.Kind.UPGRADE);
        queue.written();
        long rest = heartbeat.onUpgrade();
        if (rest >= 0) {
            deadlines.set(Deadlines.Kind.HEARTBEAT, rest);
        }
        Step leave = () -> {
            old.close(farewell);
            inbound.upgrade(link.transport().transportName());
        };
        return leave.then(link.writable() ? nextStep() : Step.NOTHING);
    }

    @GuardedBy("lock") private Step abandonProbe() {
        deadlines.clear(Deadlines.Kind.UPGRADE);
        Step close = upgrade.abandon();
        boolean closeWaited = state == SessionState.CLOSING && current.writable();
        return closeWaited ? close.then(nextStep()) : close;
    }

    /** What the current transport does, now that it is writable. */
    @GuardedBy("lock") private Step nextStep() {
        if (state == SessionState.LEFT) {
            return leave();
        }
        if (!queue.isEmpty()) {
            return write();
        }
        if (upgrade.isOpen()) {
            upgrade.onPoll();
            releaseLatePollSoon();
            return Step.NOTHING;
        }
        return state == SessionState.CLOSING
                ? end(CloseReason.FORCED_CLOSE, null, List.of(Packet.NOOP, Packet.CLOSE))
                : Step.NOTHING;
    }

    @GuardedBy("lock") private Step write() {
        return current.writable() && !queue.isEmpty() ? current.write(queue.takeAll()) : Step.NOTHING;
    }

    /** The one way out: who moves the state to closed, and nobody else, ends the transports and tells the handler. */
    @GuardedBy("lock") private Step end(CloseReason reason, @Nullable Throwable cause, List<Packet> farewell) {
        if (state == SessionState.CLOSED) {
            return Step.NOTHING;
        }
        state = SessionState.CLOSED;
        queue.clear();
        Transport transport = current.transport();
        Step closeProbe = upgrade.abandon();
        Step release = Step.of(postAnswer).then(Step.of(readOn));
        postAnswer = null;
        readOn = null;
        return () -> {
            deadlines.cancel();
            store.remove(this);
            transport.close(farewell);
            closeProbe.take();
            inbound.close(reason, cause);
            release.take();
        };
    }

    @GuardedBy("lock") private TransportException tooSlow() {
        return new TransportException("the client is too slow: " + queue.bytes() + " bytes wait for it");
    }

    private void onDeadline(Deadlines.Kind kind) {
        Step step;
        synchronized (lock) {
            step = switch (kind) {
                case HEARTBEAT -> beat();
                case UPGRADE -> abandonProbe();
                case RELEASE_POLL -> upgrade.releaseLatePoll(current);
                case SETTLE -> Step.of(postAnswer);
                case CLOSE -> state == SessionState.LEFT ? leave() : end(CloseReason.FORCED_CLOSE, null, CLOSE);
                case CONNECT -> Step.of(connectTimeout);
            };
        }
        step.take();
    }

    @GuardedBy("lock") private Step beat() {
        if (state == SessionState.LEFT) {
            return Step.NOTHING; // it ends in a moment, and not by a fault of its heartbeat
        }
        if (heartbeat.onDeadline() == Heartbeat.Beat.TIMEOUT) {
            return end(CloseReason.PING_TIMEOUT, null, CLOSE);
        }
        if (state == SessionState.CLOSING) {
            return Step.NOTHING; // it has a deadline of its own
        }
        deadlines.setNext(Deadlines.Kind.HEARTBEAT, heartbeat.timeout());
        queue.add(Message.of(Packet.PING));
        return write();
    }

    /** Answers a POST at most once. */
    private final class PostAnswer implements Runnable {
        private final Runnable answer;
        private final AtomicBoolean given = new AtomicBoolean();

        PostAnswer(Runnable answer) {
            this.answer = answer;
        }

        @Override
        public void run() {
            if (!given.compareAndSet(false, true)) {
                return;
            }
            synchronized (lock) {
                if (postAnswer == this) {
                    postAnswer = null;
                }
            }
            answer.run();
        }
    }

    @Override
    public String toString() {
        synchronized (lock) {
            // The id is a secret: enough of it to recognise the session in a log.
            return "Session[" + id.substring(0, Math.min(6, id.length())) + "… " + state + " over "
                    + current.transport().transportName() + "]";
        }
    }
}
