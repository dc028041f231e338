package ee.socketio.servlet;

import ee.socketio.engine.CookieOptions;
import ee.socketio.engine.EngineRequest;
import ee.socketio.engine.ResponseHeaders;
import ee.socketio.internal.engine.Engine;
import ee.socketio.internal.http.HttpExchange;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** The cookie of a handshake, and the hooks of the application for response headers. */
final class HeaderHooks {

    private final Engine engine;
    private final Roles roles;

    HeaderHooks(Engine engine, Roles roles) {
        this.engine = engine;
        this.roles = roles;
    }

    /** For a response that is written now: the 101 of an upgrade. */
    void now(HttpServletRequest request, HttpServletResponse response, boolean initial) {
        if (engine.hasHeadersListeners(initial)) {
            engine.headers(new Headers(response), snapshot(request), initial);
        }
    }

    /** For an answer of a session that comes later; the request is copied now, if a hook wants to see it. */
    void later(HttpExchange exchange, HttpServletRequest request) {
        if (engine.hasHeadersListeners(false)) {
            EngineRequest snapshot = snapshot(request);
            exchange.decorate(response -> engine.headers(new Headers(response), snapshot, false));
        }
    }

    /** For the answer to a handshake, which also carries the cookie. */
    void later(HttpExchange exchange, EngineRequest handshake, String newSession) {
        CookieOptions cookie = engine.options().cookie();
        if (cookie == null && !engine.hasHeadersListeners(true)) {
            return;
        }
        exchange.decorate(response -> {
            if (cookie != null) {
                response.addHeader("Set-Cookie", cookie.header(newSession));
            }
            engine.headers(new Headers(response), handshake, true);
        });
    }

    private EngineRequest snapshot(HttpServletRequest request) {
        return RequestSnapshot.of(request, engine.options().sessionAttributes(), roles);
    }

    private record Headers(HttpServletResponse response) implements ResponseHeaders {
        @Override
        public void set(String name, String value) {
            response.setHeader(name, value);
        }

        @Override
        public void add(String name, String value) {
            response.addHeader(name, value);
        }
    }
}
