package ee.socketio.internal.namespace;

import ee.socketio.BroadcastOperator;
import ee.socketio.Check;
import ee.socketio.ConnectionListener;
import ee.socketio.Middleware;
import ee.socketio.Namespace;
import ee.socketio.Registration;
import ee.socketio.ServerOptions;
import ee.socketio.Socket;
import ee.socketio.SocketIoServer;
import ee.socketio.engine.EngineServer;
import ee.socketio.internal.engine.Engine;
import ee.socketio.internal.engine.EngineConnection;
import ee.socketio.internal.engine.ErrorReporter;
import ee.socketio.internal.engine.SessionHandler;
import ee.socketio.internal.engine.SessionIds;
import ee.socketio.internal.engine.Timers;
import ee.socketio.internal.engine.codec.Message;
import ee.socketio.internal.namespace.codec.JsonbMapper;
import ee.socketio.internal.namespace.codec.TextParser;
import ee.socketio.spi.AdapterFactory;
import ee.socketio.spi.BroadcastTarget.Flags;
import ee.socketio.spi.EncodedPacket;
import ee.socketio.spi.JsonMapper;
import ee.socketio.spi.Packet;
import ee.socketio.spi.Parser;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The Socket.IO server above one engine. */
public final class LocalServer implements SocketIoServer, Broadcasting {

    private static final System.Logger LOG = System.getLogger("ee.socketio.server");

    private final ServerOptions options;
    private final Engine engine;
    private final JsonMapper mapper;
    private final Parser parser;
    private final AdapterFactory adapters;
    private final ErrorReporter errors;
    private final SessionIds ids = new SessionIds();
    private final Map<String, LocalNamespace> namespaces = new ConcurrentHashMap<>();
    private final Set<ClientConnection> clients = ConcurrentHashMap.newKeySet();
    private final ListenerList<Consumer<Namespace>> namespaceListeners = new ListenerList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final LocalNamespace main;

    /** Puts a server above an engine. */
    public LocalServer(ServerOptions options, Engine engine) {
        this.options = options;
        this.engine = engine;
        this.mapper = options.jsonMapper() == null ? new JsonbMapper() : options.jsonMapper();
        this.parser = options.parser() == null
                ? new TextParser(mapper, options.maxAttachments())
                : options.parser().create(mapper);
        this.adapters = options.adapter() == null ? InMemoryAdapter::new : options.adapter();
        this.errors = new ErrorReporter(LOG, options.engine().errorListener());
        this.main = new LocalNamespace(this, "/", adapters);
        namespaces.put("/", main);
        engine.attach(this::accept);
    }

    private SessionHandler accept(EngineConnection connection) {
        ClientConnection client = new ClientConnection(this, connection);
        clients.add(client); // if close() has taken its look already, the engine refuses or ends the session
        return client;
    }

    void remove(ClientConnection client) {
        clients.remove(client);
    }

    @Nullable LocalNamespace find(String name) {
        return namespaces.get(name);
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

    /** Encodes a packet for any number of receivers. */
    Message encode(Packet packet, Flags flags) {
        EncodedPacket encoded = parser.encode(packet);
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
        String path = name.startsWith("/") ? name : "/" + name;
        if (path.indexOf(',') >= 0) {
            throw new IllegalArgumentException(
                    "The namespace '" + path + "' has a comma, which ends its name on the wire");
        }
        LocalNamespace existing = namespaces.get(path);
        if (existing != null) {
            return existing;
        }
        LocalNamespace created = new LocalNamespace(this, path, adapters);
        setup.accept(created);
        namespaceListeners.forEach(
                listener -> errors.guard("namespace listener", path, () -> listener.accept(created)));
        LocalNamespace raced = namespaces.putIfAbsent(path, created);
        if (raced != null) {
            created.adapter().close();
            return raced;
        }
        return created;
    }

    @Override
    public Namespace sockets() {
        return main;
    }

    @Override
    public Collection<Namespace> namespaces() {
        return List.copyOf(namespaces.values());
    }

    @Override
    public void onNamespace(Consumer<Namespace> listener) {
        Set<Namespace> told = ConcurrentHashMap.newKeySet();
        Consumer<Namespace> once = namespace -> {
            if (told.add(namespace)) { // one that is created just now may be seen twice
                listener.accept(namespace);
            }
        };
        namespaceListeners.add(once);
        namespaces
                .values()
                .forEach(namespace ->
                        errors.guard("namespace listener", namespace.name(), () -> once.accept(namespace)));
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
        namespaces.values().forEach(namespace -> namespace.adapter().close());
    }

    @Override
    public String toString() {
        return "SocketIoServer[" + clients.size() + " clients, " + namespaces.size() + " namespaces]";
    }
}
