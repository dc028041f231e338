package ee.socketio.internal.websocket;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The sending side of one WebSocket. Methods do not block and may be called from any thread. */
public interface WebSocketConnection {

    /** Close without a status, which the client sees as 1005. */
    int NO_STATUS = 1005;
    /** A message was too big. */
    int TOO_BIG = 1009;

    /**
     * Sends frames in order: each a {@code String} or a {@code byte[]}. Called again only after {@code done} was, which
     * gets null once the last frame has left, or the failure.
     */
    void send(List<Object> frames, Consumer<@Nullable Throwable> done);

    /** Closes once the frames that are being sent have left; a client that does not read them is cut off. */
    void close(int status);
}
