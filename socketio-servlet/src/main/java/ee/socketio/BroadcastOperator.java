package ee.socketio;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
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

    /**
     * Does nothing: whether there is binary data among the arguments is seen while they are written.
     *
     * @return this
     * @deprecated A hint of 2.x without a meaning here; leave it out.
     */
    @Deprecated(since = "0.1.0")
    default BroadcastOperator binary(boolean binary) {
        return this;
    }

    /** Stays on this server of a cluster. */
    BroadcastOperator local();

    /** How long {@link #emitWithAck} waits for the clients, or {@link #fetchSockets} for other servers. */
    BroadcastOperator timeout(Duration timeout);

    /**
     * Sends an event. Arguments are whatever JSON-B can write, {@code JsonValue}s, and {@code byte[]} or {@code
     * ByteBuffer} anywhere inside; they are read before this returns.
     *
     * @throws IllegalArgumentException if the name is reserved or an argument cannot be written
     */
    void emit(String event, @Nullable Object... arguments);

    /**
     * Sends an event and returns the answers of all receivers, in the order in which they came; of clients of other servers the
     * first argument. Needs {@link #timeout}. Fails with {@link AckTimeoutException}, which carries the answers that did come,
     * if a receiver does not answer in time or is disconnected first. The stage is completed on the thread that read the last
     * answer or on the timer thread: do not block in a stage that depends on it.
     *
     * @throws IllegalStateException without a timeout
     * @throws IllegalArgumentException if the name is reserved or an argument cannot be written
     */
    CompletionStage<List<Arguments>> emitWithAck(String event, @Nullable Object... arguments);

    /** Sends the event {@code message}. */
    default void send(@Nullable Object... arguments) {
        emit("message", arguments);
    }

    /**
     * The connected sockets of the target, in the whole cluster unless {@link #local}. Fails with {@link
     * FetchTimeoutException}, which carries the sockets that are known, if another server does not answer in time.
     */
    CompletionStage<List<RemoteSocket>> fetchSockets();

    /**
     * Hands the ids of the target's sockets to a callback, those of the whole cluster unless {@link #local}. With the adapter
     * in memory it is called before this returns; with others on the thread that got the last answer, or on the timer thread,
     * so it must not block. What it throws goes to the error listener.
     *
     * @param callback gets null and the ids in no order; or, if another server does not answer in time, the {@link
     *     FetchTimeoutException} and the ids that are known
     * @deprecated The form of 2.x; {@link #fetchSockets} returns the sockets, whose {@link RemoteSocket#id} this is.
     */
    @Deprecated(since = "0.1.0")
    void clients(BiConsumer<@Nullable Throwable, List<String>> callback);

    /** Makes the sockets of the target join rooms: those of this server before this returns, those of others soon. */
    void socketsJoin(String... rooms);

    /** Makes the sockets of the target leave rooms: those of this server before this returns, those of others soon. */
    void socketsLeave(String... rooms);

    /** Makes the sockets of the target leave the namespace. */
    default void disconnectSockets() {
        disconnectSockets(false);
    }

    /** Makes the sockets of the target leave the namespace or, with {@code close}, closes their connections. */
    void disconnectSockets(boolean close);
}
