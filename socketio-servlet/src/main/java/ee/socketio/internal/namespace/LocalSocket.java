package ee.socketio.internal.namespace;

import ee.socketio.Arguments;
import ee.socketio.DisconnectListener;
import ee.socketio.DisconnectReason;
import ee.socketio.Handshake;
import ee.socketio.OutgoingListener;
import ee.socketio.Socket;
import ee.socketio.engine.EngineSocket;
import ee.socketio.internal.engine.ErrorReporter;
import ee.socketio.internal.engine.FlushStage;
import ee.socketio.internal.engine.codec.Message;
import ee.socketio.spi.BroadcastTarget;
import ee.socketio.spi.BroadcastTarget.Flags;
import ee.socketio.spi.Packet;
import ee.socketio.spi.PacketType;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client in a namespace of this server. Its state moves by atomic swaps; its listeners run on its connection's thread. */
final class LocalSocket implements Socket, Emitting, Listening, SocketRooms {

    private final String id;
    private final LocalNamespace namespace;
    private final ClientConnection client;
    private final Handshake handshake;
    private final SocketEmitter emitter = new SocketEmitter(this, Flags.NONE);
    private final AtomicReference<SocketState> state = new AtomicReference<>(SocketState.CONNECTING);
    private final ConcurrentMap<String, Object> data = new ConcurrentHashMap<>(0);
    private final SocketListeners listeners = new SocketListeners();
    private final EventDispatch dispatch = new EventDispatch(this);
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final @Nullable SocketSession session;

    private final PendingAcks acks;
    private final ErrorReporter errors;
    private final EventRate rate;

