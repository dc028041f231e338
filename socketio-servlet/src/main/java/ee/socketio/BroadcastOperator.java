package ee.socketio;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Sends to many sockets. Immutable: every modifier returns a new operator, so one may be kept and used from any thread. A
 * broadcast is encoded once, whatever the number of receivers, and reaches each receiver once. {@code emit} never blocks;
 * the broadcasts of one thread arrive in their order.
 */
public interface BroadcastOperator {

    /** Adds rooms; a socket in any of them receives. Without rooms everybody in the namespace does. */
    BroadcastOperator to(String... rooms);

    /** Adds rooms. */
    BroadcastOperator to(Collection<String> rooms);

    /** The same as {@link #to(String...)}. */
    default BroadcastOperator in(String... rooms) {
        return to(rooms);
    }

    /** Leaves out the members of these rooms; a socket's id is a room too. */
    BroadcastOperator except(String... rooms);

    /** Lets a receiver miss the event if its transport cannot take it at this instant: the reference's {@code volatile}. */
    BroadcastOperator asVolatile();

    /** Whether the transport may compress the event. */
    BroadcastOperator compress(boolean compress);

    /** Stays on this server of a cluster. */
    BroadcastOperator local();

    /**
     * Sends an event. Arguments are whatever JSON-B can write, {@code JsonValue}s, and {@code byte[]} or {@code
     * ByteBuffer} anywhere inside; they are read before this returns.
     *
     * @throws IllegalArgumentException if the name is reserved or an argument cannot be written
     */
    void emit(String event, @Nullable Object... arguments);

    /** Sends the event {@code message}. */
    default void send(@Nullable Object... arguments) {
        emit("message", arguments);
    }
}
