package ee.socketio.servlet;

import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.EngineRequest;
import ee.socketio.engine.RequestGuard.Verdict;
import ee.socketio.engine.TransportName;
import ee.socketio.internal.client.ClientFiles;
import ee.socketio.internal.engine.Admission;
import ee.socketio.internal.engine.Engine;
import ee.socketio.internal.engine.EngineError;
import ee.socketio.internal.engine.EngineSession;
import ee.socketio.internal.engine.QueryString;
import ee.socketio.internal.engine.RequestCheck;
import ee.socketio.internal.engine.RequestCheck.Outcome;
import ee.socketio.internal.http.Cors;
import ee.socketio.internal.http.HttpExchange;
import ee.socketio.internal.http.Refusal;
import ee.socketio.internal.polling.PollingResponses;
import ee.socketio.internal.polling.PollingTransport;
import ee.socketio.internal.websocket.UpgradeRequest;
import ee.socketio.servlet.HandshakeGuard.Opening;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Serves the requests of one engine: cross-origin rules, the checks in their order, the application's guard, and then
 * the transport.
 */
final class EngineHttp {

    private static final System.Logger LOG = System.getLogger("ee.socketio.servlet");

    private final Engine engine;
    private final Roles roles;
    private final AsyncSupport async;
    private final EngineOptions options;
    private final @Nullable Cors cors;
    private final @Nullable WebSocketUpgrades upgrades;
    private final Set<TransportName> enabled;
    private final PollingResponses responses;
    private final HandshakeGuard guard;
    private final HeaderHooks headers;

    EngineHttp(Engine engine, Roles roles, AsyncSupport async, @Nullable WebSocketUpgrades upgrades) {
        this.engine = engine;
        this.roles = roles;
        this.async = async;
        this.options = engine.options();
        this.cors = options.cors() == null ? null : new Cors(options.cors());
        this.enabled = EnumSet.copyOf(options.transports());
        if (upgrades == null) {
            enabled.remove(TransportName.WEBSOCKET);
        }
        this.upgrades = enabled.contains(TransportName.WEBSOCKET) ? upgrades : null;
        this.responses = new PollingResponses(options.httpCompressionThreshold());
        this.guard = new HandshakeGuard(engine);
        this.headers = new HeaderHooks(engine, roles);
    }

    /** Refuses whoever still waits for the guard. */
    void close() {
        guard.close();
    }

    /** Handles a request; client files, if they are served, come before the checks. */
    void handle(HttpServletRequest request, HttpServletResponse response, @Nullable ClientFiles files)
            throws IOException, ServletException {
        HandshakeGuard.Decided decided = HandshakeGuard.decided(request);
        if (decided != null) { // the guard of an upgrade has answered
            openWebSocket(request, response, decided.opening(), decided.verdict());
            return;
        }
        if (cors != null && cors.apply(request, response)) {
            return;
        }
        if (files != null && files.serve(request, response)) {
            return;
        }
        boolean upgrade = upgrades != null && UpgradeRequest.isUpgrade(request);
        if (!upgrade && !request.isAsyncSupported()) {
            async.refuse(response);
            return;
        }
        Map<String, String> query = QueryString.parse(request.getQueryString());
        Outcome outcome = RequestCheck.check(request.getMethod(), query, upgrade, enabled, engine.store());
        if (upgrade && !wellFormed(request, response)) {
            return;
        }
        if (outcome instanceof Outcome.Refused refused) {
            EngineError error = refused.error();
            refuse(request, response, upgrade, error, error.message(), refused.context());
        } else if (outcome instanceof Outcome.Known known) {
            serve(known.session(), request, response, upgrade);
        } else {
            admit(request, response, upgrade);
        }
    }

    /** Floods are stopped here, before the guard of the application works for them. */
    private void admit(HttpServletRequest request, HttpServletResponse response, boolean upgrade)
            throws IOException, ServletException {
        Admission.Decision decision = engine.admission().admit(request.getRemoteAddr());
        if (decision instanceof Admission.Decision.Refused refused) {
            EngineError error = refused.error();
            refuse(request, response, upgrade, error, error.message(), Map.of("name", error.name()));
        } else if (decision instanceof Admission.Decision.Admitted admitted) {
            Opening opening = new Opening(snapshot(request), admitted.place());
            if (upgrade) {
                guardUpgrade(request, response, opening);
            } else {
                guardPolling(request, response, opening);
            }
        }
    }

    /** Containers answer a bad WebSocket handshake in different ways, one with a 200: so it is answered here. */
    private boolean wellFormed(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String fault = UpgradeRequest.fault(request);
        if (fault != null) {
            refuseUpgrade(request, response, EngineError.BAD_REQUEST, 400, fault, Map.of("name", "BAD_UPGRADE"));
            return false;
        }
        if (cors != null && options.checkWebSocketOrigin() && !cors.allowsUpgrade(request)) {
            refuseUpgrade(request, response, EngineError.FORBIDDEN, 403, "Forbidden", Map.of("name", "FOREIGN_ORIGIN"));
            return false;
        }
        return true;
    }

