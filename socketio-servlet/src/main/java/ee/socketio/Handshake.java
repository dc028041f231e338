package ee.socketio;

import ee.socketio.engine.EngineRequest;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How a socket came: an immutable copy of the HTTP request that opened the connection, and what the client sent along
 * with its CONNECT packet.
 *
 * @param request the copy of the HTTP request: principal, session, certificates and more
 * @param auth the client's option {@code auth}, empty if it sent none
 */
public record Handshake(EngineRequest request, JsonObject auth) {

    /** The request's headers; look-up ignores case. */
    public Map<String, List<String>> headers() {
        return request.headers();
    }

    /** The query parameters, those of the protocol included. */
    public Map<String, String> query() {
        return request.query();
    }

    /** The path with the query string. */
    public String url() {
        return request.url();
    }

    /** The client's address as the container resolved it. */
    public String address() {
        return request.remoteAddress();
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
