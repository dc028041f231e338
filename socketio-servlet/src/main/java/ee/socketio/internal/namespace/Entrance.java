package ee.socketio.internal.namespace;

import ee.socketio.ConnectionListener;
import ee.socketio.DisconnectReason;
import ee.socketio.RecoveryOptions;
import ee.socketio.engine.InvalidOptionException;
import ee.socketio.internal.engine.Timers;
import ee.socketio.internal.engine.codec.Message;
import ee.socketio.spi.BroadcastTarget.Flags;
import ee.socketio.spi.EncodedPacket;
import ee.socketio.spi.Packet;
import ee.socketio.spi.PacketType;
import ee.socketio.spi.SavedSession;
import ee.socketio.spi.SessionAwareAdapter;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How sockets come into a namespace and leave it. With connection state recovery both have their place in the order of
 * broadcasts, so that nothing falls between what a client missed and what it receives again.
 */
final class Entrance {

    /** So long a client waits for the listeners of its own lost connection; then it begins anew. */
    private static final long PATIENCE_MILLIS = 5_000;

    private static final CompletionStage<@Nullable SavedSession> NO_SESSION = CompletableFuture.completedStage(null);

    private final LocalNamespace namespace;
    private final @Nullable RecoveryOptions options;
    private final @Nullable SessionAwareAdapter recovering;
    /** Who is in, is about to be again, or was and whose listeners have not all heard it yet, by its secret. */
    private final Map<String, LocalSocket> byPrivateId = new ConcurrentHashMap<>(0);

    Entrance(LocalNamespace namespace, @Nullable RecoveryOptions options) {
        this.namespace = namespace;
        this.options = options;
        this.recovering = options == null ? null : sessionAware(namespace);
    }

    private static SessionAwareAdapter sessionAware(LocalNamespace namespace) {
        if (namespace.adapter() instanceof SessionAwareAdapter adapter) {
            return adapter;
        }
        throw new InvalidOptionException(
                "connectionStateRecovery",
                "on",
                "off: the adapter " + namespace.adapter() + " cannot recover sessions");
    }

    void inOrder(Runnable send) {
        if (recovering == null) {
            send.run();
        } else {
            recovering.inOrder(send);
        }
    }

    /** The session of a socket that is about to connect, or null without recovery. */
    CompletionStage<@Nullable SocketSession> session(@Nullable String privateId, @Nullable String offset) {
        if (recovering == null) {
            return CompletableFuture.completedStage(null);
        }
        if (privateId == null) {
            return CompletableFuture.completedStage(SocketSession.fresh(newPrivateId()));
        }
        return gone(byPrivateId.get(privateId))
                .thenCompose(gone -> gone ? recovering.takeSession(privateId) : NO_SESSION)
                .handle((saved, failure) -> saved != null
                        ? SocketSession.of(saved, offset)
                        : SocketSession.fresh(
                                newPrivateId())); // a store that fails costs the session, not the connection
    }

    /** Waits until the socket that had the session before is gone; false if its listeners take too long. */
    private CompletionStage<Boolean> gone(@Nullable LocalSocket before) {
        if (before == null) {
            return CompletableFuture.completedStage(true);
        }
        if (!before.isOver()) { // its client has lost that connection, which the server has not noticed yet
            before.client().endStale();
        }
        CompletableFuture<Boolean> gone = new CompletableFuture<>();
        long connectTimeout = namespace.server().options().connectTimeout().toMillis();
        Timers.Task patience = namespace
                .server()
                .timers()
                .schedule(() -> gone.complete(false), Math.max(1, Math.min(PATIENCE_MILLIS, connectTimeout / 2)));
        CompletionStage<?> unused = before.gone().thenRun(() -> {
            patience.cancel();
            gone.complete(true);
        });
        return gone;
    }

    /** A socket is about to take its session up again. */
    void expect(LocalSocket socket) {
        if (socket.session() != null) {
            byPrivateId.put(socket.session().privateId(), socket);
        }
    }

    private String newPrivateId() {
        return namespace.server().newSocketId();
    }

    /**
     * A client asks for the namespace. Called on its reading thread, or that of its handshake.
     *
     * @param inTurn calls {@link #connect(LocalSocket)} when it is the socket's turn, on the listener thread
     */
    void connect(LocalSocket socket, Consumer<LocalSocket> inTurn) {
        boolean implicit = socket.client().protocol() == Protocol.V4 && MainFirst.isMain(socket);
        // An old client hears that it is in together with the open packet, if nothing is to be decided.
        if (implicit && namespace.middlewares().isEmpty() && socket.connect()) {
            enlist(socket); // before it hears of it: from then on it counts on broadcasts
            if (socket.isOver()) { // its clean-up may have been before
                socket.later(() -> remove(socket));
            }
            confirm(socket);
            socket.later(() -> welcome(socket));
        } else {
            socket.later(() -> inTurn.accept(socket));
        }
    }

    /** The middlewares are asked. Runs on the client's listener thread. */
    void connect(LocalSocket socket) {
        SocketSession session = socket.session();
        if (options != null && options.skipMiddlewares() && session != null && session.isOfThisNamespace()) {
            accept(socket);
            return;
        }
        MiddlewareChain.run(
                namespace.middlewares(),
                socket,
                socket.client().listenerThread(),
                () -> accept(socket),
                cause -> refuse(socket, cause),
                cause -> report(socket, cause));
    }

