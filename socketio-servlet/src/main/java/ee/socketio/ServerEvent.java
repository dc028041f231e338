package ee.socketio;

import org.jspecify.annotations.Nullable;

/** An event that another server of the cluster sent. Immutable but for its ack, which may be sent once, from any thread. */
public interface ServerEvent extends Arguments {

    /** The event's name. */
    String name();

    /** Whether the other server waits for an ack. */
    boolean ackRequested();

    /** Acknowledges. The first call counts; the other server gets the first argument. */
    void ack(@Nullable Object... arguments);
}
