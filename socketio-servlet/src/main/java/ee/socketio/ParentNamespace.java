package ee.socketio;

import java.util.Collection;

/**
 * The parent of namespaces that clients create by connecting to them: dynamic namespaces. What it has of middlewares and
 * listeners is copied to each child when that is created; a later addition concerns later children only. Itself a broadcast
 * operator to all sockets of all of its children. Methods may be called from any thread.
 */
public interface ParentNamespace extends BroadcastOperator {

    /** The server. */
    SocketIoServer server();

    /** The namespaces that exist now; a copy. */
    Collection<Namespace> children();

    /** Adds a middleware that decides at once about new sockets of later children; it throws to refuse. */
    void use(Check<Socket> check);

    /** Adds a middleware that may decide later about new sockets of later children. */
    void use(Middleware<Socket> middleware);

    /** Adds a listener for new sockets of later children. */
    Registration onConnection(ConnectionListener listener);
}
