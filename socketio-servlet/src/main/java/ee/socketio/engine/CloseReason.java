package ee.socketio.engine;

/** Why an Engine.IO session ended, with the reference's strings. */
public enum CloseReason {
    /** A fault of the transport: overlapping or aborted requests, an oversized message, a heartbeat in the wrong direction. */
    TRANSPORT_ERROR("transport error"),
    /** The client closed the session or its connection. */
    TRANSPORT_CLOSE("transport close"),
    /** The server closed the session. */
    FORCED_CLOSE("forced close"),
    /** The client did not answer a ping in time. */
    PING_TIMEOUT("ping timeout"),
    /** The client sent an Engine.IO packet that cannot be decoded. */
    PARSE_ERROR("parse error");

    private final String text;

    CloseReason(String text) {
        this.text = text;
    }

    /** The reason as the reference server spells it. */
    @Override
    public String toString() {
        return text;
    }
}
