package ee.socketio.internal.http;

import ee.socketio.internal.engine.EngineError;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The two forms of a refusal: JSON over HTTP, plain text for a WebSocket handshake. */
public final class Refusal {

    private Refusal() {}

    /** The answer to an HTTP request: {@code {"code":N,"message":"…"}}. */
    public static Answer json(EngineError error, String message) {
        String body = "{\"code\":" + error.code() + ",\"message\":" + quote(message) + "}";
        return new Answer(error.status(), "application/json", body.getBytes(StandardCharsets.UTF_8), response -> {});
    }

    /** Writes the answer to an HTTP request that is not asynchronous. The body is small enough for any buffer. */
    public static void write(HttpServletResponse response, EngineError error, String message) throws IOException {
        Answer answer = json(error, message);
        response.setStatus(answer.status());
        response.setContentType("application/json");
        send(response, answer.body());
    }

    /** Refuses a WebSocket handshake, before any 101. */
    public static void writeUpgrade(HttpServletResponse response, int status, String message) throws IOException {
        response.setStatus(status);
        response.setHeader("Connection", "close");
        response.setContentType("text/html; charset=UTF-8");
        send(response, escape(message).getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpServletResponse response, byte[] body) throws IOException {
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** The text is labelled as HTML, as in the reference, so it must not become markup. */
    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String quote(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
