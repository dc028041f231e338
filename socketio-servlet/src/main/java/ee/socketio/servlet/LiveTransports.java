package ee.socketio.servlet;

import ee.socketio.engine.TransportName;
import jakarta.servlet.ServletConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which transports of a servlet work, and why one does not: found out and said once, when it starts. */
final class LiveTransports {

    private static final System.Logger LOG = System.getLogger("ee.socketio.servlet");

    private final ServletConfig config;
    private final Set<TransportName> chosen;
    private final boolean webSocket;
    private final AsyncChain chain;

    /**
     * What the option {@code transports} chose, whether there is an implementation of WebSocket, and who keeps requests from
     * becoming asynchronous.
     */
    LiveTransports(ServletConfig config, Set<TransportName> chosen, boolean webSocket, AsyncChain chain) {
        this.config = config;
        this.chosen = chosen;
        this.webSocket = webSocket;
        this.chain = chain;
    }

    /** Whether polling is known not to work. Every upgrade to a WebSocket works without asynchronous requests. */
    boolean pollingBlocked() {
        return chain.everywhere();
    }

    /** Fails if it is certain that nothing is left. */
    void announce() {
        String noPolling = noPolling();
        String noWebSocket = noWebSocket();
        if (!chain.offenders().isEmpty() && chosen.contains(TransportName.POLLING)) {
            LOG.log(System.Logger.Level.ERROR, AsyncSupport.message(config.getServletName(), chain.offenders()));
        }
        if (noPolling != null && noWebSocket != null && chosen.contains(TransportName.POLLING) && !chain.certain()) {
            noPolling = null; // a guess, which was logged as an error, is no reason to fail: requests will tell
        }
        if (noPolling != null && noWebSocket != null) {
            throw new IllegalStateException(
                    "No transport is left for '" + config.getServletName() + "'. " + noPolling + ". " + noWebSocket);
        }
        List<String> live = new ArrayList<>(2);
        if (noPolling == null) {
            live.add("polling");
        }
        if (noWebSocket == null) {
            live.add("WebSocket");
        }
        List<String> line = new ArrayList<>(3);
        line.add("'" + config.getServletName() + "' serves " + Deployment.path(config) + "/ over "
                + String.join(" and ", live));
        if (noPolling != null) {
            line.add(noPolling);
        }
        if (noWebSocket != null) {
            line.add(noWebSocket);
        }
        LOG.log(System.Logger.Level.INFO, String.join(". ", line));
    }

    private @Nullable String noPolling() {
        if (!chosen.contains(TransportName.POLLING)) {
            return "No polling: the option 'transports' leaves it out";
        }
        return chain.everywhere()
                ? "No polling: " + String.join(" and ", chain.offenders()) + " lacks async-supported"
                : null;
    }

    private @Nullable String noWebSocket() {
        if (!chosen.contains(TransportName.WEBSOCKET)) {
            return "No WebSocket: the option 'transports' leaves it out";
        }
        if (webSocket) {
            return null;
        }
        return ContainerWebSocket.of(config.getServletContext()) == null
                ? "No WebSocket: the container has no jakarta.websocket.server.ServerContainer for this application"
                : "No WebSocket: the servlet's method wsEngine returned none";
    }
}
