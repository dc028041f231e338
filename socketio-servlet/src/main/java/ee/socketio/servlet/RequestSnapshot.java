package ee.socketio.servlet;

import ee.socketio.engine.EngineRequest;
import ee.socketio.internal.engine.QueryString;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Copies what outlives a request. */
final class RequestSnapshot {

    private RequestSnapshot() {}

    static EngineRequest of(HttpServletRequest request, Set<String> sessionAttributes, Roles roles) {
        HttpSession session = request.getSession(false);
        return new EngineRequest(
                request.getMethod(),
                url(request),
                QueryString.parse(request.getQueryString()),
                headers(request),
                request.getRemoteAddr(),
                request.isSecure(),
                request.getLocale(),
                request.getUserPrincipal(),
                ServletCaller.of(request, roles),
                session == null ? null : session.getId(),
                attributes(session, sessionAttributes),
                certificates(request),
                Instant.now());
    }

    private static String url(HttpServletRequest request) {
        String query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }

    private static Map<String, List<String>> headers(HttpServletRequest request) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name, List.copyOf(Collections.list(request.getHeaders(name))));
        }
        return Collections.unmodifiableMap(headers);
    }

    private static Map<String, Object> attributes(@Nullable HttpSession session, Set<String> names) {
        if (session == null || names.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> attributes = new HashMap<>();
        for (String name : names) {
            Object value = session.getAttribute(name);
            if (value != null) {
                attributes.put(name, value);
            }
        }
        return Collections.unmodifiableMap(attributes);
    }

    private static List<X509Certificate> certificates(HttpServletRequest request) {
        Object certificates = request.getAttribute("jakarta.servlet.request.X509Certificate");
        return certificates instanceof X509Certificate[] chain ? List.of(chain) : List.of();
    }
}
