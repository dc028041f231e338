package ee.socketio.conformance;

import ee.socketio.SocketIoServer;
import ee.socketio.engine.EngineServer;
import ee.socketio.servlet.EngineIoServlet;
import ee.socketio.servlet.SocketIoServlet;
import jakarta.servlet.Servlet;
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

    private ConformanceServer(Server jetty, ServerConnector connector, ServletContextHandler context) {
        this.jetty = jetty;
        this.connector = connector;
        this.context = context;
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
        add(context, ENGINE_IO, new EchoServlet(application.engineOptions()));
        add(context, SOCKET_IO, application);
        jetty.setHandler(context);
        jetty.start();
        return new ConformanceServer(jetty, connector, context);
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

    @Override
    public void close() {
        try {
            jetty.stop();
        } catch (Exception e) {
            throw new IllegalStateException("Jetty did not stop", e);
        }
    }
}
