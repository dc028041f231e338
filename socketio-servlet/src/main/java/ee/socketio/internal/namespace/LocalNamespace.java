package ee.socketio.internal.namespace;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import ee.socketio.Arguments;
import ee.socketio.BroadcastOperator;
import ee.socketio.Check;
import ee.socketio.ConnectionListener;
import ee.socketio.Middleware;
import ee.socketio.Namespace;
import ee.socketio.Registration;
import ee.socketio.RemoteSocket;
import ee.socketio.RoomListener;
import ee.socketio.ServerEventListener;
import ee.socketio.Socket;
import ee.socketio.internal.engine.ErrorReporter;
import ee.socketio.internal.engine.codec.Message;
import ee.socketio.spi.Adapter;
import ee.socketio.spi.AdapterFactory;
import ee.socketio.spi.BroadcastTarget;
import ee.socketio.spi.BroadcastTarget.Flags;
import ee.socketio.spi.Packet;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A namespace of this server. How sockets come and go is the affair of its {@link Entrance}. */
final class LocalNamespace implements Namespace, Broadcasting, Audience {

    /** The namespace was cleaned up: nobody can enter it any more. */
    private static final int GONE = Integer.MIN_VALUE;

    private final LocalServer server;
    private final String name;
    private final @Nullable LocalParentNamespace parent;
    private final Adapter adapter;
    private final Entrance entrance;
    private final BroadcastOperator everybody = Broadcast.toAll(this);
    private final Map<String, LocalSocket> sockets = new ConcurrentHashMap<>();
    private final ListenerList<Middleware<Socket>> middlewares = new ListenerList<>();
    private final ListenerList<ConnectionListener> connectionListeners = new ListenerList<>();
    private final ListenerList<RoomListener> roomListeners = new ListenerList<>();
    private final ServerEvents serverEvents;
    private final AtomicLong ackIds = new AtomicLong();
    /** Sockets that are in or on their way in; who takes it from zero to {@link #GONE} ends the namespace. */
    private final AtomicInteger claims = new AtomicInteger();

    private final ReentrantLock adapterClosing = new ReentrantLock();

    @GuardedBy("adapterClosing") private boolean adapterClosed;

    private volatile boolean madeByClient;

