package ee.socketio.it.wire;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A Jetty with one application at {@code /app}, whose servlets, filters and surroundings the test chooses. */
final class OwnJetty implements AutoCloseable {

    private final Server jetty = new Server();
    private final HttpConfiguration http = new HttpConfiguration();
    private final ServerConnector connector = new ServerConnector(jetty, new HttpConnectionFactory(http));
    private final ServletContextHandler context = new ServletContextHandler();
    private Handler outermost = context;

    OwnJetty() {
        connector.setHost("127.0.0.1");
        jetty.addConnector(connector);
        context.setContextPath("/app");
        JakartaWebSocketServletContainerInitializer.configure(context, null);
    }

    OwnJetty servlet(String name, String mapping, Servlet servlet) {
        return servlet(name, mapping, servlet, Map.of());
    }

    OwnJetty servlet(String name, String mapping, Servlet servlet, Map<String, String> initParams) {
        ServletHolder holder = new ServletHolder(name, servlet);
        holder.setAsyncSupported(true);
        holder.setInitOrder(1);
        holder.setInitParameters(initParams);
        context.addServlet(holder, mapping);
        return this;
    }

    OwnJetty filter(Filter filter) {
        FilterHolder holder = new FilterHolder(filter);
        holder.setAsyncSupported(true);
        context.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST));
        return this;
    }

    /** Puts a handler in front of what is there. */
    OwnJetty behind(Handler.Wrapper handler) {
        handler.setHandler(outermost);
        outermost = handler;
        return this;
    }

    /** Speaks HTTP/2 too, without TLS. */
    OwnJetty http2() {
        connector.addConnectionFactory(new HTTP2CServerConnectionFactory(http));
        return this;
    }

    /** Changes what Jetty makes of a request before anybody sees it. */
    OwnJetty customizedBy(HttpConfiguration.Customizer customizer) {
        http.addCustomizer(customizer);
        return this;
    }

    OwnJetty start() {
        jetty.setHandler(outermost);
        try {
            jetty.start();
        } catch (Exception e) {
            close();
            throw new IllegalStateException("Jetty did not start", e);
        }
        return this;
    }

    ServletContext servletContext() {
        return context.getServletContext();
    }

    /** What is mapped to this path below the application's. */
    Endpoint endpoint(String path) {
        return new Endpoint("127.0.0.1", connector.getLocalPort(), "/app" + path);
    }

    @Override
    public void close() {
        try {
            jetty.stop();
        } catch (Exception e) {
            throw new IllegalStateException("Jetty did not stop", e);
        }
    }
}
