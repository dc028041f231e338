package ee.socketio.internal.namespace;

import ee.socketio.BroadcastOperator;
import ee.socketio.Check;
import ee.socketio.ConnectRejectedException;
import ee.socketio.ConnectionListener;
import ee.socketio.DisconnectReason;
import ee.socketio.Middleware;
import ee.socketio.Namespace;
import ee.socketio.Registration;
import ee.socketio.Socket;
import ee.socketio.internal.engine.codec.Message;
import ee.socketio.spi.Adapter;
import ee.socketio.spi.AdapterContext;
import ee.socketio.spi.AdapterFactory;
import ee.socketio.spi.BroadcastTarget.Flags;
import ee.socketio.spi.Packet;
import ee.socketio.spi.PacketType;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A namespace of this server. */
final class LocalNamespace implements Namespace, Broadcasting, AdapterContext {

    private final LocalServer server;
    private final String name;
    private final Adapter adapter;
    private final BroadcastOperator everybody = Broadcast.toAll(this);
    private final Map<String, LocalSocket> sockets = new ConcurrentHashMap<>();
    private final ListenerList<Middleware<Socket>> middlewares = new ListenerList<>();
    private final ListenerList<ConnectionListener> connectionListeners = new ListenerList<>();
    private final AtomicLong ackIds = new AtomicLong();

    LocalNamespace(LocalServer server, String name, AdapterFactory adapters) {
        this.server = server;
        this.name = name;
        this.adapter = adapters.create(this);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String namespace() {
        return name;
    }

    @Override
    public LocalServer server() {
        return server;
    }

    @Override
    public BroadcastOperator everybody() {
        return everybody;
    }

    @Override
    public Map<String, Socket> sockets() {
        return Collections.unmodifiableMap(sockets);
    }

    @Override
    public Set<String> socketIds() {
        return Collections.unmodifiableSet(sockets.keySet());
    }

    Adapter adapter() {
        return adapter;
    }

    long nextAckId() {
        return ackIds.getAndIncrement();
    }

    @Override
    public void use(Check<Socket> check) {
        use(Checks.middleware(check));
    }

    @Override
    public void use(Middleware<Socket> middleware) {
        middlewares.add(middleware);
    }

    @Override
    public Registration onConnection(ConnectionListener listener) {
        return connectionListeners.add(listener);
    }

    /** A client asks for this namespace. Runs on its listener thread. */
    void connect(LocalSocket socket) {
        MiddlewareChain.run(
                middlewares,
                socket,
                socket.client().listenerThread(),
                () -> accept(socket),
                cause -> refuse(socket, cause),
                cause -> report(socket, cause));
    }

    /** The client hears of it before anything else; it buffers what overtakes this answer. */
    private void accept(LocalSocket socket) {
        if (!socket.connect()) {
            return; // the client left while the middlewares ran
        }
        Packet answer = new Packet(PacketType.CONNECT, name, null, Map.of("sid", socket.id()));
        socket.client().send(encode(answer, Flags.NONE), false);
        socket.client().joined();
        sockets.put(socket.id(), socket);
        socket.join(socket.id());
        // If it is disconnected just now, the clean-up waits behind this task on the same thread.
        for (ConnectionListener listener : connectionListeners) {
            socket.guard("connection listener of " + name, () -> listener.onConnection(socket));
        }
    }

    private void refuse(LocalSocket socket, Throwable cause) {
        socket.client().refused(socket);
        socket.client().send(refusal(socket, cause), false);
        socket.close(DisconnectReason.SERVER_NAMESPACE_DISCONNECT, null);
    }

    private Message refusal(LocalSocket socket, Throwable cause) {
        if (!(cause instanceof ConnectRejectedException rejection)) {
            report(socket, cause);
            return error("Internal error", null); // what went wrong inside is none of the client's business
        }
        String message = String.valueOf(rejection.getMessage());
        try {
            return error(message, rejection.data());
        } catch (IllegalArgumentException e) { // the data cannot be written
            report(socket, e);
            return error(message, null);
        }
    }

    private Message error(String message, @Nullable Object data) {
        Map<String, @Nullable Object> error = new LinkedHashMap<>();
        error.put("message", message);
        if (data != null) {
            error.put("data", data);
        }
        return encode(new Packet(PacketType.CONNECT_ERROR, name, null, error), Flags.NONE);
    }

    private void report(LocalSocket socket, Throwable cause) {
        server.errors().report("middleware of " + name, socket.id(), cause);
    }

    /** A socket is gone: the rooms first, so that a listener of the disconnect sees none. */
    void remove(LocalSocket socket) {
        adapter.removeAll(socket.id());
        sockets.remove(socket.id(), socket);
    }

    Message encode(Packet packet, Flags flags) {
        return server.encode(packet, flags);
    }

    @Override
    public void deliver(Packet packet, Collection<String> socketIds, Flags flags) {
        Message message = null;
        for (String id : socketIds) {
            LocalSocket socket = sockets.get(id);
            if (socket != null) {
                if (message == null) {
                    message = encode(packet, flags); // once, and only if there is anybody
                }
                socket.send(message, packet.list(), flags);
            }
        }
    }

    @Override
    public String toString() {
        return "Namespace[" + name + ", " + sockets.size() + " sockets]";
    }
}
