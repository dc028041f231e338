package ee.socketio.internal.namespace;

import ee.socketio.Arguments;
import ee.socketio.BroadcastOperator;
import ee.socketio.Check;
import ee.socketio.ConnectionListener;
import ee.socketio.Middleware;
import ee.socketio.Namespace;
import ee.socketio.NamespaceMatcher;
import ee.socketio.ParentNamespace;
import ee.socketio.RecoveryOptions;
import ee.socketio.Registration;
import ee.socketio.ServerEventListener;
import ee.socketio.ServerOptions;
import ee.socketio.Socket;
import ee.socketio.SocketIoServer;
import ee.socketio.adapter.InMemoryAdapter;
import ee.socketio.engine.EngineServer;
import ee.socketio.internal.engine.Engine;
import ee.socketio.internal.engine.EngineConnection;
import ee.socketio.internal.engine.EngineSession;
import ee.socketio.internal.engine.ErrorReporter;
import ee.socketio.internal.engine.SerialExecutor;
import ee.socketio.internal.engine.SessionHandler;
import ee.socketio.internal.engine.SessionIds;
import ee.socketio.internal.engine.Timers;
import ee.socketio.internal.engine.codec.Message;
import ee.socketio.internal.namespace.codec.JsonbMapper;
import ee.socketio.internal.namespace.codec.TextParser;
import ee.socketio.internal.validation.PayloadValidation;
import ee.socketio.spi.AdapterFactory;
import ee.socketio.spi.BroadcastTarget.Flags;
import ee.socketio.spi.EncodedPacket;
import ee.socketio.spi.JsonMapper;
import ee.socketio.spi.Packet;
import ee.socketio.spi.Parser;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The Socket.IO server above one engine. */
public final class LocalServer implements SocketIoServer, Broadcasting {

    private static final System.Logger LOG = System.getLogger("ee.socketio.server");

    private final ServerOptions options;
    private final Engine engine;
    private final String path;
    private final JsonMapper mapper;
    private final Parser parser;
    private final ErrorReporter errors;
    private final PayloadValidation validation;
    private final SessionIds ids = new SessionIds();
    private final Set<ClientConnection> clients = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Registry registry;
    private final Set<BroadcastAcks> asking = ConcurrentHashMap.newKeySet(0);
    private final LocalNamespace main;
    private final @Nullable Retention retention;

    /** Puts a server above an engine that is reached under this path. */
    public LocalServer(ServerOptions options, Engine engine, String path) {
        this.options = options;
        this.engine = engine;
        this.path = path;
        this.mapper = options.jsonMapper() == null ? new JsonbMapper() : options.jsonMapper();
        this.parser = options.parser() == null
                ? new TextParser(mapper, options.maxAttachments())
                : options.parser().create(mapper);
        this.errors = new ErrorReporter(LOG, options.engine().errorListener(), this::shown);
        this.validation = new PayloadValidation(options.validation());
        RecoveryOptions recovery = options.connectionStateRecovery();
        this.retention = recovery == null ? null : new Retention(recovery, engine.timers());
        this.registry = new Registry(this, adapters(options.adapter(), retention));
        this.main = registry.of("/", namespace -> {});
        engine.attach(this::accept);
    }

    private AdapterFactory adapters(@Nullable AdapterFactory chosen, @Nullable Retention kept) {
        if (chosen != null) {
            return chosen;
        }
        return kept == null
                ? InMemoryAdapter::new
                : namespace -> new RecoveringAdapter(namespace, kept, ids.next().substring(0, 8));
    }

    private SessionHandler accept(EngineConnection connection) {
        ClientConnection client = new ClientConnection(this, connection);
        clients.add(client); // if close() has taken its look already, the engine refuses or ends the session
        return client;
    }

    void remove(ClientConnection client) {
        clients.remove(client);
    }

    /** A broadcast waits for its answers; the end of the server ends that too. */
    void waitsFor(BroadcastAcks acks) {
        asking.add(acks);
        acks.onEnd(() -> asking.remove(acks));
        if (closed.get()) { // close() may have taken its look before the line above
            acks.onClose();
        }
    }

