package ee.socketio.internal.engine;

import ee.socketio.engine.ConnectionError;
import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.EngineRequest;
import ee.socketio.engine.EngineServer;
import ee.socketio.engine.EngineSocket;
import ee.socketio.engine.HeadersListener;
import ee.socketio.engine.PacketListener;
import ee.socketio.engine.ResponseHeaders;
import ee.socketio.engine.TransportName;
import ee.socketio.internal.engine.codec.Message;
import ee.socketio.internal.engine.codec.OpenPacket;
import ee.socketio.internal.engine.codec.Packet;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The Engine.IO server: opens sessions, knows the hooks, runs timers and listeners. */
public final class Engine implements EngineServer {

    private static final System.Logger LOG = System.getLogger("ee.socketio.engine");

    private final EngineOptions options;
    private final @Nullable HttpSessionIndex httpSessions;
    private final SessionStore store;
    private final SessionIds ids = new SessionIds();
    private final Timers timers;
    private final Admission admission;
    private final ListenerPool pool;
    private final ErrorReporter errors;
    private final PacketTap tap;
    private final Drain drain = new Drain();
    private final List<Consumer<EngineSocket>> connectionListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<ConnectionError>> errorListeners = new CopyOnWriteArrayList<>();
    private final List<HeadersListener> initialHeadersListeners = new CopyOnWriteArrayList<>();
    private final List<HeadersListener> headersListeners = new CopyOnWriteArrayList<>();
    private EngineConnection.@Nullable Above above;

    /** Makes a server that runs on these threads, as far as the options leave it to them. */
    public Engine(EngineOptions options, Threads threads) {
        this(options, threads, Timers.of(options, threads));
    }

    /** Makes a server whose threads come from this factory and nowhere else. */
    public Engine(EngineOptions options, ThreadFactory factory) {
        this(options, Threads.own(factory));
    }

    /** Makes a server with a clock of its own. */
    Engine(EngineOptions options, ThreadFactory factory, Timers timers) {
        this(options, Threads.own(factory), timers);
    }

    private Engine(EngineOptions options, Threads threads, Timers timers) {
        this.options = options;
        this.timers = timers;
        this.httpSessions = options.disconnectOnSessionEnd() ? new HttpSessionIndex(Clock.systemUTC()) : null;
        this.store = new SessionStore(httpSessions);
        this.admission = new Admission(options, timers);
        this.pool = new ListenerPool(options.listenerThreads(), threads);
        this.errors = new ErrorReporter(LOG, options.errorListener());
        this.tap = new PacketTap(errors);
    }

    /** Puts a layer above the engine, before the first request. */
    public void attach(EngineConnection.Above layer) {
        above = layer;
    }

    /** Opens a session that no limit counts. */
    public @Nullable EngineSession open(
            String id,
            EngineRequest request,
            boolean offersWebSocket,
            Function<EngineSession, ? extends Transport> transport) {
        return open(Admission.Place.unlimited(), id, request, offersWebSocket, transport);
    }

    /**
     * Opens a session.
     *
     * @param place its place, which is given back here if no session comes of it
     * @param id its id, from {@link #newId}
     * @param request the handshake
     * @param offersWebSocket whether the client is offered the upgrade
     * @param transport makes the session's first transport
     * @return the session, or null if the id was taken, the place lost or the HTTP session over meanwhile, or the server has
     *     stopped
     */
    public @Nullable EngineSession open(
            Admission.Place place,
            String id,
            EngineRequest request,
            boolean offersWebSocket,
            Function<EngineSession, ? extends Transport> transport) {
        EngineSession session = new EngineSession(id, request, options, store, timers);
        session.attach(tap);
        EngineConnection connection;
        try {
            connection = new EngineConnection(session, pool.serial(), options.maxInboundPackets(), errors, above);
            session.attach(connection, transport.apply(session));
        } catch (RuntimeException e) { // for example a parser of the application's
            place.giveBack();
            throw e;
        }
        start(session, offersWebSocket);
        if (!store.add(session, place)) {
            session.discard();
            return null;
        }
        if (httpSessions != null && !httpSessions.add(session)) { // a logout was faster
            session.discard();
            return null;
        }
        connection.onOpen(connectionListeners);
        LOG.log(System.Logger.Level.DEBUG, "Opened {0}", session);
        return session;
    }

    /** First of all: what the connection listener sends comes after it. */
    private void start(EngineSession session, boolean offersWebSocket) {
        session.start(Message.of(OpenPacket.encode(session.id(), offersWebSocket, options)));
        String initialPacket = options.initialPacket();
        if (initialPacket != null) {
            session.send(Message.of(Packet.message(initialPacket)), false);
        }
    }

