package ee.socketio.internal.http;

import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A response.
 *
 * @param status the HTTP status
 * @param contentType the content type, or null without a body
 * @param body the body
 * @param headers sets further headers
 */
public record Answer(int status, @Nullable String contentType, byte[] body, Consumer<HttpServletResponse> headers) {}
