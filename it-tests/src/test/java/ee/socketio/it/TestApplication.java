package ee.socketio.it;

import ee.socketio.BroadcastOperator;
import ee.socketio.Event;
import ee.socketio.Namespace;
import ee.socketio.ServerOptions;
import ee.socketio.Socket;
import ee.socketio.SocketIoServer;
import ee.socketio.conformance.ConformanceServlet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The conformance application, and what only tests need beside it: the namespaces {@code /shop} and {@code /test}. */
final class TestApplication extends ConformanceServlet {

    private static final long serialVersionUID = 1L;

    /** How a socket left. */
    public record Departure(String reason, Set<String> rooms) {}

    private final transient Map<String, CompletableFuture<Departure>> departures = new ConcurrentHashMap<>();

    TestApplication(ServerOptions options) {
        super(options);
    }

    @Override
    protected void start(SocketIoServer io) {
        super.start(io);
        io.of("/shop").onConnection(Shop::open);
        Namespace test = io.of("/test");
        test.onConnection(socket -> {
            departures(socket);
            acks(socket);
            bursts(socket);
            rooms(test, socket);
            socket.on("disconnect-me", Boolean.class, close -> socket.disconnect(Boolean.TRUE.equals(close)));
            socket.on("close-engine", event -> socket.connection().close());
        });
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