    Registry registry() {
        return registry;
    }

    SerialExecutor newListenerThread() {
        return engine.newListenerThread();
    }

    /** An id of a socket for the log. Those of old clients contain the secret of their session. */
    String shown(String id) {
        int secret = id.lastIndexOf('#') + 1;
        EngineSession session = engine.store().get(id.substring(secret));
        return session == null ? id : id.substring(0, secret) + session.shortId();
    }

    String newSocketId() {
        return ids.next();
    }

    JsonMapper mapper() {
        return mapper;
    }

    Parser parser() {
        return parser;
    }

    Timers timers() {
        return engine.timers();
    }

    ErrorReporter errors() {
        return errors;
    }

    PayloadValidation validation() {
        return validation;
    }

    /** Encodes a packet for any number of receivers. */
    Message encode(Packet packet, Flags flags) {
        return message(parser.encode(packet), flags);
    }

    /** A packet as the engine sends it. */
    static Message message(EncodedPacket encoded, Flags flags) {
        List<ee.socketio.internal.engine.codec.Packet> packets =
                new ArrayList<>(1 + encoded.binaries().size());
        if (encoded.text() != null) {
            packets.add(ee.socketio.internal.engine.codec.Packet.message(encoded.text()));
        }
        for (byte[] binary : encoded.binaries()) {
            packets.add(ee.socketio.internal.engine.codec.Packet.message(binary));
        }
        return Message.of(packets, flags.compress());
    }

    @Override
    public Namespace of(String name) {
        return of(name, namespace -> {});
    }

    @Override
    public Namespace of(String name, Consumer<Namespace> setup) {
        return registry.of(name, setup);
    }

    @Override
    public ParentNamespace of(Pattern pattern) {
        return registry.add(new LocalParentNamespace(this, pattern));
    }

    @Override
    public ParentNamespace of(BiPredicate<String, JsonObject> matcher) {
        return ofAsync((name, auth) -> CompletableFuture.completedStage(matcher.test(name, auth)));
    }

    @Override
    public ParentNamespace ofAsync(NamespaceMatcher matcher) {
        return registry.add(new LocalParentNamespace(this, matcher));
    }

    @Override
    public Namespace sockets() {
        return main;
    }

    @Override
    public Collection<Namespace> namespaces() {
        return registry.all();
    }

    @Override
    public void onNamespace(Consumer<Namespace> listener) {
        registry.onNamespace(listener);
    }

    @Override
    public void serverSideEmit(String event, @Nullable Object... arguments) {
        main.serverSideEmit(event, arguments);
    }

    @Override
    public CompletionStage<List<Arguments>> serverSideEmitWithAck(String event, @Nullable Object... arguments) {
        return main.serverSideEmitWithAck(event, arguments);
    }

    @Override
    public Registration onServerEvent(String event, ServerEventListener listener) {
        return main.onServerEvent(event, listener);
    }

    @Override
    public void use(Check<Socket> check) {
        main.use(check);
    }

    @Override
    public void use(Middleware<Socket> middleware) {
        main.use(middleware);
    }

    @Override
    public Registration onConnection(ConnectionListener listener) {
        return main.onConnection(listener);
    }

    @Override
    public BroadcastOperator everybody() {
        return main.everybody();
    }

    @Override
    public EngineServer engine() {
        return engine;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public ServerOptions options() {
        return options;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        clients.forEach(ClientConnection::shutDown);
        engine.close();
        asking.forEach(BroadcastAcks::onClose);
        registry.close();
        if (retention != null) {
            retention.close();
        }
        validation.close();
    }

    @Override
    public CompletionStage<Void> close(Duration drain) {
        // Again, because it may be the engine that was asked first, which closes no more than itself.
        return engine.drain(drain, this::close).thenRun(this::close);
    }

    @Override
    public String toString() {
        return "SocketIoServer[" + clients.size() + " clients, " + registry + "]";
    }
}