    LocalSocket(
            String id,
            LocalNamespace namespace,
            ClientConnection client,
            Handshake handshake,
            @Nullable SocketSession session) {
        this.id = id;
        this.namespace = namespace;
        this.client = client;
        this.handshake = handshake;
        this.session = session;
        if (session != null && session.saved() != null) {
            data.putAll(session.saved().data());
        }
        this.acks = new PendingAcks(namespace.server().timers());
        this.errors = namespace.server().errors();
        this.rate = EventRate.of(namespace.server());
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public LocalNamespace namespace() {
        return namespace;
    }

    @Override
    public Handshake handshake() {
        return handshake;
    }

    @Override
    public EngineSocket connection() {
        return client.engineSocket();
    }

    @Override
    public CompletionStage<Void> flushed() {
        FlushStage flushed = new FlushStage();
        namespace.inOrder(() -> flushed.follow(connection().flushed())); // behind what was emitted before
        return flushed;
    }

    @Override
    public boolean connected() {
        return state.get() == SocketState.CONNECTED;
    }

    @Override
    public boolean isOver() {
        SocketState now = state.get();
        return now == SocketState.LOST || now == SocketState.DISCONNECTED;
    }

    @Override
    public void later(Runnable task) {
        client.listenerThread().execute(task);
    }

    @Override
    public boolean recovered() {
        return session != null && session.recovered();
    }

    @Override
    public ConcurrentMap<String, Object> data() {
        return data;
    }

    ClientConnection client() {
        return client;
    }

    @Override
    public SocketEmitter emitter() {
        return emitter;
    }

    @Override
    public SocketListeners listeners() {
        return listeners;
    }

    PendingAcks acks() {
        return acks;
    }

    @Nullable SocketSession session() {
        return session;
    }

    /** Completed when the disconnect is through. */
    CompletionStage<Void> gone() {
        return gone;
    }

    // --- life

    /** The middlewares have passed: true for the one call that connects the socket. */
    boolean connect() {
        return state.compareAndSet(SocketState.CONNECTING, SocketState.CONNECTED);
    }

    /** Runs the listeners for connections, on the listener thread. */
    void guard(String what, ErrorReporter.Guarded code) {
        errors.guard(what, id, code);
    }

    /** The client is gone, or never came in. */
    void close(DisconnectReason reason, @Nullable Throwable cause) {
        end(SocketState.after(reason, session != null), reason, cause, () -> {});
    }

    /** The server makes the client leave: what was sent before still arrives, then the farewell, and then nothing. */
    void dismiss(Message farewell) {
        end(
                SocketState.LEAVING,
                DisconnectReason.SERVER_NAMESPACE_DISCONNECT,
                null,
                () -> namespace.inOrder(() -> {
                    client.send(farewell, false);
                    state.set(SocketState.DISCONNECTED);
                }));
    }

    /** The one way out. Acks fail at once, so that a listener that waits for one goes on; the listeners follow in turn. */
    private void end(SocketState over, DisconnectReason reason, @Nullable Throwable cause, Runnable farewell) {
        SocketState before = state.getAndUpdate(current -> current.isOver() ? current : over);
        if (before.isOver()) {
            return;
        }
        if (reason == DisconnectReason.SERVER_NAMESPACE_DISCONNECT || reason == DisconnectReason.SERVER_SHUTTING_DOWN) {
            dispatch.mute(); // the server does not want to hear from the client any more
        }
        if (reason == DisconnectReason.CLIENT_NAMESPACE_DISCONNECT) {
            rate.onLeft(client);
        }
        farewell.run();
        acks.close(reason);
        // Behind the entrance, which puts the connection listeners into the queue in its place in the order.
        namespace.inOrder(
                () -> client.listenerThread().execute(() -> leave(before == SocketState.CONNECTED, reason, cause)));
    }

    private void leave(boolean wasConnected, DisconnectReason reason, @Nullable Throwable cause) {
        if (wasConnected) {
            tell("disconnecting listener", listeners.disconnecting, reason, cause);
        }
        dispatch.mute();
        namespace.entrance().remove(this, state.get() == SocketState.LOST, () -> {
            if (wasConnected) {
                tell("disconnect listener", listeners.disconnect, reason, cause);
            }
            namespace.release();
            gone.complete(null);
        });
    }

    private void tell(
            String what, ListenerList<DisconnectListener> told, DisconnectReason reason, @Nullable Throwable cause) {
        for (DisconnectListener listener : told) {
            guard(what, () -> listener.onDisconnect(reason, cause));
        }
    }

    @Override
    public void disconnect(boolean close) {
        if (close) {
            client.disconnectAll();
        } else if (connected()) {
            client.leave(this);
        }
    }

    // --- receiving; these are called on the reading thread

    void onEvent(Packet packet) {
        if (rate.exceeded(client) || dispatch.isFull(client)) {
            return;
        }
        ReceivedEvent event = new ReceivedEvent(this, packet, namespace.server().mapper());
        client.listenerThread().execute(() -> dispatch.accept(event));
    }

    void onAck(Packet packet) {
        if (packet.id() != null && packet.data() != null) {
            acks.complete(
                    packet.id(),
                    new ReceivedArguments(packet.list(), namespace.server().mapper()));
        }
    }

    /** Tells the error listeners, on the listener thread. */
    void onError(Throwable cause) {
        client.listenerThread().execute(() -> {
            for (Consumer<Throwable> listener : listeners.error) {
                guard("error listener", () -> listener.accept(cause));
            }
        });
    }

    // --- sending

    void send(List<@Nullable Object> event, Flags flags) {
        SocketState now = state.get();
        Packet packet = Packet.event(namespace.name(), event);
        if (session != null && !flags.isVolatile() && (now == SocketState.CONNECTED || now == SocketState.LOST)) {
            // Through the adapter, which keeps it in case that the client loses its connection.
            namespace.adapter().broadcast(packet, new BroadcastTarget(Set.of(id), Set.of(), flags));
        } else if (now == SocketState.CONNECTING || now == SocketState.CONNECTED) {
            Message message = namespace.encode(packet, flags);
            namespace.inOrder(() -> send(message, event, flags));
        }
    }

    CompletionStage<Arguments> sendWithAck(List<@Nullable Object> event, Flags flags) {
        long ackId = namespace.nextAckId();
        Packet packet = new Packet(PacketType.EVENT, namespace.name(), ackId, event);
        Message message = namespace.encode(packet, flags);
        CompletionStage<Arguments> answer = acks.add(ackId, flags.timeout());
        namespace.inOrder(() -> send(message, event, flags));
        // Without this, a caller could complete the future itself and the pending answer would stay.
        return answer.thenApply(arguments -> arguments);
    }

    /** Sends a message that was encoded before, once for all of its receivers. */
    void send(Message message, List<@Nullable Object> event, Flags flags) {
        if (isOver() && state.get() != SocketState.LEAVING) {
            return;
        }
        for (OutgoingListener listener : listeners.anyOutgoing) {
            guard(
                    "catch-all outgoing listener",
                    () -> listener.onEvent(EventData.name(event), event.subList(1, event.size())));
        }
        client.send(message, flags.isVolatile());
    }

    void sendAck(long ackId, List<@Nullable Object> arguments) {
        if (connected()) {
            Packet packet = new Packet(PacketType.ACK, namespace.name(), ackId, arguments);
            Message message = namespace.encode(packet, Flags.NONE);
            namespace.inOrder(() -> client.send(message, false));
        }
    }

    @Override
    public String toString() {
        return "Socket[" + namespace.server().shown(id) + " in " + namespace.name() + " " + state.get() + "]";
    }
}
