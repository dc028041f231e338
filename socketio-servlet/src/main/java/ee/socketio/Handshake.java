package ee.socketio;

import ee.socketio.engine.EngineRequest;
import jakarta.json.JsonObject;
import java.security.Principal;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a socket came: an immutable copy of the HTTP request that opened the connection, and what the client sent along
 * with its CONNECT packet.
 *
 * @param request the copy of the HTTP request: principal, session, certificates and more
 * @param auth the client's option {@code auth}, empty if it sent none; of clients of 1.x and 2.x the query that they gave
 *     with the namespace ({@code io('/chat?token=abc')})
 * @param query the query parameters of the request, those of the protocol included; of clients of 1.x and 2.x merged with
 *     those of the namespace, which win
 */
public record Handshake(EngineRequest request, JsonObject auth, Map<String, String> query) {

    /** Copies a query that is not the request's. */
    public Handshake {
        if (query != request.query()) {
            query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
        }
    }

    /** With the query of the request. */
    public Handshake(EngineRequest request, JsonObject auth) {
        this(request, auth, request.query());
    }

    /** The request's headers; look-up ignores case. */
    public Map<String, List<String>> headers() {
        return request.headers();
    }

    /** The path with the query string. */
    public String url() {
        return request.url();
    }

    /** The client's address as the container resolved it. */
    public String address() {
        return request.remoteAddress();
    }

    /** The caller whom the container authenticated, or null. It stays the same as long as the connection lives. */
    public @Nullable Principal principal() {
        return request.principal();
    }

    /**
     * Whether the caller was in this role when the connection was opened: the container's {@code isUserInRole}, for the roles
     * that the deployment declares or {@link ee.socketio.engine.EngineSettings#roles} names. False for others, with a warning in
     * the log, and for sockets of other servers of a cluster.
     */
    public boolean isUserInRole(String role) {
        return request.isUserInRole(role);
    }

    /** When the connection was opened. */
    public Instant issued() {
        return request.receivedAt();
    }

    /** Whether the connection was opened over TLS. */
    public boolean secure() {
        return request.secure();
    }

    /** Whether the request named an origin, the reference's {@code xdomain}. */
    public boolean crossDomain() {
        return request.header("Origin") != null;
    }
}
