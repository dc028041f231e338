package ee.socketio.internal.engine;

import ee.socketio.engine.CloseReason;
import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.SessionClosedException;
import ee.socketio.engine.TransportName;
import ee.socketio.internal.engine.codec.Message;
import ee.socketio.internal.engine.codec.Packet;
import ee.socketio.internal.engine.codec.Packet3;
import ee.socketio.internal.engine.codec.PacketType;
import ee.socketio.internal.engine.codec.Revision;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a session does. Confined to the session's lock; nothing is done here: every decision is returned as a {@link
 * Step}, which the session takes when it has released the lock.
 *
 * <p>While an upgrade is probed, the old transport stays the current one: packets leave on it if it is writable, and wait
 * for the new one otherwise. So the order is kept, and nothing is sent twice.
 */
final class SessionMoves {

    /** How long a session that was asked to close may wait for the client to fetch what is queued. */
    static final long CLOSE_TIMEOUT_MILLIS = 30_000;

    /** How long the server waits for a request that was sent at the same time on another connection. */
    static final long OVERTAKING_MILLIS = 50;

    /** How long a POST waits for its listeners, so that their answers are there when the next GET comes. */
    static final long SETTLE_MILLIS = 20;

    private static final List<Packet> CLOSE = List.of(Packet.CLOSE);
    private static final Message PONG = Message.of(Packet3.PONG);
    private static final CompletionStage<Void> FLUSHED = CompletableFuture.completedStage(null);

    private final Deadlines deadlines;
    private final Runnable onEnd;
    private final long upgradeTimeout;
    private final OutboundQueue queue;
    private final FlushWaiters flushWaiters = new FlushWaiters();
    private final Heartbeat heartbeat;
    private final Upgrade upgrade = new Upgrade();
    private Inbound inbound = new Inbound(Unattached.INSTANCE);
    private SessionState state = SessionState.OPEN;
    private Link current = new Link(Unattached.INSTANCE, false);
    private boolean upgraded;

    /** Whether the open packet has left. */
    private boolean opened;

    /** Answers the POST that is open, if it waits for something. The end of the session answers it too. */
    private @Nullable Runnable postAnswer;

    /** Lets a transport read on that had to stop. The end of the session does so too. */
    private @Nullable Runnable readOn;

    /** Is told when the last message has left, if anybody wants to hear of it. */
    private @Nullable Runnable drained;

    /** How the session ended. */
    private @Nullable SessionClosedException ended;

    SessionMoves(Revision revision, EngineOptions options, Deadlines deadlines, Runnable onEnd) {
        this.deadlines = deadlines;
        this.onEnd = onEnd;
        this.upgradeTimeout = options.upgradeTimeout().toMillis();
        this.queue = new OutboundQueue(options.maxOutboundBytes());
        this.heartbeat = Heartbeat.of(
                revision,
                options.pingInterval().toMillis(),
                options.pingTimeout().toMillis());
    }

    void attach(Inbound handler, Transport transport) {
        inbound = handler;
        current = new Link(transport, false);
    }

    void start(Message open) {
        if (state == SessionState.OPEN) {
            queue.add(open);
            deadlines.set(Deadlines.Kind.HEARTBEAT, heartbeat.first());
        }
    }

    SessionState state() {
        return state;
    }

    Transport transport() {
        return current.transport();
    }

    boolean upgraded() {
        return upgraded;
    }

    boolean writable() {
        return state == SessionState.OPEN && current.writable();
    }

    Step send(Message message, boolean isVolatile) {
        if (state != SessionState.OPEN || (isVolatile && !current.writable())) {
            return Step.NOTHING;
        }
        return queue.offer(message)
                ? write()
                : end(CloseReason.TRANSPORT_ERROR, new TransportException(queue.refusal(message)), CLOSE);
    }

    long bufferedBytes() {
        return queue.bytes();
    }

