package ee.socketio.cdi;

import ee.socketio.Event;
import ee.socketio.Socket;
import org.jspecify.annotations.Nullable;

/**
 * A CDI event: a socket sent an event whose first argument was read as {@code T}: plain values, beans, records, {@code
 * byte[]}, {@code List<Order>} and the like, validated where it has constraints. Observed with {@link OnEvent}, by as many
 * observers and types as there are; {@code SocketMessage<Void>} is for events without arguments. Observers are told on
 * the socket's listener thread, one at a time and in order; asynchronous ones likewise on threads of the container.
 *
 * <p>An argument that is missing, does not fit or breaks a constraint does not reach the observer; what the client and the
 * error listener hear of it is described at {@link ee.socketio.Receiver}.
 *
 * @param payload the first argument; null if the client sent null
 * @param event the event, with its other arguments
 * @param <T> the type of the first argument
 */
public record SocketMessage<T>(@Nullable T payload, Event event) {

    /** Who sent it. */
    public Socket socket() {
        return event.socket();
    }

    /** The event's name. */
    public String name() {
        return event.name();
    }

    /** Whether the client waits for an ack. */
    public boolean ackRequested() {
        return event.ackRequested();
    }

    /** Acknowledges, now or later, from any thread; the first call of any observer counts. */
    public void ack(@Nullable Object... arguments) {
        event.ack(arguments);
    }
}
