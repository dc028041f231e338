package ee.socketio;

import org.jspecify.annotations.Nullable;

/** A received event. Immutable but for its ack, which may be sent once, from any thread, now or later. */
public interface Event extends Arguments {

    /** The event's name. */
    String name();

    /** The socket that sent it. */
    Socket socket();

    /** Whether the client waits for an ack. */
    boolean ackRequested();

    /**
     * Acknowledges. The first call counts; without a request for it, or after a disconnect, nothing is sent.
     *
     * @throws IllegalArgumentException if the arguments cannot be written; the event can then be acknowledged still
     */
    void ack(@Nullable Object... arguments);
}