    CompletionStage<Void> flushed() {
        if (ended != null) {
            return CompletableFuture.failedStage(ended);
        }
        return queue.isDrained() ? FLUSHED : flushWaiters.add(queue.last());
    }

    void onDrain(Runnable told) {
        drained = told;
    }

    Step close() {
        if (state != SessionState.OPEN) {
            return Step.NOTHING;
        }
        state = SessionState.CLOSING;
        deadlines.set(Deadlines.Kind.CLOSE, CLOSE_TIMEOUT_MILLIS);
        // While probing, the close waits for the new transport, which the client is about to listen on.
        return !upgrade.isOpen() && current.writable() ? end(CloseReason.FORCED_CLOSE, null, CLOSE) : Step.NOTHING;
    }

    Step discard() {
        return end(CloseReason.FORCED_CLOSE, null, CLOSE);
    }

    Step onWritable(Transport from) {
        Link probing = upgrade.link(from);
        if (probing != null) {
            return upgrade.onWritable(probing);
        }
        if (current.transport() != from) {
            return Step.NOTHING; // the session has left this transport, and closed it then
        }
        current.becomeWritable();
        Step told = tellLeft(queue.written());
        return nextStep().then(told); // the client first, then whoever waits for it
    }

    Step onWritten(Transport from, long position) {
        return current.transport() == from ? tellLeft(queue.left(position)) : Step.NOTHING;
    }

    private Step tellLeft(boolean news) {
        if (!news || state == SessionState.CLOSED) {
            return Step.NOTHING;
        }
        if (!opened) {
            opened = true;
            postpone(heartbeat.onOpened());
        }
        Step flushed = flushWaiters.complete(queue.left());
        return queue.isDrained() ? flushed.then(Step.of(drained)) : flushed;
    }

    Step onPacket(Transport from, Packet packet) {
        Link probing = upgrade.link(from);
        if (probing != null) {
            return onProbePacket(probing, packet);
        }
        return state == SessionState.OPEN && current.transport() == from ? onCurrentPacket(packet) : Step.NOTHING;
    }

    Step onTransportEnd(Transport from, CloseReason reason, @Nullable Throwable cause) {
        if (upgrade.link(from) != null) {
            return abandonProbe();
        }
        return current.transport() == from ? end(reason, cause, CLOSE) : Step.NOTHING;
    }

    boolean probe(Transport transport) {
        boolean may = state == SessionState.OPEN
                && !upgrade.isOpen()
                && current.transport().transportName() == TransportName.POLLING;
        if (may) {
            upgrade.begin(transport);
            deadlines.set(Deadlines.Kind.UPGRADE, upgradeTimeout);
        }
        return may;
    }

    /** True if the session is over, and {@code resume} is not needed. */
    boolean waitToRead(Runnable resume) {
        readOn = resume;
        return state == SessionState.CLOSED;
    }

    /** A POST waits to be answered. The end of the session answers it, unless that has been. */
    void onPosted(Runnable answer) {
        deadlines.clear(Deadlines.Kind.SETTLE);
        postAnswer = state == SessionState.CLOSED ? null : answer;
    }

    void settle(Runnable answer) {
        if (postAnswer == answer) {
            deadlines.set(Deadlines.Kind.SETTLE, SETTLE_MILLIS);
        }
    }

    void answered(Runnable answer) {
        if (postAnswer == answer) {
            postAnswer = null;
        }
    }

    Step onDeadline(Deadlines.Kind kind) {
        return switch (kind) {
            case HEARTBEAT -> beat();
            case UPGRADE -> abandonProbe();
            case RELEASE_POLL -> upgrade.releaseLatePoll(current);
            case SETTLE -> Step.of(postAnswer);
            case CLOSE -> state == SessionState.LEFT ? leave() : end(CloseReason.FORCED_CLOSE, null, CLOSE);
            case CONNECT -> Step.NOTHING; // the session's own
        };
    }

