package ee.socketio.conformance;

import ee.socketio.AckTimeoutException;
import ee.socketio.Arguments;
import ee.socketio.BroadcastOperator;
import ee.socketio.Check;
import ee.socketio.ConnectRejectedException;
import ee.socketio.Event;
import ee.socketio.RemoteSocket;
import ee.socketio.ServerOptions;
import ee.socketio.Socket;
import ee.socketio.SocketIoServer;
import ee.socketio.engine.EngineOptions;
import ee.socketio.servlet.SocketIoServlet;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The Socket.IO application that protocol suites, load generators and other people's clients are pointed at. */
public class ConformanceServlet extends SocketIoServlet {

    private static final long serialVersionUID = 1L;
    private static final Duration QUESTION_TIMEOUT = Duration.ofMillis(500);

    private transient @Nullable EngineOptions engineOptions;

    /** For containers: options come from context-params, under the names of the init-params or those of the command line. */
    public ConformanceServlet() {}

    /** With these options. */
    public ConformanceServlet(ServerOptions options) {
        super(options);
        this.engineOptions = options.engine();
    }

    /** Those of the constructor or, in a container, those of the running server. */
    EngineOptions engineOptions() {
        return Objects.requireNonNull(engineOptions, "The servlet has not been started");
    }

    @Override
    public void init(ServletConfig config) throws ServletException {
        super.init(new ContextParams(config));
        config.getServletContext().setAttribute(DeployedEchoServlet.OPTIONS, engineOptions());
    }

    @Override
    protected void configure(ServerOptions.Builder options) {
        ServletContext context = getServletContext();
        RedisArguments cluster = new RedisArguments();
        for (String name : Collections.list(context.getInitParameterNames())) {
            if (RedisArguments.contains(name)) {
                cluster.set(name, context.getInitParameter(name));
            } else if (ConformanceOptions.contains(name)) {
                ConformanceOptions.apply(options, name, context.getInitParameter(name));
            }
        }
        cluster.applyTo(options);
        engineOptions = options.build().engine();
    }

    @Override
    protected void start(SocketIoServer io) {
        io.onConnection(socket -> {
            socket.emit("auth", socket.handshake().auth());
            echoes(socket);
            rooms(io, socket);
            manySockets(io, socket);
        });
        io.of("/custom")
                .onConnection(socket -> socket.emit("auth", socket.handshake().auth()));
        io.of("/forbidden").use((Check<Socket>) socket -> {
            throw new ConnectRejectedException("not allowed", Map.of("code", 42));
        });
        io.of(Pattern.compile("/dynamic-\\d+"))
                .onConnection(socket -> socket.emit("hello", socket.namespace().name()));
    }

    private static void echoes(Socket socket) {
        socket.on("message", event -> socket.emit("message-back", all(event)));
        socket.on("message-with-ack", event -> event.ack(all(event)));
        socket.on("echo", event -> event.ack(all(event)));
        socket.on("echo2", event -> socket.emit("echo2", all(event)));
        socket.on("whoami", event -> event.ack(whoIs(socket)));
    }

    private static void rooms(SocketIoServer io, Socket socket) {
        socket.on("bcast", event -> io.emit("bcast", all(event)));
        socket.on("join", event -> {
            socket.join(text(event, 0));
            event.ack();
        });
        socket.on("leave", event -> {
            socket.leave(text(event, 0));
            event.ack();
        });
        socket.on("to-room", event -> {
            List<Object> arguments = event.values().subList(2, event.size());
            io.to(text(event, 0)).emit(text(event, 1), arguments.toArray());
        });
    }

    /** What is asked of, and done to, many sockets at once: those of {@code everybody}. */
    protected static void manySockets(BroadcastOperator everybody, Socket socket) {
        socket.on("bcast-ack", event -> socket.timeout(questionTimeout(event))
                .broadcast()
                .emitWithAck(
                        "question", event.size() == 0 ? null : event.values().get(0))
                .whenComplete((answers, failure) -> event.ack(outcome(answers, failure))));
        socket.on("fetch", event -> {
            String room = event.size() == 0 ? null : event.get(0, String.class);
            (room == null ? everybody : everybody.in(room))
                    .fetchSockets()
                    .thenAccept(found -> event.ack(
                            found.stream().map(ConformanceServlet::describe).toList()));
        });
        socket.on("set-data", event -> {
            Map<?, ?> data = Objects.requireNonNull(event.get(0, Map.class));
            socket.data().clear();
            data.forEach((name, value) -> {
                if (value != null) {
                    socket.data().put(String.valueOf(name), value);
                }
            });
            event.ack();
        });
        socket.on("kick", event -> everybody.in(text(event, 0)).disconnectSockets());
        socket.on("drop", event -> {
            event.ack();
            socket.flushed().whenComplete((left, failure) -> socket.connection().close());
        });
    }

    /** What the client asks for in milliseconds, behind the question. */
    private static Duration questionTimeout(Event event) {
        return event.size() < 2
                ? QUESTION_TIMEOUT
                : Duration.ofMillis(Objects.requireNonNull(event.get(1, Long.class)));
    }

    private static Map<String, Object> outcome(List<Arguments> answers, Throwable failure) {
        List<Arguments> known = answers != null
                ? answers
                : cause(failure) instanceof AckTimeoutException late ? late.answers() : List.of();
        Map<String, Object> outcome = new LinkedHashMap<>();
        outcome.put("answers", known.stream().map(ConformanceServlet::first).toList());
        outcome.put("error", failure == null ? null : cause(failure).getMessage());
        return outcome;
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException ? failure.getCause() : failure;
    }

    private static Object first(Arguments answer) {
        return answer.size() == 0
                ? ""
                : Objects.requireNonNullElse(answer.values().get(0), "");
    }

    private static Map<String, Object> describe(RemoteSocket socket) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("id", socket.id());
        description.put("rooms", socket.rooms());
        description.put("data", socket.data());
        return description;
    }

    private static Map<String, Object> whoIs(Socket socket) {
        Map<String, Object> whoami = new LinkedHashMap<>();
        whoami.put("id", socket.id());
        whoami.put("transport", socket.connection().transport().wireName());
        whoami.put("recovered", socket.recovered());
        whoami.put("rooms", socket.rooms());
        return whoami;
    }

    private static Object[] all(Event event) {
        return event.values().toArray();
    }

    private static String text(Event event, int index) {
        return Objects.requireNonNull(event.get(index, String.class));
    }
}