    LocalNamespace(LocalServer server, String name, AdapterFactory adapters, @Nullable LocalParentNamespace parent) {
        this.server = server;
        this.name = name;
        this.parent = parent;
        this.serverEvents = new ServerEvents(this);
        this.adapter = adapters.create(new AdapterSide(this));
        this.entrance = new Entrance(this, server.options().connectionStateRecovery());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public LocalServer server() {
        return server;
    }

    @Nullable LocalParentNamespace parent() {
        return parent;
    }

    @Override
    public Adapter adapter() {
        return adapter;
    }

    Entrance entrance() {
        return entrance;
    }

    ServerEvents serverEvents() {
        return serverEvents;
    }

    ListenerList<RoomListener> roomListeners() {
        return roomListeners;
    }

    ListenerList<Middleware<Socket>> middlewares() {
        return middlewares;
    }

    ListenerList<ConnectionListener> connectionListeners() {
        return connectionListeners;
    }

    @Override
    public BroadcastOperator everybody() {
        return everybody;
    }

    @Override
    public Map<String, Socket> sockets() {
        return Collections.unmodifiableMap(sockets);
    }

    /** The connected sockets, for those who let them in and out. */
    Map<String, LocalSocket> members() {
        return sockets;
    }

    long nextAckId() {
        return ackIds.getAndIncrement();
    }

    Message encode(Packet packet, Flags flags) {
        return server.encode(packet, flags);
    }

    /** Sends in the order of broadcasts, if these have one. */
    void inOrder(Runnable send) {
        entrance.inOrder(send);
    }

    // --- life, of a child that may end with its last socket

    /** Somebody wants to enter; false if the namespace has ended, and another of its name may begin. */
    boolean claim() {
        return claims.getAndUpdate(count -> count == GONE ? GONE : count + 1) != GONE;
    }

    /** Somebody has left, or never came in. */
    void release() {
        if (claims.decrementAndGet() == 0
                && parent != null
                && server.options().cleanupEmptyChildNamespaces()
                && claims.compareAndSet(0, GONE)) { // a claim may have come in between: then it stays
            server.registry().remove(this);
        }
    }

    /** A client made this namespace, and is about to enter it. */
    void claimFirst() {
        madeByClient = true;
        claims.set(1);
    }

    /** The namespace has ended, or its server: whichever comes first. */
    void closeAdapter() {
        adapterClosing.lock(); // whoever comes second goes on when it is closed
        try {
            if (!adapterClosed) {
                adapterClosed = true;
                adapter.close();
            }
        } finally {
            adapterClosing.unlock();
        }
    }

    /** Whether it counts among those that clients may make. */
    boolean madeByClient() {
        return madeByClient;
    }

    // --- listeners

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

    @Override
    public Registration onRoom(RoomListener listener) {
        return roomListeners.add(listener);
    }

    // --- to the other servers

    @Override
    public void serverSideEmit(String event, @Nullable Object... arguments) {
        adapter.serverSideEmit(ServerEvents.data(event, arguments));
    }

    @Override
    public CompletionStage<List<Arguments>> serverSideEmitWithAck(String event, @Nullable Object... arguments) {
        return Answers.ofServers(
                adapter.serverSideEmitWithAck(ServerEvents.data(event, arguments), Flags.NONE), server.mapper());
    }

    @Override
    public Registration onServerEvent(String event, ServerEventListener listener) {
        return serverEvents.add(event, listener);
    }

    // --- broadcasts

    @Override
    public ErrorReporter errors() {
        return server.errors();
    }

    @Override
    public void emit(List<@Nullable Object> event, BroadcastTarget target) {
        adapter.broadcast(Packet.event(name, event), target);
    }

    @Override
    public CompletionStage<List<Arguments>> emitWithAck(List<@Nullable Object> event, BroadcastTarget target) {
        Duration timeout = Objects.requireNonNull(target.flags().timeout());
        BroadcastAcks acks = new BroadcastAcks(timeout, server.timers(), server.mapper());
        server.waitsFor(acks);
        try {
            adapter.broadcastWithAck(Packet.event(name, event), target, acks);
        } catch (RuntimeException e) { // an argument cannot be written
            acks.fail(e);
            throw e;
        }
        CompletionStage<Integer> servers = target.flags().local() ? Answers.ONE : adapter.serverCount();
        // Who cannot be counted is waited for: then it ends by its timeout, with the answers that came.
        CompletionStage<?> unused = servers.thenAccept(acks::servers);
        return acks.result();
    }

    @Override
    public CompletionStage<List<RemoteSocket>> fetchSockets(BroadcastTarget target) {
        return Answers.ofFetch(adapter.fetchSockets(target), everybody());
    }

    @Override
    public void socketsJoin(BroadcastTarget target, Collection<String> rooms) {
        adapter.socketsJoin(target, rooms);
    }

    @Override
    public void socketsLeave(BroadcastTarget target, Collection<String> rooms) {
        adapter.socketsLeave(target, rooms);
    }

    @Override
    public void disconnectSockets(BroadcastTarget target, boolean close) {
        adapter.disconnectSockets(target, close);
    }

    /** Calls those who are still connected. */
    void forEach(Collection<String> socketIds, Consumer<LocalSocket> action) {
        for (String id : socketIds) {
            LocalSocket socket = sockets.get(id);
            if (socket != null) {
                action.accept(socket);
            }
        }
    }

    @Override
    public String toString() {
        return "Namespace[" + name + ", " + sockets.size() + " sockets]";
    }
}
