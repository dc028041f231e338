package ee.socketio;

import ee.socketio.engine.EngineServer;
import java.util.Collection;
import java.util.function.Consumer;

/**
 * The Socket.IO server of one servlet. What it has in common with a namespace it does for the main one, {@code /}.
 * Methods may be called from any thread.
 */
public interface SocketIoServer extends BroadcastOperator {

    /** The namespace of this name, created if there is none; a leading slash is added. Clients can join it from then on; see {@link #of(String, Consumer)}. */
    Namespace of(String name);

    /**
     * The namespace of this name; if there is none, one is created and set up before any client can join it. Use this form
     * for namespaces with middlewares that are created while clients are connected. An existing namespace is not set up again.
     *
     * @throws IllegalArgumentException if the name has a comma
     */
    Namespace of(String name, Consumer<Namespace> setup);

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

    /** The Engine.IO server below. */
    EngineServer engine();

    /** The options in force. */
    ServerOptions options();

    /**
     * Disconnects every socket with "server shutting down" and refuses new ones. Clients see their transport close and
     * will try again. Later calls do nothing.
     */
    void close();
}
