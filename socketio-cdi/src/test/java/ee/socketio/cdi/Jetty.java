package ee.socketio.cdi;

import ee.socketio.servlet.SocketIoServlet;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A container with one Socket.IO servlet. */
final class Jetty implements AutoCloseable {

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    private Jetty() {}

    static Jetty start(SocketIoServlet servlet) throws Exception {
        return start(servlet, Map.of());
    }

    /** With init-params. */
    static Jetty start(SocketIoServlet servlet, Map<String, String> params) throws Exception {
        Jetty jetty = new Jetty();
        jetty.server.addConnector(jetty.connector);
        ServletContextHandler context = new ServletContextHandler();
        JakartaWebSocketServletContainerInitializer.configure(context, null);
        ServletHolder holder = new ServletHolder("socketio", servlet);
        holder.setInitParameters(params);
        holder.setAsyncSupported(true);
        holder.setInitOrder(1);
        context.addServlet(holder, "/socket.io/*");
        jetty.server.setHandler(context);
        try {
            jetty.server.start();
        } catch (Exception e) {
            jetty.close();
            throw e;
        }
        return jetty;
    }

    int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