    private void accept(LocalSocket socket) {
        SocketSession session = socket.session();
        if (recovering == null || session == null) {
            letIn(socket);
            return;
        }
        SavedSession saved = session.saved();
        if (saved == null) {
            enter(recovering, socket, session);
            return;
        }
        recovering.resume(saved, session.clientOffset(), missed -> {
            if (missed == null) {
                beginAnew(socket);
            } else {
                letIn(socket, session, missed.packets(), () -> session.resumed(missed.lastOffset()));
            }
        });
    }

    /**
     * What it missed is not all kept any more: its client gets a new socket, with another id and no data, that goes past the
     * middlewares as any other.
     */
    private void beginAnew(LocalSocket socket) {
        LocalSocket fresh = new LocalSocket(
                namespace.server().newSocketId(),
                namespace,
                socket.client(),
                socket.handshake(),
                SocketSession.fresh(newPrivateId()));
        if (namespace.claim() && !socket.client().replace(socket, fresh)) {
            namespace.release(); // the client has left
        }
        socket.close(DisconnectReason.SERVER_NAMESPACE_DISCONNECT, null);
    }

    private void enter(SessionAwareAdapter adapter, LocalSocket socket, SocketSession session) {
        adapter.enter(place -> {
            letIn(socket, session, Set.of(), () -> session.entered(place));
        });
    }

    /** The client hears of it before anything else; it buffers what overtakes this answer. */
    private void letIn(LocalSocket socket) {
        if (socket.connect()) {
            confirm(socket);
            enlist(socket);
            welcome(socket);
        } else { // the client left while the middlewares ran
            socket.client().decided(socket);
        }
    }

    private void confirm(LocalSocket socket) {
        socket.client().send(confirmation(socket, Map.of("sid", socket.id())), false);
        socket.client().joined();
    }

    private void enlist(LocalSocket socket) {
        namespace.members().put(socket.id(), socket);
        socket.join(socket.id());
    }

    /** On the listener thread: if the socket is disconnected just now, the clean-up waits behind this, or has been. */
    private void welcome(LocalSocket socket) {
        if (!socket.gone().toCompletableFuture().isDone()) {
            greet(socket);
        }
        socket.client().decided(socket);
    }

    /**
     * In its place in the order, perhaps on another client's thread. Everything is prepared before the client hears of it, and
     * what it sends then comes after the connection listeners.
     */
    private void letIn(LocalSocket socket, SocketSession session, Iterable<EncodedPacket> missed, Runnable entered) {
        Message confirmation = confirmation(socket, Map.of("sid", socket.id(), "pid", session.privateId()));
        if (!socket.connect()) { // its clean-up puts the session back as it was
            return;
        }
        entered.run();
        byPrivateId.put(session.privateId(), socket);
        enlist(socket);
        socket.join(session.rooms().toArray(String[]::new));
        socket.client().listenerThread().execute(() -> greet(socket));
        missed.forEach(packet -> socket.client().send(LocalServer.message(packet, Flags.NONE), false));
        socket.client().send(confirmation, false);
        socket.client().joined();
    }

    private Message confirmation(LocalSocket socket, Map<String, String> data) {
        Object shown = socket.client().protocol().confirmation(data);
        return namespace.encode(new Packet(PacketType.CONNECT, namespace.name(), null, shown), Flags.NONE);
    }

    private void greet(LocalSocket socket) {
        for (ConnectionListener listener : namespace.connectionListeners()) {
            socket.guard("connection listener of " + namespace.name(), () -> listener.onConnection(socket));
        }
    }

    private void refuse(LocalSocket socket, Throwable cause) {
        socket.client().refused(socket);
        // What went wrong inside is none of the client's business.
        socket.client().send(Rejection.of(socket, cause, unexpected -> report(socket, unexpected)), false);
        socket.close(DisconnectReason.SERVER_NAMESPACE_DISCONNECT, null);
        socket.client().decided(socket);
    }

    private void report(LocalSocket socket, Throwable cause) {
        namespace.server().errors().report("middleware of " + namespace.name(), socket.id(), cause);
    }

    /**
     * A socket is gone: the rooms first, so that a listener of the disconnect sees none.
     *
     * @param keep whether its session is to be saved
     * @param then runs afterwards, on the socket's listener thread
     */
    void remove(LocalSocket socket, boolean keep, Runnable then) {
        SocketSession session = socket.session();
        if (recovering == null || session == null) {
            remove(socket);
            then.run();
            return;
        }
        recovering.exit(place -> {
            SavedSession kept =
                    keep ? session.save(socket.id(), recovering.joinedRooms(socket.id()), socket.data(), place) : null;
            remove(socket);
            socket.client().listenerThread().execute(() -> {
                byPrivateId.remove(session.privateId(), socket); // until now a client that is back has to wait
                then.run();
            });
            return kept;
        });
    }

    /** How many sockets are known by their secrets. */
    int waiting() {
        return byPrivateId.size();
    }

    private void remove(LocalSocket socket) {
        LocalSocket present = namespace.members().get(socket.id());
        if (present == null || present == socket) { // the rooms are not those of another one with its id
            namespace.adapter().removeAll(socket.id());
            namespace.members().remove(socket.id(), socket);
        }
    }
}
