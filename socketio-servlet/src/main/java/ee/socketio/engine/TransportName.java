package ee.socketio.engine;

/** The transports of an Engine.IO session, by the names that they have on the wire. */
public enum TransportName {
    /** HTTP long-polling: a held GET receives, POSTs send. */
    POLLING("polling"),
    /** One WebSocket for both directions. */
    WEBSOCKET("websocket");

    private final String wireName;

    TransportName(String wireName) {
        this.wireName = wireName;
    }

    /** The name as it stands in the query parameter {@code transport}. */
    public String wireName() {
        return wireName;
    }

    /** The wire name. */
    @Override
    public String toString() {
        return wireName;
    }
}
