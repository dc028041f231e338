package ee.socketio.websocket;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The sending side of one WebSocket. Methods do not block and may be called from any thread, also after the end. */
public interface WebSocketConnection {

    /** Close without a status, which the client sees as 1005. */
    int NO_STATUS = 1005;

    /** A message was too big. */
    int TOO_BIG = 1009;

    /**
     * Sends messages in order: each a {@code String} or a {@code byte[]}, which must not be changed. Called again only after
     * {@code done} was.
     *
     * @param frames the messages, at least one
     * @param done gets null once the last message has left, or the failure, on any thread and perhaps before this method
     *     returns; it need not be called after {@link #close}
     */
    void send(List<Object> frames, Consumer<@Nullable Throwable> done);

    /**
     * Closes once the messages that are being sent have left; a client that does not read them is cut off. Does nothing the
     * second time.
     *
     * @param status the status of the close frame, or {@link #NO_STATUS}
     */
    void close(int status);
}
