package ee.socketio.conformance;

import ee.socketio.SocketIoServer;
import ee.socketio.engine.EngineServer;
import ee.socketio.servlet.EngineIoServlet;
import ee.socketio.servlet.SocketIoServlet;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Servlet;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The library on embedded Jetty: {@code /engine.io/} sends messages back, {@code /socket.io/} is the conformance application. */
public final class ConformanceServer implements AutoCloseable {

    private static final String SOCKET_IO = "socket.io";
    private static final String ENGINE_IO = "engine.io";

    private final Server jetty;
    private final ServerConnector connector;
    private final ServletContextHandler context;
    private final OpenRequests openRequests;

    private ConformanceServer(
            Server jetty, ServerConnector connector, ServletContextHandler context, OpenRequests openRequests) {
        this.jetty = jetty;
        this.connector = connector;
        this.context = context;
        this.openRequests = openRequests;
    }

    /** Starts the server and runs until it is stopped by a signal. */
    public static void main(String[] arguments) throws Exception {
        ConformanceOptions options;
        try {
            options = ConformanceOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        ConformanceServer server = start(options);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        System.out.println("ready on " + server.port());
        server.jetty.join();
    }

    /** Starts the conformance application. */
    public static ConformanceServer start(ConformanceOptions options) throws Exception {
        return start(
                options.port(), new ConformanceServlet(options.serverOptions().build()));
    }

    /** Starts a Socket.IO application with an echo server of the same engine options beside it; port 0 takes any. */
    public static ConformanceServer start(int port, ConformanceServlet application) throws Exception {
        Server jetty = new Server();
        ServerConnector connector = new ServerConnector(jetty);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        jetty.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        context.setContextPath("/");
        JakartaWebSocketServletContainerInitializer.configure(context, null);
        OpenRequests openRequests = new OpenRequests();
        FilterHolder counter = new FilterHolder(openRequests);
        counter.setAsyncSupported(true);
        context.addFilter(counter, "/*", EnumSet.of(DispatcherType.REQUEST));
        add(context, ENGINE_IO, new EchoServlet(application.engineOptions()));
        add(context, SOCKET_IO, application);
        jetty.setHandler(context);
        jetty.start();
        return new ConformanceServer(jetty, connector, context, openRequests);
    }

    private static void add(ServletContextHandler context, String name, Servlet servlet) {
        ServletHolder holder = new ServletHolder(name, servlet);
        holder.setAsyncSupported(true);
        holder.setInitOrder(1);
        context.addServlet(holder, "/" + name + "/*");
    }

    /** The port that is listened on. */
    public int port() {
        return connector.getLocalPort();
    }

    /** The Socket.IO server. */
    public SocketIoServer io() {
        return SocketIoServlet.server(context.getServletContext(), SOCKET_IO);
    }

    /** The Engine.IO server of {@code /engine.io/}. */
    public EngineServer engine() {
        return EngineIoServlet.server(context.getServletContext(), ENGINE_IO);
    }

    /** How many requests wait for their answer. */
    public int openRequests() {
        return openRequests.count();
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
