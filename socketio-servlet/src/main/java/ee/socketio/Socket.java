package ee.socketio;

import ee.socketio.engine.EngineSocket;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One client in one namespace. Methods may be called from any thread. Listeners of one client run one at a time and in
 * order; add them inside the connection listener and none misses an event. An exception of a listener is reported to the
 * error listener and harms nobody else.
 */
public interface Socket extends Emitter, Receiver {

    /** The public id: 20 URL-safe characters, another than that of the connection. */
    String id();

    /** The namespace. */
    Namespace namespace();

    /** How the socket came. */
    Handshake handshake();

    /** The connection below, shared by all namespaces of the client. */
    EngineSocket connection();

    /**
     * Completes when everything that this thread emitted to this socket before has left, by {@link
     * EngineSocket#flushed()} of its connection: what was sent to the client in other namespaces, and by other threads, is
     * waited for too. Volatile events that were dropped are not. Fails with a {@link ee.socketio.engine.SessionClosedException}
     * if the connection ends first, or has ended. What hangs on the stage must not block; use the {@code Async} methods for
     * that.
     */
    CompletionStage<Void> flushed();

    /** Whether the socket is connected: not yet while middlewares run, no more after a disconnect. */
    boolean connected();

    /**
     * Whether the client took up the session of a connection that it had lost, with the same id, rooms and data. Known when the
     * middlewares run; of these only the last word, in the connection listener, counts.
     */
    boolean recovered();

    /** Data of the application's that lives as long as the socket, and is there again when it recovered. */
    ConcurrentMap<String, Object> data();

    /** The rooms that the socket is in, its own id among them; a copy, empty after the disconnect. */
    Set<String> rooms();

    /** Joins rooms. Does nothing after a disconnect. */
    void join(String... rooms);

    /** Joins rooms. Does nothing after a disconnect. */
    default void join(Collection<String> rooms) {
        join(rooms.toArray(new String[0]));
    }

    /**
     * Joins a room, then calls back.
     *
     * @param callback is called on this thread, before this returns, when the adapter is done: with null or, if the adapter
     *     failed, with its exception, which is not thrown then
     * @deprecated The form of 2.x; {@link #join(String...)} has joined the room when it returns.
     */
    @Deprecated(since = "0.1.0")
    default void join(String room, Consumer<@Nullable Throwable> callback) {
        join(List.of(room), callback);
    }

    /**
     * Joins rooms, then calls back.
     *
     * @param callback as that of {@link #join(String, Consumer)}
     * @deprecated The form of 2.x; {@link #join(Collection)} has joined the rooms when it returns.
     */
    @Deprecated(since = "0.1.0")
    default void join(Collection<String> rooms, Consumer<@Nullable Throwable> callback) {
        Throwable error = null;
        try {
            join(rooms);
        } catch (RuntimeException e) { // of the adapter, which may be the application's
            error = e;
        }
        callback.accept(error);
    }

    /** Leaves a room. */
    void leave(String room);

    /**
     * Leaves a room, then calls back.
     *
     * @param callback as that of {@link #join(String, Consumer)}
     * @deprecated The form of 2.x; {@link #leave(String)} has left the room when it returns.
     */
    @Deprecated(since = "0.1.0")
    default void leave(String room, Consumer<@Nullable Throwable> callback) {
        Throwable error = null;
        try {
            leave(room);
        } catch (RuntimeException e) { // of the adapter, which may be the application's
            error = e;
        }
        callback.accept(error);
    }

    /** Adds a listener for an event. Those of {@link Receiver} get the arguments as Java types. */
    Registration on(String event, EventListener listener);

    /** Adds a listener for the next event of this name only. */
    Registration once(String event, EventListener listener);

    /** Takes back every listener of an event. */
    void off(String event);

    /** Takes back a listener of an event. */
    void off(String event, EventListener listener);

    /** Takes back every listener of every event; those that have methods of their own, such as {@link #onAny}, stay. */
    default void off() {
        eventNames().forEach(this::off);
    }

    /**
     * Takes back a listener of an event.
     *
     * @deprecated The name of 2.x for {@link #off(String, EventListener)}.
     */
    @Deprecated(since = "0.1.0")
    default void removeListener(String event, EventListener listener) {
        off(event, listener);
    }

    /**
     * Takes back every listener of an event.
     *
     * @deprecated The name of 2.x for {@link #off(String)}.
     */
    @Deprecated(since = "0.1.0")
    default void removeAllListeners(String event) {
        off(event);
    }

    /**
     * Takes back every listener of every event.
     *
     * @deprecated The name of 2.x for {@link #off()}.
     */
    @Deprecated(since = "0.1.0")
    default void removeAllListeners() {
        off();
    }

    /** Adds a listener for every event; it runs before the middlewares and the event's own listeners. */
    Registration onAny(EventListener listener);

    /** Adds a listener for every event before those that are there. */
    Registration prependAny(EventListener listener);

    /** Takes back every listener for every event. */
    void offAny();

    /** The listeners for every event, in the order in which they run; a copy. */
    List<EventListener> listenersAny();

    /** Adds a listener for every event that is sent to this socket. */
    Registration onAnyOutgoing(OutgoingListener listener);

    /** Adds a listener for every event that is sent to this socket before those that are there. */
    Registration prependAnyOutgoing(OutgoingListener listener);

    /** Takes back every listener for events that are sent. */
    void offAnyOutgoing();

    /** The listeners for events that are sent, in the order in which they run; a copy. */
    List<OutgoingListener> listenersAnyOutgoing();

    /** The names of the events that have listeners; a copy. */
    Set<String> eventNames();

    /** Adds a middleware for incoming events that decides at once; it throws to drop the event. */
    void use(Check<Event> check);

    /** Adds a middleware for incoming events that may decide later. Later events of the client do not wait for it. */
    void use(Middleware<Event> middleware);

    /**
     * Adds a listener for what a middleware refused, what could not be decoded, and arguments that do not fit their
     * listener while the client waits for no ack; the reference's local {@code error}.
     */
    Registration onError(Consumer<Throwable> listener);

    /** Adds a listener that runs when the disconnect begins, with the rooms still filled. */
    Registration onDisconnecting(DisconnectListener listener);

    /** Adds a listener that runs once, last, after the rooms were left. */
    Registration onDisconnect(Consumer<DisconnectReason> listener);

    /** Adds a listener that runs once, last, and gets the cause too. */
    Registration onDisconnect(DisconnectListener listener);

    /** Leaves the namespace; the connection stays for others. */
    default void disconnect() {
        disconnect(false);
    }

    /** Leaves the namespace or, with {@code close}, all namespaces, and closes the connection. */
    void disconnect(boolean close);
}
