package ee.socketio.it.wire;

/** The errors with which a request is refused. */
enum EngineError {
    UNKNOWN_TRANSPORT(0, "Transport unknown"),
    UNKNOWN_SID(1, "Session ID unknown"),
    BAD_HANDSHAKE_METHOD(2, "Bad handshake method"),
    BAD_REQUEST(3, "Bad request"),
    FORBIDDEN(4, "Forbidden"),
    UNSUPPORTED_PROTOCOL_VERSION(5, "Unsupported protocol version");

    private final int code;
    private final String message;

    EngineError(int code, String message) {
        this.code = code;
        this.message = message;
    }

    String message() {
        return message;
    }

    int httpStatus() {
        return this == FORBIDDEN ? 403 : 400;
    }

    String json() {
        return json(message);
    }

    String json(String otherMessage) {
        return "{\"code\":" + code + ",\"message\":\"" + otherMessage + "\"}";
    }
}
