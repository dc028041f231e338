package ee.socketio.internal.namespace;

import ee.socketio.ServerOptions;
import ee.socketio.Socket;
import ee.socketio.engine.EngineRequest;
import ee.socketio.engine.ListenerError;
import ee.socketio.engine.ListenerThreads;
import ee.socketio.engine.TransportName;
import ee.socketio.internal.engine.EngineSession;
import ee.socketio.internal.engine.ManualEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A server on a real engine, without a container: listeners run on the thread that feeds the packets, time passes when
 * the test says so, and no heartbeat disturbs for a day.
 */
final class ServerRig {
    /** What was reported to the error listener. */
    final List<ListenerError> errors = new CopyOnWriteArrayList<>();

    final LocalServer io;
    private final ManualEngine engine;

    ServerRig() {
        this(options -> {});
    }

    ServerRig(Consumer<ServerOptions.Builder> change) {
        ServerOptions.Builder builder = ServerOptions.builder()
                .listenerThreads(ListenerThreads.direct())
                .pingInterval(Duration.ofDays(1))
                .errorListener(errors::add);
        change.accept(builder);
        ServerOptions options = builder.build();
        engine = new ManualEngine(options.engine());
        io = new LocalServer(options, engine.engine(), "/socket.io");
    }

    /** A client over WebSocket that takes everything at once and has joined no namespace yet; null if it is refused. */
    ClientRig open() {
        ClientRig client = open(TransportName.WEBSOCKET);
        if (client != null) {
            client.readAll();
        }
        return client;
    }

    /** A client of 1.x or 2.x over WebSocket that takes everything at once. */
    ClientRig openOld() {
        ClientRig client = open(TransportName.WEBSOCKET, request("3"));
        client.readAll();
        return client;
    }

    /** A client over polling: the handshake is answered, and no GET is held. */
    ClientRig openPolling() {
        ClientRig client = open(TransportName.POLLING);
        client.poll();
        return client;
    }

    /** A client over WebSocket in the main namespace. */
    ClientRig connect() {
        ClientRig client = open();
        client.join("/");
        return client;
    }

    /** The socket of this id in the main namespace. */
    Socket socket(String id) {
        return io.sockets().sockets().get(id);
    }

    void advance(Duration time) {
        engine.advance(time);
    }

    int liveTimers() {
        return engine.liveTimers();
    }

    int sessions() {
        return engine.engine().clientsCount();
    }

    /** Opens a session; null if it is refused, because the server is closed. */
    private ClientRig open(TransportName name) {
        return open(name, request());
    }

    private ClientRig open(TransportName name, EngineRequest request) {
        ClientTransport[] transport = new ClientTransport[1];
        EngineSession session = engine.engine()
                .open(io.newSocketId(), request, false, created -> transport[0] = new ClientTransport(name, created));
        return session == null ? null : new ClientRig(session, transport[0]);
    }

    static EngineRequest request() {
        return request("4");
    }

    private static EngineRequest request(String revision) {
        return new EngineRequest(
                "GET",
                "/socket.io/?EIO=" + revision + "&transport=websocket&a=b",
                Map.of("EIO", revision, "transport", "websocket", "a", "b"),
                Map.of("Origin", List.of("https://example.com")),
                "192.0.2.1",
                true,
                Locale.ROOT,
                null,
                null,
                Map.of(),
                List.of(),
                Instant.EPOCH);
    }
}
