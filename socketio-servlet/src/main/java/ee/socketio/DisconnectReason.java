package ee.socketio;

/** Why a socket was disconnected, with the reference's strings. */
public enum DisconnectReason {
    /** A fault of the transport: overlapping or aborted requests, an oversized message, a slow client. */
    TRANSPORT_ERROR("transport error"),
    /** The client closed its connection. */
    TRANSPORT_CLOSE("transport close"),
    /** The server closed the connection, also after a packet that makes no sense. */
    FORCED_CLOSE("forced close"),
    /** The server closed the connection, and the client had no request open to hear of it. */
    FORCED_SERVER_CLOSE("forced server close"),
    /** The client did not answer a ping in time. */
    PING_TIMEOUT("ping timeout"),
    /** The client sent an Engine.IO packet that cannot be decoded. */
    PARSE_ERROR("parse error"),
    /** The server stops. */
    SERVER_SHUTTING_DOWN("server shutting down"),
    /** The client left the namespace. */
    CLIENT_NAMESPACE_DISCONNECT("client namespace disconnect"),
    /** The application called {@link Socket#disconnect}. */
    SERVER_NAMESPACE_DISCONNECT("server namespace disconnect");

    private final String text;

    DisconnectReason(String text) {
        this.text = text;
    }

    /** The reason as the reference server spells it. */
    @Override
    public String toString() {
        return text;
    }
}
