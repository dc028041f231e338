package ee.socketio.it.deployed;

import ee.socketio.SocketIoServer;
import ee.socketio.servlet.SocketIoServlet;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Says from where its listeners run: on which thread, with which class loader, and with which names. */
public class AtHomeServlet extends SocketIoServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void start(SocketIoServer io) {
        CompletableFuture<String> left = new CompletableFuture<>();
        String deployed = where();
        io.onConnection(socket -> {
            String connected = where();
            socket.answer("transport", event -> socket.connection().transport().wireName());
            socket.answer("deployed", event -> deployed);
            socket.answer("connected", event -> connected);
            socket.answer("event", event -> where());
            socket.answer("timer", event -> socket.timeout(Duration.ofMillis(300))
                    .emitWithAck("nobody answers")
                    .handle((acks, failure) -> where()));
            socket.answer("left", event -> left);
            socket.onDisconnect(reason -> left.complete(where()));
        });
    }

    private static String where() {
        Thread thread = Thread.currentThread();
        return thread.getName() + " | " + ownClass(thread.getContextClassLoader()) + " | " + greeting();
    }

    /** What libraries do that look for classes of the application. */
    private static String ownClass(ClassLoader loader) {
        try {
            return Class.forName(AtHomeServlet.class.getName(), false, loader) == AtHomeServlet.class
                    ? "at home"
                    : "in another application";
        } catch (ClassNotFoundException e) {
            return "elsewhere";
        }
    }

    private static String greeting() {
        try {
            return InitialContext.doLookup("java:comp/env/greeting");
        } catch (NamingException e) {
            return "no names";
        }
    }
}
