package ee.socketio.servlet;

import ee.socketio.ClientVersion;
import ee.socketio.ServerOptions;
import ee.socketio.SocketIoServer;
import ee.socketio.internal.client.ClientFiles;
import ee.socketio.internal.engine.Engine;
import ee.socketio.internal.namespace.LocalServer;
import ee.socketio.websocket.WebSocketEngine;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * A Socket.IO server: long-polling and WebSocket on one URL. Map it to a path with a wildcard, for example {@code
 * /socket.io/*}, with {@code async-supported}. Options come from context-params with {@code socketio.} before the reference's
 * names, then from init-params under these names, then from {@link #configure}. A bad option fails the deployment.
 *
 * <p>An application that maps neither this servlet nor a subclass nor an {@link EngineIoServlet} need not do anything: the one
 * at {@code /socket.io/*} registers itself, see {@link SelfRegistration}.
 *
 * <p>Use it as it is, with listeners elsewhere, or extend it and register them in {@link #start}.
 */
public class SocketIoServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private transient @Nullable Deployment deployment;
    private transient @Nullable LocalServer server;
    private transient @Nullable ClientFiles clientFiles;
    private transient List<ServerInitializer> initializers = List.of();

    private final transient @Nullable ServerOptions givenOptions;

    /** For containers: options come from init-params and {@link #configure}. */
    public SocketIoServlet() {
        this.givenOptions = null;
    }

    /** With these options and no others: for servlets that are registered in code. */
    public SocketIoServlet(ServerOptions options) {
        this.givenOptions = options;
    }

    /** Sets options in code; called once, before the server is made. */
    protected void configure(ServerOptions.Builder options) {}

    /**
     * Chooses the WebSocket implementation, the reference's option {@code wsEngine}; called once, before the server is made.
     * By default it is the container's Jakarta WebSocket, which an application may also wrap.
     *
     * @return the implementation, or null if there is none: then clients stay on polling
     */
    protected @Nullable WebSocketEngine wsEngine(ServletContext context) {
        return ContainerWebSocket.of(context);
    }

    /** Registers middlewares and listeners; called once, before the first client. */
    protected void start(SocketIoServer io) {}

    /**
     * The server of an application with one {@code SocketIoServlet}.
     *
     * @throws IllegalStateException if there is none yet; load the servlet on startup
     */
    public static SocketIoServer server(ServletContext context) {
        return Deployment.find(context, SocketIoServer.class, null);
    }

    /**
     * The server of the servlet with this name.
     *
     * @throws IllegalStateException if there is none yet; load the servlet on startup
     */
    public static SocketIoServer server(ServletContext context, String servletName) {
        return Deployment.find(context, SocketIoServer.class, servletName);
    }

    @Override
    public void init(ServletConfig config) throws ServletException {
        super.init(config);
        initializers = ServiceLoader.load(ServerInitializer.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        ServerOptions options = givenOptions != null
                ? givenOptions
                : OptionLayers.of(config, initializers, getClass(), this::configure);
        WebSocketEngine webSockets = wsEngine(config.getServletContext());
        Engine engine = Deployment.engine(config, options.engine());
        try {
            open(config, options, engine, webSockets);
        } catch (Throwable t) { // also an Error: a class of the application may be missing
            abandon(engine, t);
            throw t;
        }
    }

    private void open(
            ServletConfig config, ServerOptions options, Engine engine, @Nullable WebSocketEngine webSockets) {
        ServletContext context = config.getServletContext();
        LocalServer made = new LocalServer(options, engine, Deployment.path(config));
        server = made;
        clientFiles = options.serveClient() ? clientFiles(options.clientVersion()) : null;
        deployment = new Deployment(this, engine, webSockets);
        Deployment.publish(config, SocketIoServer.class, made);
        initializers.forEach(initializer -> initializer.started(made, context));
        start(made);
        initializers.forEach(initializer -> initializer.ready(made, context));
    }

    /** The container destroys no servlet that never was in service. */
    private void abandon(Engine engine, Throwable failure) {
        Deployment.cleanUp(failure, this::destroy); // does nothing if there is no deployment yet
        LocalServer made = server;
        if (made != null) {
            Deployment.cleanUp(failure, made::close);
        }
        Deployment.cleanUp(failure, engine::close);
        Deployment.cleanUp(failure, engine::stop);
    }

    private static ClientFiles clientFiles(ClientVersion version) {
        return switch (version) {
            case V2 -> ClientFiles.v2();
            case V4 -> ClientFiles.v4();
        };
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Deployment current = deployment;
        if (current == null) {
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        } else if (current.matches(request, response)) {
            current.http().handle(request, response, clientFiles);
        }
    }

    @Override
    public void destroy() {
        LocalServer running = server;
        Deployment current = deployment;
        if (running != null && current != null) {
            deployment = null;
            try {
                current.stop(() -> {
                    try {
                        running.close();
                    } finally {
                        Deployment.withdraw(getServletConfig(), SocketIoServer.class, running);
                    }
                });
            } finally { // after the last listener: an observer may still use the server
                initializers.forEach(initializer -> initializer.stopped(running, getServletContext()));
            }
        }
    }
}
