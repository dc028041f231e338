package ee.socketio.internal.http;

import ee.socketio.engine.CorsOptions;
import ee.socketio.engine.CorsOptions.Origin;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Cross-origin headers and preflights, as the reference's {@code cors} option writes them. */
public final class Cors {

    private final CorsOptions options;

    /** For these rules. */
    public Cors(CorsOptions options) {
        this.options = options;
    }

    /** Sets the headers of any response. Returns true if the request was a preflight that is answered with this. */
    public boolean apply(HttpServletRequest request, HttpServletResponse response) {
        boolean preflight = request.getMethod().equals("OPTIONS");
        String origin = request.getHeader("Origin");
        allowOrigin(origin, response);
        if (options.credentials()) {
            response.setHeader("Access-Control-Allow-Credentials", "true");
        }
        if (preflight) {
            response.setHeader("Access-Control-Allow-Methods", String.join(",", options.methods()));
            allowHeaders(request, response);
            if (options.maxAge() != null) {
                response.setHeader(
                        "Access-Control-Max-Age", Long.toString(options.maxAge().toSeconds()));
            }
        }
        set(response, "Access-Control-Expose-Headers", options.exposedHeaders());
        if (!preflight || options.preflightContinue()) {
            return false;
        }
        response.setStatus(options.preflightStatus());
        response.setContentLength(0);
        return true;
    }

    /** Whether a WebSocket may be opened from the request's origin: none, the server's own, or an allowed one. */
    public boolean allowsUpgrade(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        return origin == null
                || sameOrigin(origin, request.getHeader("Host"))
                || options.origin().allows(origin);
    }

    private void allowOrigin(@Nullable String origin, HttpServletResponse response) {
        if (options.origin() instanceof Origin.Any) {
            response.setHeader("Access-Control-Allow-Origin", "*");
            return;
        }
        response.addHeader("Vary", "Origin");
        if (options.origin() instanceof Origin.Fixed fixed) {
            response.setHeader("Access-Control-Allow-Origin", fixed.origin());
        } else if (origin != null && options.origin().allows(origin)) {
            response.setHeader("Access-Control-Allow-Origin", origin);
        }
    }

    private void allowHeaders(HttpServletRequest request, HttpServletResponse response) {
        if (!options.allowedHeaders().isEmpty()) {
            set(response, "Access-Control-Allow-Headers", options.allowedHeaders());
            return;
        }
        response.addHeader("Vary", "Access-Control-Request-Headers");
        String asked = request.getHeader("Access-Control-Request-Headers");
        if (asked != null) {
            response.setHeader("Access-Control-Allow-Headers", asked);
        }
    }

    private static void set(HttpServletResponse response, String header, List<String> values) {
        if (!values.isEmpty()) {
            response.setHeader(header, String.join(",", values));
        }
    }

    /** Whether the origin's authority is the one that the request was sent to. */
    private static boolean sameOrigin(String origin, @Nullable String host) {
        if (host == null) {
            return false;
        }
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null && authority.toLowerCase(Locale.ROOT).equals(host.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
