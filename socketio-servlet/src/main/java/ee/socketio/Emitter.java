package ee.socketio;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Sends to one socket, or from it to others. Immutable: every modifier returns a new emitter. Nothing blocks; what one
 * thread sends arrives in its order. After a disconnect sending does nothing.
 */
public interface Emitter {

    /** Lets the client miss the event if its transport cannot take it at this instant: the reference's {@code volatile}. */
    Emitter asVolatile();

    /** Whether the transport may compress the event. */
    Emitter compress(boolean compress);

    /**
     * Does nothing: whether there is binary data among the arguments is seen while they are written.
     *
     * @return this
     * @deprecated A hint of 2.x without a meaning here; leave it out.
     */
    @Deprecated(since = "0.1.0")
    default Emitter binary(boolean binary) {
        return this;
    }

    /** How long {@link #emitWithAck} waits; without it, until the socket is disconnected. Broadcasts take it over. */
    Emitter timeout(Duration timeout);

    /**
     * Sends an event. Arguments are whatever JSON-B can write, {@code JsonValue}s, and {@code byte[]} or {@code
     * ByteBuffer} anywhere inside; they are read before this returns.
     *
     * @throws IllegalArgumentException if the name is reserved or an argument cannot be written
     */
    void emit(String event, @Nullable Object... arguments);

    /**
     * Sends an event and returns its answer. The stage is completed on the thread that read the answer, not behind the
     * socket's listeners, so a listener may wait for it; a timeout completes it on the timer thread, so do not block in a stage that
     * depends on it. It fails with {@link AckTimeoutException} or, when the socket is
     * disconnected first, with {@link SocketDisconnectedException}.
     *
     * @throws IllegalArgumentException if the name is reserved or an argument cannot be written
     */
    CompletionStage<Arguments> emitWithAck(String event, @Nullable Object... arguments);

    /** Sends the event {@code message}. */
    default void send(@Nullable Object... arguments) {
        emit("message", arguments);
    }

    /** The others in these rooms. */
    BroadcastOperator to(String... rooms);

    /** The same as {@link #to}. */
    default BroadcastOperator in(String... rooms) {
        return to(rooms);
    }

    /** Everybody but this socket and the members of these rooms. */
    BroadcastOperator except(String... rooms);

    /** Everybody in the namespace but this socket. */
    BroadcastOperator broadcast();

    /** Everybody but this socket, on this server of a cluster. */
    BroadcastOperator local();
}
