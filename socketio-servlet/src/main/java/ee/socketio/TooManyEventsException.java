package ee.socketio;

/**
 * A client sent more events than the option {@code eventsPerSecond} allows, or more than {@code maxInboundPackets} of them wait
 * for packet middlewares that decide later. Its connection is closed, and this is what
 * error listeners of its sockets get, and disconnect listeners as the cause of {@link DisconnectReason#FORCED_CLOSE}.
 */
public final class TooManyEventsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes the flood. Without a stack trace: clients cause these in any number.
     *
     * @param eventsPerSecond the limit
     */
    public TooManyEventsException(int eventsPerSecond) {
        this("more than " + eventsPerSecond + " events per second");
    }

    /** Describes another flood: events that wait for middlewares which decide later, more than {@code maxInboundPackets}. */
    public TooManyEventsException(String message) {
        super(message, null, false, false);
    }
}