    private void serve(EngineSession session, HttpServletRequest request, HttpServletResponse response, boolean upgrade)
            throws IOException, ServletException {
        String method = request.getMethod();
        if (upgrade && upgrades != null) {
            headers.now(request, response, false);
            upgrades.probe(session, request, response);
        } else if (!method.equals("GET") && !method.equals("POST")) {
            response.setStatus(500); // as the reference answers; the session lives on
            response.setContentLength(0);
        } else if (session.transport() instanceof PollingTransport polling) {
            HttpExchange exchange = HttpExchange.start(request, response);
            headers.later(exchange, request);
            if (method.equals("GET")) {
                polling.poll(exchange);
            } else {
                polling.post(exchange);
            }
        } else {
            // It was upgraded between the check and now.
            refuse(request, response, false, EngineError.BAD_REQUEST, EngineError.BAD_REQUEST.message(), Map.of());
        }
    }

    private void guardPolling(HttpServletRequest request, HttpServletResponse response, Opening opening) {
        HttpExchange exchange = HttpExchange.start(request, response);
        guard.check(opening.request(), verdict -> {
            try {
                openPolling(exchange, opening, verdict);
            } catch (RuntimeException e) { // for example a parser of the application's
                LOG.log(System.Logger.Level.ERROR, "A session could not be opened", e);
                exchange.answer(500);
            }
        });
    }

    private void openPolling(HttpExchange exchange, Opening opening, Verdict verdict) {
        EngineRequest handshake = opening.request();
        Refused refused = refused(verdict, handshake);
        String id = refused == null ? engine.newId(handshake) : null;
        if (id == null) {
            opening.place().giveBack();
            refusePolling(exchange, handshake, refused != null ? refused : Refused.NO_ID);
            return;
        }
        headers.later(exchange, handshake, id);
        EngineSession session = engine.open(
                opening.place(),
                id,
                handshake,
                engine.offersWebSocket(upgrades != null),
                opened -> new PollingTransport(opened, responses, options.maxHttpBufferSize(), engine.timers()));
        if (session != null && session.transport() instanceof PollingTransport polling) {
            polling.poll(exchange);
        } else {
            refusePolling(exchange, handshake, Refused.NO_ID);
        }
    }

    private void refusePolling(HttpExchange exchange, EngineRequest handshake, Refused why) {
        engine.refused(why.error, why.message, why.context(), handshake);
        exchange.answer(Refusal.json(why.error, why.message));
    }

    private void guardUpgrade(HttpServletRequest request, HttpServletResponse response, Opening opening)
            throws IOException, ServletException {
        Verdict now = guard.checkUpgrade(opening, request, response);
        if (now != null) {
            openWebSocket(request, response, opening, now);
        }
    }

    private void openWebSocket(
            HttpServletRequest request, HttpServletResponse response, Opening opening, Verdict verdict)
            throws IOException, ServletException {
        EngineRequest handshake = opening.request();
        Refused refused = refused(verdict, handshake);
        String id = refused == null ? engine.newId(handshake) : null;
        if (id == null || upgrades == null) {
            opening.place().giveBack();
            Refused why = refused != null ? refused : Refused.NO_ID;
            engine.refused(why.error, why.message, why.context(), handshake);
            Refusal.writeUpgrade(response, 400, why.message);
            return;
        }
        headers.now(request, response, true);
        upgrades.open(id, opening, request, response);
    }

    private @Nullable Refused refused(Verdict verdict, EngineRequest handshake) {
        if (!verdict.allowed()) {
            String message = verdict.message();
            return new Refused(EngineError.FORBIDDEN, message == null ? EngineError.FORBIDDEN.message() : message, "");
        }
        EngineError error = RequestCheck.unsupported(handshake.query(), options);
        return error == null ? null : new Refused(error, error.message(), "");
    }

    /** Why a handshake is refused after its checks. */
    private record Refused(EngineError error, String message, String name) {
        private static final Refused NO_ID =
                new Refused(EngineError.BAD_REQUEST, EngineError.BAD_REQUEST.message(), "ID_GENERATION_ERROR");

        private Map<String, String> context() {
            return name.isEmpty() ? Map.of() : Map.of("name", name);
        }
    }

    private void refuse(
            HttpServletRequest request,
            HttpServletResponse response,
            boolean upgrade,
            EngineError error,
            String message,
            Map<String, String> context)
            throws IOException {
        if (upgrade) {
            refuseUpgrade(request, response, error, 400, message, context);
        } else {
            engine.refused(error, message, context, snapshot(request));
            Refusal.write(response, error, message);
        }
    }

    private void refuseUpgrade(
            HttpServletRequest request,
            HttpServletResponse response,
            EngineError error,
            int status,
            String message,
            Map<String, String> context)
            throws IOException {
        engine.refused(error, message, context, snapshot(request));
        Refusal.writeUpgrade(response, status, message);
    }

    private EngineRequest snapshot(HttpServletRequest request) {
        return RequestSnapshot.of(request, options.sessionAttributes(), roles);
    }
}
