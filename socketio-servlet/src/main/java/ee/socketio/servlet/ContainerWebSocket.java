package ee.socketio.servlet;

import ee.socketio.internal.websocket.jakarta.JakartaWebSocketEngine;
import ee.socketio.websocket.WebSocketEngine;
import ee.socketio.websocket.WebSocketListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The container's Jakarta WebSocket. Its classes are loaded with the first upgrade. */
final class ContainerWebSocket implements WebSocketEngine {

    private static final String SERVER_CONTAINER = "jakarta.websocket.server.ServerContainer";

    private final ServletContext context;
    private volatile @Nullable WebSocketEngine jakarta;

    private ContainerWebSocket(ServletContext context) {
        this.context = context;
    }

    /** Null if this container has no WebSocket for this application. */
    static @Nullable WebSocketEngine of(ServletContext context) {
        return context.getAttribute(SERVER_CONTAINER) == null ? null : new ContainerWebSocket(context);
    }

    @Override
    public void upgrade(
            HttpServletRequest request, HttpServletResponse response, Settings settings, WebSocketListener listener)
            throws IOException, ServletException {
        WebSocketEngine found = jakarta;
        if (found == null) { // a race makes it twice, which is harmless: it has no state
            found = JakartaWebSocketEngine.of(context);
            jakarta = found;
        }
        found.upgrade(request, response, settings, listener);
    }
}
