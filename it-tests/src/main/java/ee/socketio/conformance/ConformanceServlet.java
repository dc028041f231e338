package ee.socketio.conformance;

import ee.socketio.Event;
import ee.socketio.ServerOptions;
import ee.socketio.Socket;
import ee.socketio.SocketIoServer;
import ee.socketio.engine.EngineOptions;
import ee.socketio.servlet.SocketIoServlet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The Socket.IO application that protocol suites, load generators and other people's clients are pointed at. */
public class ConformanceServlet extends SocketIoServlet {

    private static final long serialVersionUID = 1L;

    private final transient EngineOptions engineOptions;

    /** With these options. */
    public ConformanceServlet(ServerOptions options) {
        super(options);
        this.engineOptions = options.engine();
    }

    EngineOptions engineOptions() {
        return engineOptions;
    }

    @Override
    protected void start(SocketIoServer io) {
        io.onConnection(socket -> {
            socket.emit("auth", socket.handshake().auth());
            echoes(socket);
            rooms(io, socket);
        });
        io.of("/custom")
                .onConnection(socket -> socket.emit("auth", socket.handshake().auth()));
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

    private static Map<String, Object> whoIs(Socket socket) {
        Map<String, Object> whoami = new LinkedHashMap<>();
        whoami.put("id", socket.id());
        whoami.put("transport", socket.connection().transport().wireName());
        whoami.put("recovered", false);
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
