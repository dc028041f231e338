package ee.socketio.internal.engine;

import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.TransportName;
import ee.socketio.internal.engine.codec.Jsonp;
import ee.socketio.internal.engine.codec.Revision;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The checks of a request, in the order of the protocol. Which check fails first decides the answer, so the order is part
 * of the wire. The hook of the application and the check of the revision of a handshake come after these, see {@link
 * #unsupported}.
 */
public final class RequestCheck {

    private RequestCheck() {}

    /** What the checks found. */
    public sealed interface Outcome {

        /** A request for a new session. */
        record Handshake(TransportName transport) implements Outcome {}

        /** A request of a live session. */
        record Known(EngineSession session) implements Outcome {}

        /** A request to refuse. */
        record Refused(EngineError error, Map<String, String> context) implements Outcome {}
    }

    /**
     * Checks a request.
     *
     * @param method the HTTP method
     * @param query the decoded query
     * @param upgrade whether it is a WebSocket upgrade
     * @param enabled the transports of this server
     * @param store the live sessions
     */
    public static Outcome check(
            String method, Map<String, String> query, boolean upgrade, Set<TransportName> enabled, SessionStore store) {
        TransportName transport = transport(query.get("transport"), enabled);
        if (transport == null) {
            return refused(EngineError.TRANSPORT_UNKNOWN, "transport", query.getOrDefault("transport", ""));
        }
        String sid = query.getOrDefault("sid", "");
        return sid.isEmpty()
                ? checkHandshake(method, transport, upgrade)
                : checkKnown(sid, transport, query, upgrade, store);
    }

    /** Why a handshake's dialect cannot be served, or null; asked after the application's hook. */
    public static @Nullable EngineError unsupported(Map<String, String> query, EngineOptions options) {
        Revision revision = revision(query);
        if (revision == null || (revision == Revision.V3 && !options.allowEIO3())) {
            return EngineError.UNSUPPORTED_PROTOCOL;
        }
        String j = query.get("j");
        if (revision == Revision.V3 && j != null && isPolling(query)) {
            // Without a digit the answer would be no script that anybody can run.
            return options.jsonp() && !new Jsonp(j).index().isEmpty() ? null : EngineError.BAD_REQUEST;
        }
        return null;
    }

    private static boolean isPolling(Map<String, String> query) {
        return TransportName.POLLING.wireName().equals(query.get("transport"));
    }

    private static @Nullable Revision revision(Map<String, String> query) {
        return Revision.of(query.get("EIO"));
    }

    private static Outcome checkHandshake(String method, TransportName transport, boolean upgrade) {
        if (!method.equals("GET")) {
            return refused(EngineError.BAD_HANDSHAKE_METHOD, "method", method);
        }
        if (upgrade != (transport == TransportName.WEBSOCKET)) {
            return refused(EngineError.BAD_REQUEST, "name", "TRANSPORT_HANDSHAKE_ERROR");
        }
        return new Outcome.Handshake(transport);
    }

    private static Outcome checkKnown(
            String sid, TransportName transport, Map<String, String> query, boolean upgrade, SessionStore store) {
        EngineSession session = store.get(sid);
        if (session != null) {
            session.runDueDeadlines();
        }
        if (session == null || session.isClosed()) {
            return refused(EngineError.SESSION_UNKNOWN, "sid", sid);
        }
        if (upgrade ? transport != TransportName.WEBSOCKET : session.transport().transportName() != transport) {
            return refused(EngineError.BAD_REQUEST, "name", "TRANSPORT_MISMATCH");
        }
        if (revision(query) != session.revision()) {
            return refused(EngineError.BAD_REQUEST, "name", "PROTOCOL_MISMATCH");
        }
        return new Outcome.Known(session);
    }

    private static @Nullable TransportName transport(@Nullable String name, Set<TransportName> enabled) {
        for (TransportName transport : enabled) {
            if (transport.wireName().equals(name)) {
                return transport;
            }
        }
        return null;
    }

    private static Outcome refused(EngineError error, String key, String value) {
        return new Outcome.Refused(error, Map.of(key, value));
    }
}
