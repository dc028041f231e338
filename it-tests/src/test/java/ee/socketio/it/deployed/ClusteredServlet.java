package ee.socketio.it.deployed;

import ee.socketio.SocketIoServer;
import ee.socketio.servlet.SocketIoServlet;
import java.util.concurrent.CompletionStage;

/** One of the servers of an application that is a cluster: its init-params connect them through Redis. */
public class ClusteredServlet extends SocketIoServlet {

    /** The init-param that has the name by which the application is watched; of one of its servlets only. */
    static final String NAME = "watchedAs";

    private static final long serialVersionUID = 1L;

    @Override
    protected void start(SocketIoServer io) {
        String name = getServletContext().getInitParameter(NAME);
        if (getServletContext().getAttribute(NAME) == null) {
            getServletContext().setAttribute(NAME, name);
            Watched.add(name, getServletContext(), ClusteredServlet.class.getClassLoader());
        }
        io.onConnection(socket -> {
            socket.join("lobby");
            socket.answer("transport", event -> socket.connection().transport().wireName());
            socket.answer("servers", event -> servers(io));
            socket.answer("everybody", event -> io.fetchSockets().thenApply(all -> all.size()));
            socket.on("say", String.class, text -> io.to("lobby").emit("said", text));
        });
    }

    /** 0 as long as nobody knows. */
    private static CompletionStage<Integer> servers(SocketIoServer io) {
        return io.of("/").adapter().serverCount().exceptionally(failure -> 0);
    }
}
