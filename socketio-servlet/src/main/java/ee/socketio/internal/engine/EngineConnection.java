package ee.socketio.internal.engine;

import ee.socketio.engine.CloseReason;
import ee.socketio.engine.EngineRequest;
import ee.socketio.engine.EngineSocket;
import ee.socketio.engine.TransportName;
import ee.socketio.internal.engine.codec.Message;
import ee.socketio.internal.engine.codec.Packet;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A session as the application sees it. Its listeners run on the session's {@link SerialExecutor}; the layer above, if
 * there is one, is called first and on the reading thread.
 */
public final class EngineConnection implements EngineSocket, SessionHandler {

    private static final int WEIGHT_BYTES = 16_384;
    private static final Runnable NOTHING = () -> {};

    private final EngineSession session;
    private final SerialExecutor listenerThread;
    private final int maxInboundPackets;
    private final ErrorReporter errors;
    private final SessionHandler above;
    private final List<Consumer<String>> textListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<ByteBuffer>> binaryListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<TransportName>> upgradeListeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> drainListeners = new CopyOnWriteArrayList<>();
    private final List<BiConsumer<CloseReason, @Nullable Throwable>> closeListeners = new CopyOnWriteArrayList<>();

    /** Whether the drain listeners are to run: however often the queue runs empty meanwhile, they wait once. */
    private final AtomicBoolean drainQueued = new AtomicBoolean();

    /** Confined to the listener thread. */
    private boolean endTold;

    EngineConnection(
            EngineSession session,
            SerialExecutor listenerThread,
            int maxInboundPackets,
            ErrorReporter errors,
            @Nullable Above above) {
        this.session = session;
        this.listenerThread = listenerThread;
        this.maxInboundPackets = maxInboundPackets;
        this.errors = errors;
        this.above = above == null ? Unattached.INSTANCE : above.accept(this);
    }

    /** The layer above the engine. */
    @FunctionalInterface
    public interface Above {
        /** Takes a new session, on the thread of its handshake, before anything is sent or received. */
        SessionHandler accept(EngineConnection connection);
    }

    /** The session. */
    public EngineSession session() {
        return session;
    }

    /** Runs the listeners of this session, one at a time and in order. */
    public SerialExecutor listenerThread() {
        return listenerThread;
    }

    @Override
    public String id() {
        return session.id();
    }

    @Override
    public int protocol() {
        return session.revision().number();
    }

    @Override
    public TransportName transport() {
        return session.transport().transportName();
    }

    @Override
    public boolean upgraded() {
        return session.upgraded();
    }

    @Override
    public EngineRequest request() {
        return session.request();
    }

    @Override
    public boolean isOpen() {
        return session.isOpen();
    }

    @Override
    public boolean writable() {
        return session.writable();
    }

    @Override
    public void send(String text) {
        session.send(Message.of(Packet.message(text)), false);
    }

    @Override
    public void send(ByteBuffer data) {
        byte[] bytes = new byte[data.remaining()];
        data.duplicate().get(bytes);
        session.send(Message.of(Packet.message(bytes)), false);
    }

    @Override
    public CompletionStage<Void> flushed() {
        return session.flushed();
    }

    @Override
    public long bufferedBytes() {
        return session.bufferedBytes();
    }

    @Override
    public void onDrain(Runnable listener) {
        drainListeners.add(listener);
        session.onDrain(this::onDrained);
    }

    private void onDrained() {
        if (drainQueued.compareAndSet(false, true)) {
            later("drain listener", () -> {
                drainQueued.set(false); // before the listeners look: what drains after that is told again
                if (!endTold) {
                    drainListeners.forEach(Runnable::run);
                }
            });
        }
    }

    @Override
    public void close() {
        session.close();
    }

    @Override
    public void onText(Consumer<String> listener) {
        textListeners.add(listener);
    }

    @Override
    public void onBinary(Consumer<ByteBuffer> listener) {
        binaryListeners.add(listener);
    }

    @Override
    public void onUpgrade(Consumer<TransportName> listener) {
        upgradeListeners.add(listener);
    }

    @Override
    public void onClose(BiConsumer<CloseReason, @Nullable Throwable> listener) {
        closeListeners.add(listener);
    }

    /**
     * The session is known to all: tells the connection listeners, unless close() was faster and has told the end, to no
     * listener, already; and then the layer above.
     */
    void onOpen(List<Consumer<EngineSocket>> listeners) {
        listenerThread.execute(() -> {
            if (!endTold) {
                listeners.forEach(listener ->
                        errors.guard("connection listener", session.shortId(), () -> listener.accept(this)));
            }
        });
        errors.guard("handshake", session.shortId(), above::onOpen); // a parser of the application's may throw anything
    }

    @Override
    public void onText(String text) {
        above.onText(text);
        weigh(text.length());
        if (above == Unattached.INSTANCE || !textListeners.isEmpty()) {
            // The listeners are looked up when their turn has come: the connection listener may be adding them just
            // now.
            later("message listener", () -> textListeners.forEach(listener -> listener.accept(text)));
        }
    }

    @Override
    public void onBinary(Packet.Binary message) {
        above.onBinary(message);
        weigh(message.bytes().length);
        if (above == Unattached.INSTANCE || !binaryListeners.isEmpty()) {
            later("message listener", () -> binaryListeners.forEach(listener -> listener.accept(message.data())));
        }
    }

    @Override
    public void onUpgrade(TransportName transport) {
        above.onUpgrade(transport);
        later("upgrade listener", () -> upgradeListeners.forEach(listener -> listener.accept(transport)));
    }

    @Override
    public void disconnectAll() {
        if (above == Unattached.INSTANCE) {
            session.close();
        } else {
            above.disconnectAll();
        }
    }

    @Override
    public void onClose(CloseReason reason, @Nullable Throwable cause) {
        above.onClose(reason, cause);
        later("close listener", () -> {
            endTold = true;
            closeListeners.forEach(listener -> listener.accept(reason, cause));
        });
    }

    @Override
    public boolean readable(Runnable resume) {
        return listenerThread.hasRoom(maxInboundPackets, resume);
    }

    @Override
    public boolean settled(Runnable then) {
        if (listenerThread.isIdle()) {
            return true;
        }
        listenerThread.execute(then);
        return false;
    }

    /** A large message counts as many, so that few of them cannot fill the memory while they wait for the listeners. */
    private void weigh(int size) {
        for (int weight = size / WEIGHT_BYTES; weight > 0; weight--) {
            listenerThread.execute(NOTHING);
        }
    }

    private void later(String what, ErrorReporter.Guarded listeners) {
        listenerThread.execute(() -> errors.guard(what, session.shortId(), listeners));
    }

    @Override
    public String toString() {
        return session.toString();
    }
}
