package ee.socketio.internal.engine;

/**
 * The life of a session. It is born open: the handshake is its first packet.
 *
 * <pre>
 * OPEN ──close()──► CLOSING ──queue flushed, or 30 s──► CLOSED
 *   ├──close packet──► LEFT ────its GET, or 50 ms───────────►│
 *   └──fault, connection closed, ping timeout, shutdown──────►┘
 * </pre>
 */
enum SessionState {
    /** Sends and receives. */
    OPEN,
    /** Sends what was queued; whatever comes is ignored. */
    CLOSING,
    /** The client has closed over polling; the GET that it sent at the same time is awaited for a moment. */
    LEFT,
    /** Over; nothing is sent, received or called any more. */
    CLOSED
}
