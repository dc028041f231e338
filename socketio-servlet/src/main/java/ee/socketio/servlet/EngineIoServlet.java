package ee.socketio.servlet;

import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.EngineServer;
import ee.socketio.internal.engine.Engine;
import ee.socketio.websocket.WebSocketEngine;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An Engine.IO server without Socket.IO above it: messages over long-polling and WebSocket on one URL. Map it to a path
 * with a wildcard, for example {@code /engine.io/*}, with {@code async-supported}. Options come from init-params, then
 * from {@link #configure}.
 */
public class EngineIoServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private transient @Nullable Deployment deployment;

    private final transient @Nullable EngineOptions givenOptions;

    /** For containers: options come from init-params and {@link #configure}. */
    public EngineIoServlet() {
        this.givenOptions = null;
    }

    /** With these options and no others: for servlets that are registered in code. */
    public EngineIoServlet(EngineOptions options) {
        this.givenOptions = options;
    }

    /** Sets options in code; called once, before the server is made. */
    protected void configure(EngineOptions.Builder options) {}

    /**
     * Chooses the WebSocket implementation, the reference's option {@code wsEngine}; called once, before the server is made.
     * By default it is the container's Jakarta WebSocket, which an application may also wrap.
     *
     * @return the implementation, or null if there is none: then clients stay on polling
     */
    protected @Nullable WebSocketEngine wsEngine(ServletContext context) {
        return ContainerWebSocket.of(context);
    }

    /** Registers listeners; called once, before the first client. */
    protected void start(EngineServer engine) {}

    /**
     * The server of the servlet with this name.
     *
     * @throws IllegalStateException if there is none yet; load the servlet on startup
     */
    public static EngineServer server(ServletContext context, String servletName) {
        return Deployment.find(context, EngineServer.class, servletName);
    }

    @Override
    public void init(ServletConfig config) throws ServletException {
        super.init(config);
        WebSocketEngine webSockets = wsEngine(config.getServletContext());
        Engine engine = Deployment.engine(config, givenOptions != null ? givenOptions : options(config));
        try {
            deployment = new Deployment(this, engine, webSockets);
            Deployment.publish(config, EngineServer.class, engine);
            start(engine);
        } catch (Throwable t) { // also an Error: a class of the application may be missing
            Deployment.cleanUp(t, this::destroy); // the container will not: the servlet never was in service
            Deployment.cleanUp(t, engine::close);
            Deployment.cleanUp(t, engine::stop);
            throw t;
        }
    }

    private EngineOptions options(ServletConfig config) {
        EngineOptions.Builder builder = EngineOptions.builder();
        InitParams.of(config).applyTo(builder);
        configure(builder);
        return builder.build();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Deployment current = deployment;
        if (current == null) {
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        } else if (current.matches(request, response)) {
            current.http().handle(request, response, null);
        }
    }

    @Override
    public void destroy() {
        Deployment current = deployment;
        if (current != null) {
            deployment = null;
            current.stop(() -> Deployment.withdraw(getServletConfig(), EngineServer.class, current.engine()));
        }
    }
}
