package ee.socketio.it.cluster;

import ee.socketio.Event;
import ee.socketio.Namespace;
import ee.socketio.ServerOptions;
import ee.socketio.Socket;
import ee.socketio.SocketIoServer;
import ee.socketio.conformance.ConformanceServlet;
import ee.socketio.redis.RedisEmitter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * A server of a cluster, which does what its clients ask for with the event {@code do}: the name of an operation, whom it
 * concerns, and its arguments. The servers of Node.js in {@code src/test/js/cluster/node.mjs} do the same.
 */
final class ClusterApplication extends ConformanceServlet {

    private static final long serialVersionUID = 1L;
    private static final List<String> NAMESPACES = List.of("/", "/desk");

    private final String name;
    private final transient RedisEmitter emitter;

    ClusterApplication(String name, ServerOptions options, RedisEmitter emitter) {
        super(options);
        this.name = name;
        this.emitter = emitter;
    }

    @Override
    protected void start(SocketIoServer io) {
        for (String path : NAMESPACES) {
            Namespace namespace = io.of(path);
            Operations operations = new Operations(name, namespace, emitter);
            namespace.onConnection(socket -> {
                socket.on("do", event -> carryOut(operations, socket, event));
                socket.on(
                        "recovered",
                        event -> event.ack(socket.recovered(), new TreeSet<>(socket.rooms()), socket.data()));
            });
        }
    }

    private static void carryOut(Operations operations, Socket socket, Event event) {
        String operation = Objects.requireNonNull(event.get(0, String.class));
        Map<?, ?> options = Objects.requireNonNull(event.get(1, Map.class));
        List<Object> arguments = event.values().subList(2, event.size());
        CompletionStage<?> done;
        try {
            done = operations.run(
                    operation, socket, new Audience(socket, options).operator(), new Given(event, arguments));
        } catch (RuntimeException e) {
            done = CompletableFuture.failedStage(e);
        }
        var unused = done.whenComplete((value, failure) -> {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("value", value);
            if (failure != null) {
                result.put("failure", String.valueOf(cause(failure).getMessage()));
            }
            event.ack(result);
        });
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
