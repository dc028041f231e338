package ee.socketio.internal.namespace;

import ee.socketio.DisconnectReason;
import java.util.EnumSet;
import java.util.Set;

/**
 * CONNECTING ──middlewares passed──► CONNECTED ──► DISCONNECTED; refused: straight to DISCONNECTED. With connection state
 * recovery, LOST in place of DISCONNECTED if the client may come back. LEAVING: the server disconnects, and what it sent
 * before may still be on its way.
 */
enum SocketState {
    CONNECTING,
    CONNECTED,
    LOST,
    LEAVING,
    DISCONNECTED;

    private static final Set<DisconnectReason> RECOVERABLE = EnumSet.of(
            DisconnectReason.TRANSPORT_ERROR,
            DisconnectReason.TRANSPORT_CLOSE,
            DisconnectReason.FORCED_CLOSE,
            DisconnectReason.FORCED_SERVER_CLOSE,
            DisconnectReason.PING_TIMEOUT,
            DisconnectReason.SERVER_SHUTTING_DOWN);

    /** What a socket is after its end; {@code recovering} if sessions are kept. */
    static SocketState after(DisconnectReason reason, boolean recovering) {
        return recovering && RECOVERABLE.contains(reason) ? LOST : DISCONNECTED;
    }

    boolean isOver() {
        return this == LOST || this == LEAVING || this == DISCONNECTED;
    }
}
