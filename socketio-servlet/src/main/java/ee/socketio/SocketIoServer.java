package ee.socketio;

import ee.socketio.engine.EngineServer;
import ee.socketio.spi.AdapterFactory;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The Socket.IO server of one servlet. What it has in common with a namespace it does for the main one, {@code /}.
 * Methods may be called from any thread.
 */
public interface SocketIoServer extends BroadcastOperator {

    /**
     * The namespace of this name, created if there is none; a leading slash is added. Clients can join it from then on; see
     * {@link #of(String, Consumer)}.
     */
    Namespace of(String name);

    /**
     * The namespace of this name; if there is none, one is created and set up before any client can join it. Use this form
     * for namespaces with middlewares that are created while clients are connected. An existing namespace is not set
     * up again. Other threads that ask for it wait for the setup, so two setups must not ask for each other's namespace.
     *
     * @throws IllegalArgumentException if the name has a comma
     */
    Namespace of(String name, Consumer<Namespace> setup);

    /**
     * Lets clients create namespaces: every name that matches the whole pattern and is no namespace yet becomes one when a
     * client connects to it. Parents are asked in the order in which they were made. A broad pattern lets clients create many
     * namespaces: see {@link ServerOptions#maxChildNamespaces} and {@link ServerOptions#cleanupEmptyChildNamespaces}.
     */
    ParentNamespace of(Pattern pattern);

    /** Lets clients create namespaces whose name and auth are accepted; asked on the client's listener thread. */
    ParentNamespace of(BiPredicate<String, JsonObject> matcher);

    /** Lets clients create namespaces whose name and auth are accepted, now or later. */
    ParentNamespace ofAsync(NamespaceMatcher matcher);

    /** The main namespace. */
    Namespace sockets();

    /** All namespaces; a copy. */
    Collection<Namespace> namespaces();

    /** Adds a listener for namespaces that are created, now those that exist and later others: {@code new_namespace}. */
    void onNamespace(Consumer<Namespace> listener);

    /** Adds a middleware to the main namespace. */
    void use(Check<Socket> check);

    /** Adds a middleware to the main namespace. */
    void use(Middleware<Socket> middleware);

    /** Adds a connection listener to the main namespace. */
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

    /** The Engine.IO server below. */
    EngineServer engine();

    /** The options in force. */
    ServerOptions options();

    /**
     * The path that clients use, their option {@code path}: that of the servlet's mapping behind the context path, without
     * {@code /*}, for example {@code /chat/socket.io}. It is set by the mapping alone.
     */
    String path();

    /** Whether the browser bundles are served. Set by {@link ServerOptions.Builder#serveClient}, before the start. */
    default boolean serveClient() {
        return options().serveClient();
    }

    /**
     * What makes the adapters of the namespaces, or null for the one in memory. Set by {@link ServerOptions.Builder#adapter},
     * before the start; the adapter of a namespace itself is {@link Namespace#adapter()}.
     */
    default @Nullable AdapterFactory adapter() {
        return options().adapter();
    }

    /**
     * Disconnects every socket with "server shutting down" and refuses new ones. Clients see their transport close and
     * will try again. Later calls do nothing.
     */
    void close();

    /**
     * Closes gently: new clients are refused at once, as after {@link #close()}, while those that are connected go on, their
     * polls are served, and what was sent to them before this call may leave. When all of it has left, or after {@code
     * drain}, this does what {@link #close()} does. Messages that are sent meanwhile are not waited for.
     *
     * <p>A later call changes nothing and returns the stage of the first; {@link #close()} ends the wait.
     *
     * @param drain how long the wait may take: 0 to 1 day
     * @return completes, and never fails, when every client was disconnected: on the timer thread, or on the one that wrote
     *     or closed last. What hangs on it must not block
     * @throws IllegalArgumentException if {@code drain} is out of range
     */
    CompletionStage<Void> close(Duration drain);
}
