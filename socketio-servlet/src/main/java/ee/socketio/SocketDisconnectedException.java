package ee.socketio;

/** The socket was disconnected before its client acknowledged an event. */
public final class SocketDisconnectedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final DisconnectReason reason;

    /** Names the reason. */
    public SocketDisconnectedException(DisconnectReason reason) {
        super("socket has been disconnected: " + reason, null, false, false);
        this.reason = reason;
    }

    /** Why the socket was disconnected. */
    public DisconnectReason reason() {
        return reason;
    }
}
