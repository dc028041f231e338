package ee.socketio.internal.namespace;

import ee.socketio.DisconnectReason;

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

    /** What a socket is after its end; {@code recovering} if sessions are kept. */
    static SocketState after(DisconnectReason reason, boolean recovering) {
        return recovering && SocketSession.outlives(reason) ? LOST : DISCONNECTED;
    }

    boolean isOver() {
        return this == LOST || this == LEAVING || this == DISCONNECTED;
    }
}
