package ee.socketio.internal.websocket;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What makes a request a WebSocket handshake, and a well-formed one. Containers answer a bad handshake in different
 * ways, some with a 200, so they never get to see one.
 */
public final class UpgradeRequest {

    private static final int KEY_LENGTH = 24;

    private UpgradeRequest() {}

    /** Whether the client asks for a WebSocket. */
    public static boolean isUpgrade(HttpServletRequest request) {
        return request.getMethod().equals("GET")
                && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"))
                && connectionSaysUpgrade(request);
    }

    /** What is wrong with the handshake, or null. */
    public static @Nullable String fault(HttpServletRequest request) {
        if (!request.getProtocol().equals("HTTP/1.1")) {
            return "WebSocket needs HTTP/1.1";
        }
        if (!"13".equals(request.getHeader("Sec-WebSocket-Version"))) {
            return "Missing or invalid Sec-WebSocket-Version header";
        }
        String key = request.getHeader("Sec-WebSocket-Key");
        if (key == null || key.length() != KEY_LENGTH || !key.endsWith("==")) {
            return "Missing or invalid Sec-WebSocket-Key header";
        }
        return null;
    }

    private static boolean connectionSaysUpgrade(HttpServletRequest request) {
        Enumeration<String> values = request.getHeaders("Connection");
        while (values.hasMoreElements()) {
            if (values.nextElement().toLowerCase(Locale.ROOT).contains("upgrade")) {
                return true;
            }
        }
        return false;
    }
}
