package ee.socketio.websocket;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link WebSocketEngine} reports: one call at a time and in order, on the thread that reads. A call may block: then
 * nothing more is to be read until it returns. It throws nothing.
 */
public interface WebSocketListener {

    /** The 101 has been sent; the first call. */
    void onOpen(WebSocketConnection connection);

    /** A whole text message. */
    void onText(String text);

    /** A whole binary message, which the receiver may keep. */
    void onBinary(byte[] data);

    /**
     * The end: without a cause the client closed the connection or went away, with one it failed. Further calls are ignored.
     */
    void onClose(@Nullable Throwable cause);
}
