package ee.socketio.it.deployed;

import ee.socketio.GenericType;
import ee.socketio.RecoveryOptions;
import ee.socketio.ServerOptions;
import ee.socketio.SocketIoServer;
import ee.socketio.servlet.SocketIoServlet;
import jakarta.servlet.annotation.WebServlet;
import java.time.Duration;
import java.util.List;

/** An application that is undeployed while it has everything outstanding that it may have: acks, timeouts, timers, kept sessions. */
@WebServlet(name = "short-lived", urlPatterns = "/socket.io/*", asyncSupported = true, loadOnStartup = 1)
public class ShortLivedServlet extends SocketIoServlet {

    static final String NAME = "short-lived";

    private static final long serialVersionUID = 1L;
    private static final Duration LONG = Duration.ofHours(1);

    /** Read and written by JSON-B. */
    public record Note(String text, List<Integer> numbers) {}

    @Override
    protected void configure(ServerOptions.Builder options) {
        options.connectionStateRecovery(RecoveryOptions.defaults()).allowEIO3(true);
    }

    @Override
    protected void start(SocketIoServer io) {
        Watched.add(NAME, getServletContext(), ShortLivedServlet.class.getClassLoader());
        io.use(socket -> socket.data().put("seen", true));
        io.of((name, auth) -> name.startsWith("/room-")).onConnection(socket -> socket.join("lobby"));
        io.onConnection(socket -> {
            socket.join("lobby");
            socket.answer("transport", event -> socket.connection().transport().wireName());
            socket.on("note", Note.class, note -> io.to("lobby").emit("note", note));
            socket.answer("notes", new GenericType<List<Note>>() {}, notes -> notes);
            socket.on("ask", event -> {
                var unanswered = socket.timeout(LONG).emitWithAck("question", new Note("?", List.of(1)));
                var unansweredByAll = io.timeout(LONG).emitWithAck("question");
                event.ack(unanswered.toCompletableFuture().isDone()
                        || unansweredByAll.toCompletableFuture().isDone());
            });
            socket.onDisconnect(reason -> io.to("lobby").emit("left", socket.id(), reason.toString()));
        });
    }
}
