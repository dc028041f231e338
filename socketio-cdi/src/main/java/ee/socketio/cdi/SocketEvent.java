package ee.socketio.cdi;

import ee.socketio.ArgumentException;
import ee.socketio.Event;
import ee.socketio.GenericType;
import ee.socketio.Socket;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * A CDI event: a socket sent an event. Observers are told on the socket's listener thread, one at a time and in order;
 * asynchronous ones likewise on threads of the container. Those without {@link OnEvent} see it before the packet middlewares of
 * {@code socket.use}, like catch-all listeners.
 *
 * @param event the event
 */
public record SocketEvent(Event event) {

    /** Who sent it. */
    public Socket socket() {
        return event.socket();
    }

    /** The event's name. */
    public String name() {
        return event.name();
    }

    /** How many arguments there are. */
    public int size() {
        return event.size();
    }

    /**
     * Reads an argument, see {@link Event#get(int, Class)}.
     *
     * @throws ArgumentException if there is no such argument, or it does not fit
     */
    public <T> @Nullable T get(int index, Class<T> type) {
        return event.get(index, type);
    }

    /**
     * Reads an argument, see {@link Event#get(int, Type)}.
     *
     * @throws ArgumentException if there is no such argument, or it does not fit
     */
    public @Nullable Object get(int index, Type type) {
        return event.get(index, type);
    }

    /**
     * Reads an argument, see {@link Event#get(int, GenericType)}.
     *
     * @throws ArgumentException if there is no such argument, or it does not fit
     */
    public <T> @Nullable T get(int index, GenericType<T> type) {
        return event.get(index, type);
    }

    /** Whether the client waits for an ack. */
    public boolean ackRequested() {
        return event.ackRequested();
    }

    /** Acknowledges; the first call of any observer counts. */
    public void ack(@Nullable Object... arguments) {
        event.ack(arguments);
    }
}
