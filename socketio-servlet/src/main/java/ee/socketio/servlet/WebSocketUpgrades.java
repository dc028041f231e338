package ee.socketio.servlet;

import ee.socketio.engine.CloseReason;
import ee.socketio.engine.EngineOptions;
import ee.socketio.internal.engine.Engine;
import ee.socketio.internal.engine.EngineSession;
import ee.socketio.internal.engine.QueryString;
import ee.socketio.internal.websocket.WebSocketEngine;
import ee.socketio.internal.websocket.WebSocketTransport;
import ee.socketio.internal.websocket.jakarta.JakartaWebSocketEngine;
import ee.socketio.servlet.HandshakeGuard.Opening;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns checked requests into WebSocket transports. The engine, and with it the container's classes, is loaded when first needed. */
final class WebSocketUpgrades {

    private static final String SERVER_CONTAINER = "jakarta.websocket.server.ServerContainer";

    private final ServletContext context;
    private final Engine engine;
    private volatile @Nullable WebSocketEngine webSockets;

    private WebSocketUpgrades(ServletContext context, Engine engine) {
        this.context = context;
        this.engine = engine;
    }

    /** Null if this container has no WebSocket for this application. */
    static @Nullable WebSocketUpgrades of(ServletContext context, Engine engine) {
        return context.getAttribute(SERVER_CONTAINER) == null ? null : new WebSocketUpgrades(context, engine);
    }

    /** Opens a new session over a WebSocket. It begins when the 101 has been sent, so a failed upgrade leaves nothing. */
    void open(String id, Opening opening, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        WebSocketTransport transport = transport(
                request, opened -> engine.open(opening.place(), id, opening.request(), false, session -> opened));
        try {
            upgrade(request, response, transport);
        } catch (IOException | ServletException | RuntimeException e) {
            opening.place().giveBack();
            throw e;
        }
    }

    /** Lets a new WebSocket take over a session, if that may be upgraded; otherwise the WebSocket is closed. */
    void probe(EngineSession session, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        // The attempt begins before the 101: a GET that the client sends after it must find it.
        AtomicBoolean accepted = new AtomicBoolean();
        WebSocketTransport transport = transport(request, opened -> accepted.get() ? session : null);
        accepted.set(session.probe(transport));
        try {
            upgrade(request, response, transport);
        } catch (IOException | ServletException | RuntimeException e) {
            session.onTransportEnd(transport, CloseReason.TRANSPORT_ERROR, e);
            throw e;
        }
    }

    private static WebSocketTransport transport(
            HttpServletRequest request, Function<WebSocketTransport, @Nullable EngineSession> opener) {
        String b64 = QueryString.parse(request.getQueryString()).getOrDefault("b64", "");
        return new WebSocketTransport(opener, !b64.isEmpty());
    }

    private void upgrade(HttpServletRequest request, HttpServletResponse response, WebSocketTransport transport)
            throws IOException, ServletException {
        EngineOptions options = engine.options();
        WebSocketEngine.Settings settings =
                new WebSocketEngine.Settings(options.maxHttpBufferSize(), options.perMessageDeflate());
        webSockets().upgrade(request, response, settings, transport);
    }

    /** A race makes the engine twice, which is harmless: it has no state. */
    private WebSocketEngine webSockets() {
        WebSocketEngine found = webSockets;
        if (found == null) {
            found = JakartaWebSocketEngine.of(context);
            webSockets = found;
        }
        return found;
    }
}
