package ee.socketio.internal.websocket;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Speaks RFC 6455 for the transport. Jakarta WebSocket is the first implementation; another may stand beside it. */
public interface WebSocketEngine {

    /**
     * Upgrades a request that {@link UpgradeRequest} found well-formed.
     *
     * @param request the request, on its container thread
     * @param response its response, with the headers that the 101 is to carry
     * @param settings what to negotiate
     * @param listener the receiver of everything that follows
     */
    void upgrade(
            HttpServletRequest request, HttpServletResponse response, Settings settings, WebSocketListener listener)
            throws IOException, ServletException;

    /**
     * What to negotiate.
     *
     * @param maxMessageBytes a longer message closes the connection with 1009
     * @param perMessageDeflate whether the extension may be negotiated
     */
    record Settings(int maxMessageBytes, boolean perMessageDeflate) {}
}
