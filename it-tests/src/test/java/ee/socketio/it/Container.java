package ee.socketio.it;

import ee.socketio.ServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A container with the test application as often as asked for, each at a path of its own and with options of its own. */
final class Container implements AutoCloseable {

    private final Server jetty = new Server();
    private final ServletContextHandler context = new ServletContextHandler();

    Container() {
        context.setContextPath("/");
        JakartaWebSocketServletContainerInitializer.configure(context, null);
        jetty.setHandler(context);
    }

    /** Adds the application at {@code /name/}. */
    Container with(String name, ServerOptions options) {
        ServletHolder holder = new ServletHolder(name, new TestApplication(options));
        holder.setAsyncSupported(true);
        holder.setInitOrder(1);
        context.addServlet(holder, "/" + name + "/*");
        return this;
    }

    /** Listens on any port with these protocols, HTTP if there are none, and tells the port. */
    int listen(ConnectionFactory... protocols) {
        ServerConnector connector =
                protocols.length == 0 ? new ServerConnector(jetty) : new ServerConnector(jetty, protocols);
        connector.setHost("127.0.0.1");
        jetty.addConnector(connector);
        try {
            connector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen", e);
        }
        return connector.getLocalPort();
    }

    Container start() {
        try {
            jetty.start();
        } catch (Exception e) {
            throw new IllegalStateException("The container did not start", e);
        }
        return this;
    }

    @Override
    public void close() {
        try {
            jetty.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The container did not stop", e);
        }
    }
}
