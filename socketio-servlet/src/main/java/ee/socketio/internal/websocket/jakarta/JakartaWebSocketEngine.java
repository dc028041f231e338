package ee.socketio.internal.websocket.jakarta;

import ee.socketio.websocket.WebSocketEngine;
import ee.socketio.websocket.WebSocketListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Upgrades by {@link ServerContainer#upgradeHttpToWebSocket}, so that the endpoint needs no path of its own. */
public final class JakartaWebSocketEngine implements WebSocketEngine {

    private static final String DEFLATE = "permessage-deflate";

    private final ServerContainer container;

    private JakartaWebSocketEngine(ServerContainer container) {
        this.container = container;
    }

    /** The engine of this container; the attribute {@code jakarta.websocket.server.ServerContainer} must be set. */
    public static WebSocketEngine of(ServletContext context) {
        return new JakartaWebSocketEngine((ServerContainer) context.getAttribute(ServerContainer.class.getName()));
    }

    @Override
    public void upgrade(
            HttpServletRequest request, HttpServletResponse response, Settings settings, WebSocketListener listener)
            throws IOException, ServletException {
        JakartaEndpoint endpoint = new JakartaEndpoint(listener, settings.maxMessageBytes());
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(JakartaEndpoint.class, "/")
                .configurator(new Configurator(endpoint, settings.perMessageDeflate()))
                .subprotocols(offeredSubprotocols(request))
                .extensions(settings.perMessageDeflate() ? deflate() : List.of())
                .build();
        try {
            container.upgradeHttpToWebSocket(request, response, config, Map.of());
        } catch (DeploymentException e) {
            throw new ServletException(e);
        }
    }

    /** Jetty and Tomcat need no telling; WildFly negotiates only what the endpoint lists, and wants a list that it may change. */
    private List<Extension> deflate() {
        List<Extension> found = new ArrayList<>();
        for (Extension extension : container.getInstalledExtensions()) {
            if (extension.getName().equals(DEFLATE)) {
                found.add(extension);
            }
        }
        return found;
    }

    private static List<String> offeredSubprotocols(HttpServletRequest request) {
        List<String> offered = new ArrayList<>();
        for (String header : Collections.list(request.getHeaders("Sec-WebSocket-Protocol"))) {
            for (String protocol : header.split(",", -1)) {
                if (!protocol.isBlank()) {
                    offered.add(protocol.strip());
                }
            }
        }
        return offered;
    }

    /** One per upgrade: it hands over the endpoint and decides what is negotiated. */
    private static final class Configurator extends ServerEndpointConfig.Configurator {
        private final Endpoint endpoint;
        private final boolean perMessageDeflate;

        Configurator(Endpoint endpoint, boolean perMessageDeflate) {
            this.endpoint = endpoint;
            this.perMessageDeflate = perMessageDeflate;
        }

        @Override
        public <T> T getEndpointInstance(Class<T> endpointClass) {
            return endpointClass.cast(endpoint);
        }

        /** The origin was checked before. */
        @Override
        public boolean checkOrigin(String originHeaderValue) {
            return true;
        }

        /** The first one offered: browsers drop a connection whose offer nobody took. */
        @Override
        public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
            return requested.isEmpty() ? "" : requested.get(0);
        }

        @Override
        public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
            if (!perMessageDeflate) {
                return List.of();
            }
            return super.getNegotiatedExtensions(installed, requested).stream()
                    .filter(extension -> extension.getName().equals(DEFLATE))
                    .toList();
        }
    }
}
