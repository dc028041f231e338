package ee.socketio.websocket;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Speaks RFC 6455 for the WebSocket transport, the reference's {@code wsEngine}. By default it is the container's Jakarta
 * WebSocket; a servlet's {@code wsEngine} method chooses another one, or wraps it. Called by container threads, concurrently.
 */
public interface WebSocketEngine {

    /**
     * Upgrades a request. It was found to be a well-formed handshake of RFC 6455 that may become a session: nothing is left
     * to check but extensions and subprotocols; of offered subprotocols the first is to be taken.
     *
     * <p>Either the listener's {@code onOpen} is called, on this thread or another, perhaps after this method has returned;
     * or an exception is thrown, or the request is answered with an error, and the listener is not called at all.
     *
     * @param request the request, on its container thread; it must not be used once this method has returned
     * @param response its response, with the headers that the 101 is to carry
     * @param settings what to negotiate
     * @param listener the receiver of everything that follows
     * @throws IOException if the client is gone
     * @throws ServletException if the upgrade is not possible
     */
    void upgrade(
            HttpServletRequest request, HttpServletResponse response, Settings settings, WebSocketListener listener)
            throws IOException, ServletException;

    /**
     * What to negotiate.
     *
     * @param maxMessageBytes a longer message, fragmented or not, closes the connection with 1009: the option {@code
     *     maxHttpBufferSize}
     * @param perMessageDeflate whether the extension may be negotiated: the option {@code perMessageDeflate}
     */
    record Settings(int maxMessageBytes, boolean perMessageDeflate) {}
}