    private Step onCurrentPacket(Packet packet) {
        if (packet.type() == heartbeat.fromClient()) {
            deadlines.set(Deadlines.Kind.HEARTBEAT, heartbeat.onBeat());
            // Within the bound of the queue: a client may send any number of pings without fetching the answers.
            return packet.type() == PacketType.PING ? send(PONG, false) : Step.NOTHING;
        }
        postpone(heartbeat.onPacket());
        return switch (packet.type()) {
            case MESSAGE -> () -> inbound.message(packet);
            case PING, PONG ->
                end(CloseReason.TRANSPORT_ERROR, new TransportException("invalid heartbeat direction"), CLOSE);
            case CLOSE -> onClientClose();
            default -> Step.NOTHING;
        };
    }

    /** A GET that was sent together with the close may still be on its way. It is to be answered, so it gets a moment. */
    private Step onClientClose() {
        boolean polling = current.transport().transportName() == TransportName.POLLING;
        if (polling && !current.writable()) {
            state = SessionState.LEFT;
            deadlines.set(Deadlines.Kind.CLOSE, OVERTAKING_MILLIS);
            return Step.NOTHING;
        }
        return leave();
    }

    private Step leave() {
        return end(CloseReason.TRANSPORT_CLOSE, null, List.of(Packet.NOOP));
    }

    private Step onProbePacket(Link link, Packet packet) {
        if (packet instanceof Packet.Text text && text.wire().equals("2probe")) {
            Step answer = upgrade.probe(link, current);
            releaseLatePollSoon();
            return answer;
        }
        return packet.type() == PacketType.UPGRADE ? switchTo(link) : abandonProbe();
    }

    private void releaseLatePollSoon() {
        if (upgrade.releasesLatePoll()) {
            deadlines.set(Deadlines.Kind.RELEASE_POLL, OVERTAKING_MILLIS);
        }
    }

    private Step switchTo(Link link) {
        Transport old = current.transport();
        List<Packet> farewell = upgrade.finish();
        current = link;
        upgraded = true;
        deadlines.clear(Deadlines.Kind.UPGRADE);
        Step flushed = tellLeft(queue.written());
        postpone(heartbeat.onUpgrade());
        Inbound told = inbound;
        Step leave = () -> {
            old.close(farewell);
            told.upgrade(link.transport().transportName());
        };
        return leave.then(link.writable() ? nextStep() : Step.NOTHING).then(flushed);
    }

    private Step abandonProbe() {
        deadlines.clear(Deadlines.Kind.UPGRADE);
        Step close = upgrade.abandon();
        boolean closeWaited = state == SessionState.CLOSING && current.writable();
        return closeWaited ? close.then(nextStep()) : close;
    }

    /** What the current transport does, now that it is writable. */
    private Step nextStep() {
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

    private Step write() {
        return current.writable() && !queue.isEmpty() ? current.write(queue.takeAll()) : Step.NOTHING;
    }

    private void postpone(long heartbeatMillis) {
        if (heartbeatMillis >= 0) {
            deadlines.set(Deadlines.Kind.HEARTBEAT, heartbeatMillis);
        }
    }

    private Step beat() {
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

    /** The one way out: who moves the state to closed, and nobody else, ends the transports and tells the handler. */
    private Step end(CloseReason reason, @Nullable Throwable cause, List<Packet> farewell) {
        if (state == SessionState.CLOSED) {
            return Step.NOTHING;
        }
        state = SessionState.CLOSED;
        queue.clear();
        ended = new SessionClosedException(reason, cause);
        Transport transport = current.transport();
        Inbound told = inbound;
        Step closeProbe = upgrade.abandon();
        Step release = Step.of(postAnswer).then(Step.of(readOn)).then(flushWaiters.fail(ended));
        postAnswer = null;
        readOn = null;
        return () -> {
            onEnd.run();
            try {
                transport.close(farewell);
                closeProbe.take();
            } finally { // whatever a container throws, everybody hears of the end
                told.close(reason, cause);
                release.take();
            }
        };
    }
}
