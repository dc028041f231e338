package ee.socketio.it;

import ee.socketio.BroadcastOperator;
import ee.socketio.Check;
import ee.socketio.ConnectRejectedException;
import ee.socketio.Event;
import ee.socketio.Namespace;
import ee.socketio.ServerOptions;
import ee.socketio.Socket;
import ee.socketio.SocketIoServer;
import ee.socketio.conformance.ConformanceServlet;
import ee.socketio.engine.EngineRequest;
import ee.socketio.engine.EngineSocket;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The conformance application, and what only tests need beside it: the namespaces {@code /shop} and {@code /test}; {@code
 * /locked}, which wants a token; {@code /guarded}, which refuses some events; and {@code /own-...}, the namespaces that a
 * test has for itself.
 */
public final class TestApplication extends ConformanceServlet {

    private static final long serialVersionUID = 1L;

    /** How a socket left. */
    public record Departure(String reason, Set<String> rooms) {}

    /** What the server knows of how a socket came. */
    public record Arrival(
            String transport,
            String url,
            Map<String, String> query,
            Map<String, List<String>> headers,
            boolean secure,
            List<String> certificates) {}

    private final transient Map<String, CompletableFuture<Departure>> departures = new ConcurrentHashMap<>();
    private final transient Map<EngineSocket, Boolean> withMain = Collections.synchronizedMap(new WeakHashMap<>());

    /** For containers. */
    public TestApplication() {}

    TestApplication(ServerOptions options) {
        super(options);
    }

    @Override
    protected void start(SocketIoServer io) {
        super.start(io);
        io.onConnection(socket -> withMain.put(socket.connection(), Boolean.TRUE));
        io.of("/shop").onConnection(Shop::open);
        Namespace test = io.of("/test");
        test.onConnection(socket -> {
            departures(socket);
            acks(socket);
            bursts(socket);
            repetitions(socket);
            rooms(test, socket);
            roomsOfOthers(test, socket);
            boolean mainWasFirst = withMain.containsKey(socket.connection());
            socket.on("main-was-first", event -> event.ack(mainWasFirst));
            socket.on("arrival", event -> event.ack(arrival(socket)));
            socket.on("disconnect-me", Boolean.class, close -> socket.disconnect(Boolean.TRUE.equals(close)));
            socket.on("close-engine", event -> socket.connection().close());
        });
        io.of("/locked").use((Check<Socket>) TestApplication::checkToken);
        io.of("/guarded").onConnection(socket -> {
            socket.use((Check<Event>) TestApplication::checkName);
            acks(socket);
        });
        io.of(Pattern.compile("/own-.+")).onConnection(socket -> {
            departures(socket);
            acks(socket);
            rooms(socket.namespace(), socket);
            roomsOfOthers(socket.namespace(), socket);
            manySockets(socket.namespace(), socket);
        });
    }

    private static void checkToken(Socket socket) throws ConnectRejectedException {
        JsonObject auth = socket.handshake().auth();
        if (!auth.getString("token", "").equals("efgh")) {
            throw new ConnectRejectedException("invalid credentials");
        }
        socket.on("echo", event -> event.ack(event.values().toArray()));
    }

    private static void checkName(Event event) throws ConnectRejectedException {
        if (event.name().equals("refused")) {
            throw new ConnectRejectedException("not this one 😀");
        }
        if (event.name().equals("refused-with-data")) {
            throw new ConnectRejectedException("nor this one", Map.of("code", 43));
        }
    }

    private static Arrival arrival(Socket socket) {
        EngineRequest request = socket.handshake().request();
        List<String> certificates = request.peerCertificates().stream()
                .map(certificate -> certificate.getSubjectX500Principal().getName())
                .toList();
        return new Arrival(
                socket.connection().transport().wireName(),
                request.url(),
                socket.handshake().query(),
                request.headers(),
                request.secure(),
                certificates);
    }

    private void departures(Socket socket) {
        List<String> rooms = new ArrayList<>();
        socket.onDisconnecting((reason, cause) -> rooms.addAll(socket.rooms()));
        socket.onDisconnect(
                reason -> departure(socket.id()).complete(new Departure(reason.toString(), Set.copyOf(rooms))));
        socket.on("reason-of", event -> {
            var unused = departure(event.get(0, String.class)).thenAccept(event::ack);
        });
    }

    private CompletableFuture<Departure> departure(String socketId) {
        return departures.computeIfAbsent(socketId, id -> new CompletableFuture<>());
    }

    private static void acks(Socket socket) {
        socket.on("echo", event -> event.ack(event.values().toArray()));
        socket.on("ask", event -> {
            var unused = socket.emitWithAck("question", event.values().toArray())
                    .thenAccept(answer -> event.ack(answer.values().toArray()));
        });
        socket.on("ask-with-timeout", event -> {
            var unused = socket.timeout(Duration.ofMillis(event.get(0, Long.class)))
                    .emitWithAck("question")
                    .whenComplete((answer, failure) ->
                            event.ack(failure == null ? answer.values().get(0) : "timeout"));
        });
    }

    /** Leaves questions unanswered until they have come as often as they demand. */
    private static void repetitions(Socket socket) {
        Map<String, Integer> seen = new HashMap<>();
        socket.on("answer-at-last", event -> {
            int count = seen.merge(event.get(0, String.class), 1, Integer::sum);
            if (count >= event.get(1, Integer.class)) {
                event.ack(count);
            }
        });
    }

    private static void bursts(Socket socket) {
        socket.on("burst", event -> {
            int from = event.get(0, Integer.class);
            Object[] payload = event.size() > 2 ? new Object[] {event.values().get(2)} : new Object[0];
            for (int i = 0; i < event.get(1, Integer.class); i++) {
                List<Object> arguments = new ArrayList<>(List.of(from + i));
                arguments.addAll(List.of(payload));
                socket.emit("tick", arguments.toArray());
            }
        });
        socket.on("volatile-burst", event -> {
            for (int i = 0; i < event.get(0, Integer.class); i++) {
                socket.asVolatile().emit("tick", i);
            }
            socket.emit("tick-end");
        });
    }

    private static void rooms(Namespace test, Socket socket) {
        socket.on("join", event -> {
            socket.join(names(event, 0));
            event.ack();
        });
        socket.on("to-rooms", event -> emit(test.to(names(event, 0)).except(names(event, 1)), event, 2));
        socket.on("to-others", event -> emit(socket.to(names(event, 0)), event, 1));
    }

    private static void roomsOfOthers(Namespace namespace, Socket socket) {
        socket.on("sockets-join", event -> {
            namespace.in(names(event, 0)).socketsJoin(names(event, 1));
            event.ack();
        });
        socket.on("sockets-leave", event -> {
            namespace.in(names(event, 0)).socketsLeave(names(event, 1));
            event.ack();
        });
        socket.on("disconnect-sockets", event -> {
            boolean close = Boolean.TRUE.equals(event.get(1, Boolean.class));
            namespace.in(names(event, 0)).disconnectSockets(close);
        });
    }

    private static void emit(BroadcastOperator target, Event event, int name) {
        Object[] arguments = event.values().subList(name + 1, event.size()).toArray();
        target.emit(event.get(name, String.class), arguments);
    }

    /** One name, or a list of names. */
    private static String[] names(Event event, int index) {
        Object names = event.get(index, Object.class);
        return names instanceof List<?> list
                ? list.stream().map(String::valueOf).toArray(String[]::new)
                : new String[] {String.valueOf(names)};
    }
}
