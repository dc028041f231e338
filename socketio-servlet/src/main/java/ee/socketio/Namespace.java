package ee.socketio;

import ee.socketio.spi.Adapter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A namespace: sockets, rooms and rules of their own over shared connections. Itself a broadcast operator to all of its
 * sockets. Methods may be called from any thread.
 */
public interface Namespace extends BroadcastOperator {

    /** The name, beginning with a slash. */
    String name();

    /** The server. */
    SocketIoServer server();

    /** The connected sockets of this server by id; a live, unmodifiable view. */
    Map<String, Socket> sockets();

    /**
     * The connected sockets of this server by id; a live, unmodifiable view.
     *
     * @deprecated The name of 2.x for {@link #sockets()}.
     */
    @Deprecated(since = "0.1.0")
    default Map<String, Socket> connected() {
        return sockets();
    }

    /** Adds a middleware that decides at once about new sockets; it throws to refuse. Recorded order is kept. */
    void use(Check<Socket> check);

    /** Adds a middleware that may decide later about new sockets. */
    void use(Middleware<Socket> middleware);

    /** Adds a listener for new sockets. */
    Registration onConnection(ConnectionListener listener);

    /**
     * Sends an event to the other servers of the cluster, where {@link #onServerEvent} receives it. Alone it does nothing.
     *
     * @throws IllegalArgumentException if the name is reserved: connect, connection, new_namespace
     */
    void serverSideEmit(String event, @Nullable Object... arguments);

    /**
     * Sends an event to the other servers of the cluster and returns the answer of each. Fails with {@link
     * AckTimeoutException}, which carries the answers that did come, if one does not answer in the adapter's time.
     *
     * @throws IllegalArgumentException if the name is reserved: connect, connection, new_namespace
     */
    CompletionStage<List<Arguments>> serverSideEmitWithAck(String event, @Nullable Object... arguments);

    /** Adds a listener for an event that other servers of the cluster send with {@link #serverSideEmit}. */
    Registration onServerEvent(String event, ServerEventListener listener);

    /** Adds a listener for what happens to the rooms of this server, the reference's adapter events. */
    Registration onRoom(RoomListener listener);

    /** What knows the rooms, the reference's {@code adapter}. */
    Adapter adapter();
}
