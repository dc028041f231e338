package ee.socketio.internal.engine;

/**
 * The life of a session. It is born open: the handshake is its first packet.
 *
 * <pre>
 * OPEN ──close()──► CLOSING ──queue flushed, or 30 s──► CLOSED
 *   └──fault, client left, ping timeout, shutdown─────────▲
 * </pre>
 */
enum SessionState {
    /** Sends and receives. */
    OPEN,
    /** Sends what was queued; whatever comes is ignored. */
    CLOSING,
    /** Over; nothing is sent, received or called any more. */
    CLOSED
}
