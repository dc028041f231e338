package ee.socketio.internal.namespace;

import ee.socketio.DisconnectReason;
import ee.socketio.engine.CloseReason;
import ee.socketio.engine.EngineSocket;
import ee.socketio.engine.TransportName;
import ee.socketio.internal.engine.EngineConnection;
import ee.socketio.internal.engine.SerialExecutor;
import ee.socketio.internal.engine.SessionHandler;
import ee.socketio.internal.engine.TokenBucket;
import ee.socketio.internal.engine.codec.Message;
import ee.socketio.spi.BroadcastTarget.Flags;
import ee.socketio.spi.Packet;
import ee.socketio.spi.PacketType;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One client: an engine session and its sockets by namespace. Packets are decoded on the reading thread, where acks are
 * completed as well; whatever the application hears of runs on the {@link #listenerThread()}.
 */
final class ClientConnection implements SessionHandler {

    private static final System.Logger LOG = System.getLogger("ee.socketio.client");
    private static final int MAX_LEFT = 1000;

    private final LocalServer server;
    private final EngineConnection engine;
    private final Protocol protocol;
    private final Incoming incoming;
    private final MainFirst mainFirst;
    private final Successors successors = new Successors();
    /** In the order of joining, in which they leave when the server says so. */
    private final Map<String, LocalSocket> sockets = Collections.synchronizedMap(new LinkedHashMap<>(2));
    /** Namespaces that the server made the client leave, which packets on their way do not know yet. */
    private final Set<String> left = ConcurrentHashMap.newKeySet(1);
    /** Namespaces that were asked for and are not found or made yet. */
    private final Set<String> asking = ConcurrentHashMap.newKeySet(1);
    /** Why the connection ended, once it has. */
    private volatile @Nullable DisconnectReason ended;
    /** Event rates of namespaces that the client left. Confined to the reading thread. */
    private final Queue<TokenBucket> usedBuckets = new ArrayDeque<>(0);

    ClientConnection(LocalServer server, EngineConnection engine) {
        this.server = server;
        this.engine = engine;
        this.protocol = Protocol.of(engine);
        this.incoming = new Incoming(engine, server.parser().newDecoder(), this::onPacket, this::onMalformed);
        this.mainFirst = new MainFirst(protocol);
        long connectTimeout = server.options().connectTimeout().toMillis();
        engine.session().connectTimeout(connectTimeout, this::onConnectTimeout);
    }

    Protocol protocol() {
        return protocol;
    }

    EngineSocket engineSocket() {
        return engine;
    }

    SerialExecutor listenerThread() {
        return engine.listenerThread();
    }

    Queue<TokenBucket> usedBuckets() {
        return usedBuckets;
    }

    void send(Message message, boolean isVolatile) {
        engine.session().send(message, isVolatile);
    }

    // --- what the sockets ask for

    /** A socket has joined its namespace. */
    void joined() {
        engine.session().connectTimeout(0, null);
    }

    /** The middlewares of a socket have decided. Called on the listener thread. */
    void decided(LocalSocket socket) {
        mainFirst.onDecided(socket);
    }

    /** A middleware refused the socket. */
    void refused(LocalSocket socket) {
        sockets.remove(socket.namespace().name(), socket);
    }

    /** The server makes the client leave one namespace. */
    void leave(LocalSocket socket) {
        String namespace = socket.namespace().name();
        if (left.size() >= MAX_LEFT) {
            left.clear(); // what crosses the oldest of these has arrived long ago
        }
        left.add(namespace); // before the removal: a packet that comes in between must find one of the two
        if (sockets.remove(namespace, socket)) {
            socket.dismiss(server.encode(new Packet(PacketType.DISCONNECT, namespace, null, null), Flags.NONE));
        }
    }

    /** Makes the client leave all namespaces, in the order of joining, and closes the connection behind what was sent. */
    @Override
    public void disconnectAll() {
        List<LocalSocket> all = List.copyOf(sockets.values());
        AtomicInteger leaving = new AtomicInteger(1 + all.size());
        Runnable gone = () -> {
            if (leaving.decrementAndGet() == 0) {
                engine.session().close();
            }
        };
        for (LocalSocket socket : all) {
            leave(socket);
            socket.namespace().inOrder(gone);
        }
        gone.run();
    }

    /** The client is back on another connection: this one is dead, though nobody has noticed. */
    void endStale() {
        engine.session().discard();
    }

    /** The server stops: the client learns it from its transport and will try again. */
    void shutDown() {
        closeSockets(DisconnectReason.SERVER_SHUTTING_DOWN, null);
        engine.session().discard();
    }

    // --- what the session reports, on the reading thread

    @Override
    public void onOpen() {
        if (protocol == Protocol.V4) {
            connect(ConnectRequest.implicit(this));
        }
    }

    @Override
    public void onText(String text) {
        incoming.text(text, this::isKnown);
    }

    @Override
    public void onBinary(ee.socketio.internal.engine.codec.Packet.Binary message) {
        incoming.binary(message.bytes(), this::isKnown);
    }

    /** Nothing is buffered for a stranger. */
    private boolean isKnown() {
        return !sockets.isEmpty() || !left.isEmpty();
    }

    @Override
    public void onUpgrade(TransportName transport) {}

    @Override
    public void onClose(CloseReason reason, @Nullable Throwable cause) {
        incoming.stop();
        server.remove(this);
        closeSockets(disconnectReason(reason), cause);
    }

    @Override
    public boolean readable(Runnable resume) {
        return true; // decided by the connection below
    }

    @Override
    public boolean settled(Runnable then) {
        return true;
    }

    private void onPacket(Packet packet) {
        if (packet.type() == PacketType.CONNECT) {
            connect(ConnectRequest.of(this, packet));
            return;
        }
        String namespace = protocol.name(packet.namespace());
        LocalSocket socket = sockets.get(namespace);
        if (socket == null && left.contains(namespace)) {
            return; // it crossed the server's DISCONNECT
        }
        if (socket == null || !socket.connected()) {
            if (protocol == Protocol.V5) { // old clients are not disconnected for it
                onInvalid("a packet of type " + packet.type() + " for a namespace that was not joined");
            }
            return;
        }
        switch (packet.type()) {
            case EVENT -> socket.onEvent(packet);
            case ACK -> socket.onAck(packet);
            case CONNECT_ERROR -> onInvalid("an error of a client");
            default -> {
                sockets.remove(namespace, socket);
                socket.close(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT, null);
            }
        }
    }

    private void connect(ConnectRequest request) {
        String name = request.name();
        if (sockets.containsKey(name) || !asking.add(name)) {
            onInvalid("a second CONNECT for a namespace");
        } else if (asking.size() > server.options().engine().maxInboundPackets()) {
            onInvalid("too many CONNECTs that wait for their namespaces"); // matchers may take their time
        } else {
            request.start(server.registry());
        }
    }

    /** There is no such namespace. */
    void unknown(String name, String message) {
        asking.remove(name);
        send(Rejection.of(server, protocol, name, message, null), false);
    }

    /** The namespace that was asked for is there. */
    void admit(LocalSocket socket) {
        String name = socket.namespace().name();
        left.remove(name);
        sockets.put(name, socket);
        asking.remove(name); // after the line above: a second CONNECT must find one of the two
        start(socket);
    }

    /** What the socket was to take up is gone: another one begins in its place. False if it is not wanted any more. */
    boolean replace(LocalSocket socket, LocalSocket fresh) {
        boolean replaced = sockets.replace(socket.namespace().name(), socket, fresh);
        if (replaced) {
            start(fresh);
        }
        return replaced;
    }

    private void start(LocalSocket socket) {
        String name = socket.namespace().name();
        DisconnectReason reason = ended;
        if (reason != null && sockets.remove(name, socket)) { // the end may have taken its look at the sockets before
            socket.close(reason, null);
        } else {
            successors.connect(socket, next -> next.namespace().entrance().connect(next, mainFirst::connect));
        }
    }

    /** What cannot be decoded, and a flood, ends the connection, and every socket hears why. */
    void onMalformed(Throwable cause) {
        LOG.log(System.Logger.Level.DEBUG, "{0}: {1}", engine, cause.getMessage());
        incoming.stop();
        List.copyOf(sockets.values()).stream().filter(LocalSocket::connected).forEach(socket -> socket.onError(cause));
        engine.session().close();
        closeSockets(DisconnectReason.FORCED_CLOSE, cause);
    }

    private void onInvalid(String why) {
        LOG.log(System.Logger.Level.DEBUG, "{0}: {1}", engine, why);
        incoming.stop();
        closeConnection();
    }

    private void onConnectTimeout() {
        LOG.log(System.Logger.Level.DEBUG, "{0}: joined no namespace in time", engine);
        closeConnection();
    }

    /** The reason says whether the client hears of it now or, on polling, with its next request. */
    private void closeConnection() {
        engine.session().close();
        boolean atOnce = engine.session().isClosed() || engine.transport() == TransportName.WEBSOCKET;
        closeSockets(atOnce ? DisconnectReason.FORCED_CLOSE : DisconnectReason.FORCED_SERVER_CLOSE, null);
    }

    private void closeSockets(DisconnectReason reason, @Nullable Throwable cause) {
        ended = reason;
        for (LocalSocket socket : List.copyOf(sockets.values())) {
            sockets.remove(socket.namespace().name(), socket);
            socket.close(reason, cause);
        }
    }

    private static DisconnectReason disconnectReason(CloseReason reason) {
        return switch (reason) {
            case TRANSPORT_ERROR -> DisconnectReason.TRANSPORT_ERROR;
            case TRANSPORT_CLOSE -> DisconnectReason.TRANSPORT_CLOSE;
            case FORCED_CLOSE -> DisconnectReason.FORCED_CLOSE;
            case PING_TIMEOUT -> DisconnectReason.PING_TIMEOUT;
            case PARSE_ERROR -> DisconnectReason.PARSE_ERROR;
        };
    }
}
