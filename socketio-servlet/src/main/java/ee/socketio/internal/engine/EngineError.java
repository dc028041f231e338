package ee.socketio.internal.engine;

/** The one table of refusals: code and message on the wire, status over HTTP. Over WebSocket the status is 400 always. */
public enum EngineError {
    TRANSPORT_UNKNOWN(0, "Transport unknown", 400),
    SESSION_UNKNOWN(1, "Session ID unknown", 400),
    BAD_HANDSHAKE_METHOD(2, "Bad handshake method", 400),
    BAD_REQUEST(3, "Bad request", 400),
    FORBIDDEN(4, "Forbidden", 403),
    UNSUPPORTED_PROTOCOL(5, "Unsupported protocol version", 400),
    TOO_MANY_HANDSHAKES(4, "Too many handshakes", 503),
    TOO_MANY_SESSIONS(4, "Too many sessions", 503),
    TOO_MANY_SESSIONS_OF_ADDRESS(4, "Too many sessions of this address", 429);

    private final int code;
    private final String message;
    private final int status;

    EngineError(int code, String message, int status) {
        this.code = code;
        this.message = message;
        this.status = status;
    }

    /** The code on the wire. */
    public int code() {
        return code;
    }

    /** The message on the wire. */
    public String message() {
        return message;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}
