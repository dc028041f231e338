package ee.socketio.it;

import ee.socketio.ServerOptions;
import ee.socketio.SocketIoServer;
import ee.socketio.servlet.SocketIoServlet;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A server behind a proxy, whose headers it believes. It tells its clients its name and theirs. */
final class ProxiedNode implements AutoCloseable {

    private final Server jetty = new Server();
    private final ServerConnector connector;

    ProxiedNode(String name, ServerOptions options) throws Exception {
        HttpConfiguration http = new HttpConfiguration();
        http.addCustomizer(new ForwardedRequestCustomizer());
        connector = new ServerConnector(jetty, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        jetty.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        JakartaWebSocketServletContainerInitializer.configure(context, null);
        ServletHolder holder = new ServletHolder("socket.io", new Application(name, options));
        holder.setAsyncSupported(true);
        holder.setInitOrder(1);
        context.addServlet(holder, "/socket.io/*");
        jetty.setHandler(context);
        jetty.start();
    }

    int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            jetty.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The node did not stop", e);
        }
    }

    private static final class Application extends SocketIoServlet {
        private static final long serialVersionUID = 1L;

        private final String name;

        Application(String name, ServerOptions options) {
            super(options);
            this.name = name;
        }

        @Override
        protected void start(SocketIoServer io) {
            io.onConnection(socket -> {
                socket.on("echo", event -> event.ack(event.values().toArray()));
                socket.on(
                        "where",
                        event -> event.ack(Map.of(
                                "node", name,
                                "transport", socket.connection().transport().wireName(),
                                "address", socket.handshake().address(),
                                "secure", socket.handshake().secure())));
            });
        }
    }
}
