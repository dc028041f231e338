package ee.socketio.demo;

import ee.socketio.ServerOptions;
import ee.socketio.SocketIoServer;
import ee.socketio.servlet.ServerInitializer;
import ee.socketio.servlet.SocketIoServlet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * Two servers that send back what they get, for clients of 1.x and 2.x too and without CORS: {@code /socket.io/} serves JSONP,
 * {@code /without-jsonp/} does not.
 */
final class EchoServer implements AutoCloseable {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final Server jetty = new Server(new InetSocketAddress(LOOPBACK, 0));

    EchoServer() throws Exception {
        ServletContextHandler context = new ServletContextHandler();
        context.setClassLoader(new WithoutAddOns());
        JakartaWebSocketServletContainerInitializer.configure(context, null);
        serve(context, "socket.io", true);
        serve(context, "without-jsonp", false);
        jetty.setHandler(context);
        jetty.start();
    }

    URI uri() {
        int port = ((ServerConnector) jetty.getConnectors()[0]).getLocalPort();
        return URI.create("http://" + LOOPBACK.getHostAddress() + ":" + port);
    }

    @Override
    public void close() {
        LifeCycle.stop(jetty);
    }

    private static void serve(ServletContextHandler context, String name, boolean jsonp) {
        ServletHolder holder = new ServletHolder(name, new Echo(jsonp));
        holder.setAsyncSupported(true);
        holder.setInitOrder(1);
        context.addServlet(holder, "/" + name + "/*");
    }

    /** Hides the add-on for CDI, which is on the class path for the demo: nobody has started CDI here. */
    private static final class WithoutAddOns extends ClassLoader {

        WithoutAddOns() {
            super(EchoServer.class.getClassLoader());
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            return name.equals("META-INF/services/" + ServerInitializer.class.getName())
                    ? Collections.emptyEnumeration()
                    : super.getResources(name);
        }
    }

    private static final class Echo extends SocketIoServlet {
        private static final long serialVersionUID = 1L;

        /** An echo may be right because it is wrong in both directions; this is told and compared. */
        private static final String TEXT = "Grüße, 日本語 😀 \u2028\n\\n</script>";

        Echo(boolean jsonp) {
            super(ServerOptions.builder().allowEIO3(true).jsonp(jsonp).build());
        }

        @Override
        protected void start(SocketIoServer io) {
            io.onConnection(socket -> {
                socket.on("tell", event -> event.ack(TEXT));
                socket.on("compare", event -> event.ack(TEXT.equals(event.get(0, String.class))));
                socket.on("echo", event -> socket.emit("echo", event.values().toArray()));
                socket.on("ask", event -> event.ack(event.values().toArray()));
                socket.on("ask me", event -> socket.timeout(Duration.ofSeconds(10))
                        .emitWithAck("question", event.values().toArray())
                        .thenAccept(
                                answer -> socket.emit("answer", answer.values().toArray())));
                socket.on("hang up", event -> socket.connection().close());
            });
        }
    }
}