    /** An id for a new session, or null if no usable one could be made or the server has stopped. */
    public @Nullable String newId(EngineRequest request) {
        if (store.isClosed()) {
            return null;
        }
        try {
            return ids.next(options.idGenerator(), request, store);
        } catch (Throwable t) { // code of the application
            errors.report("id generator", "", t);
            return null;
        }
    }

    /** The live sessions. */
    public SessionStore store() {
        return store;
    }

    /** Runs listeners of a kind one at a time and in order, on the listener threads. */
    public SerialExecutor newListenerThread() {
        return pool.serial();
    }

    /** The sessions by HTTP session, or null if they do not end with it. */
    public @Nullable HttpSessionIndex httpSessions() {
        return httpSessions;
    }

    /** An HTTP session ends, and with it the sessions that belong to it, if the option says so. */
    public void endHttpSession(String id) {
        if (httpSessions != null) {
            for (EngineSession session : httpSessions.end(id)) { // one that fails does not keep the others
                errors.guard("end of the HTTP session", session.id(), () -> session.handler()
                        .disconnectAll());
            }
        }
    }

    /** Limits what is opened. */
    public Admission admission() {
        return admission;
    }

    /** The timers of this server. */
    public Timers timers() {
        return timers;
    }

    /** Reports exceptions of the application's code. */
    public ErrorReporter errors() {
        return errors;
    }

    /** Whether the client can be offered an upgrade. */
    public boolean offersWebSocket(boolean available) {
        return available && options.allowUpgrades() && options.transports().contains(TransportName.WEBSOCKET);
    }

    /** Tells the listeners about a refused request. */
    public void refused(EngineError error, String message, Map<String, String> context, EngineRequest request) {
        LOG.log(System.Logger.Level.DEBUG, "Refused {0}: {1} {2}", request.method(), message, context);
        ConnectionError event = new ConnectionError(error.code(), message, context, request);
        for (Consumer<ConnectionError> listener : errorListeners) {
            errors.guard("connection error listener", "", () -> listener.accept(event));
        }
    }

    /** Whether anybody wants to see response headers; if not, no copy of the request is made for them. */
    public boolean hasHeadersListeners(boolean initial) {
        return !headersListeners.isEmpty() || (initial && !initialHeadersListeners.isEmpty());
    }

    /** Lets the hooks add headers to a response. */
    public void headers(ResponseHeaders headers, EngineRequest request, boolean initial) {
        if (initial) {
            call(initialHeadersListeners, headers, request);
        }
        call(headersListeners, headers, request);
    }

    private void call(List<HeadersListener> listeners, ResponseHeaders headers, EngineRequest request) {
        for (HeadersListener listener : listeners) {
            errors.guard("headers listener", "", () -> listener.onHeaders(headers, request));
        }
    }

    @Override
    public EngineOptions options() {
        return options;
    }

    @Override
    public int clientsCount() {
        return store.size();
    }

    @Override
    public Optional<EngineSocket> socket(String id) {
        return Optional.ofNullable(store.get(id)).flatMap(Engine::socket);
    }

    @Override
    public Collection<EngineSocket> sockets() {
        return store.all().stream().flatMap(session -> socket(session).stream()).toList();
    }

    private static Optional<EngineSocket> socket(EngineSession session) {
        return session.handler() instanceof EngineSocket socket ? Optional.of(socket) : Optional.empty();
    }

    @Override
    public void onConnection(Consumer<EngineSocket> listener) {
        connectionListeners.add(listener);
    }

    @Override
    public void onConnectionError(Consumer<ConnectionError> listener) {
        errorListeners.add(listener);
    }

    @Override
    public void onInitialHeaders(HeadersListener listener) {
        initialHeadersListeners.add(listener);
    }

    @Override
    public void onHeaders(HeadersListener listener) {
        headersListeners.add(listener);
    }

    @Override
    public void onPacket(PacketListener listener) {
        tap.add(listener);
    }

    @Override
    public void close() {
        store.close().forEach(EngineSession::discard);
    }

    @Override
    public CompletionStage<Void> close(Duration time) {
        return drain(time, this::close);
    }

    /** Takes no more sessions, and closes in this way when what is queued has left or the time is over. */
    public CompletionStage<Void> drain(Duration time, Runnable close) {
        long millis = Drain.millis(time);
        if (drain.begin()) {
            drain.run(store.close(), timers, millis, close);
        }
        return drain.over();
    }

    /** Stops the threads; after {@link #close()}. */
    public void stop() {
        pool.close();
        timers.close();
    }
}
