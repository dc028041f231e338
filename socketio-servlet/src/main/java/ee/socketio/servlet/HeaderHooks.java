package ee.socketio.servlet;

import ee.socketio.engine.CookieOptions;
import ee.socketio.engine.EngineRequest;
import ee.socketio.engine.ResponseHeaders;
import ee.socketio.internal.engine.Engine;
import ee.socketio.internal.http.HttpExchange;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** The cookie of a handshake, and the hooks of the application for response headers. */
final class HeaderHooks {

    private final Engine engine;

    HeaderHooks(Engine engine) {
        this.engine = engine;
    }

    /** For a response that is written now: the 101 of an upgrade. */
    void now(HttpServletRequest request, HttpServletResponse response, boolean initial) {
        if (engine.hasHeadersListeners(initial)) {
            engine.headers(new Headers(response), snapshot(request), initial);
        }
    }

    /** For an answer that comes later; the request is copied now, if a hook wants to see it. */
    void later(HttpExchange exchange, HttpServletRequest request, @Nullable String newSession) {
        boolean initial = newSession != null;
        CookieOptions cookie = initial ? engine.options().cookie() : null;
        EngineRequest snapshot = engine.hasHeadersListeners(initial) ? snapshot(request) : null;
        if (cookie == null && snapshot == null) {
            return;
        }
        exchange.decorate(response -> {
            if (cookie != null && newSession != null) {
                response.addHeader("Set-Cookie", cookie.header(newSession));
            }
            if (snapshot != null) {
                engine.headers(new Headers(response), snapshot, initial);
            }
        });
    }

    private EngineRequest snapshot(HttpServletRequest request) {
        return RequestSnapshot.of(request, engine.options().sessionAttributes());
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
