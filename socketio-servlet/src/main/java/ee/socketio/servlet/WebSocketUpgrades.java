package ee.socketio.servlet;

import ee.socketio.engine.CloseReason;
import ee.socketio.engine.EngineOptions;
import ee.socketio.internal.engine.Engine;
import ee.socketio.internal.engine.EngineSession;
import ee.socketio.internal.engine.QueryString;
import ee.socketio.internal.websocket.WebSocketTransport;
import ee.socketio.servlet.HandshakeGuard.Opening;
import ee.socketio.websocket.WebSocketEngine;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns checked requests into WebSocket transports. */
final class WebSocketUpgrades {

    private final Engine engine;
    private final WebSocketEngine webSockets;

    WebSocketUpgrades(Engine engine, WebSocketEngine webSockets) {
        this.engine = engine;
        this.webSockets = webSockets;
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
        webSockets.upgrade(request, response, settings, transport);
    }
}
