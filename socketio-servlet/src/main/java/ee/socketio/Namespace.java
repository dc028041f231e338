package ee.socketio;

import java.util.Map;

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

    /** Adds a middleware that decides at once about new sockets; it throws to refuse. Recorded order is kept. */
    void use(Check<Socket> check);

    /** Adds a middleware that may decide later about new sockets. */
    void use(Middleware<Socket> middleware);

    /** Adds a listener for new sockets. */
    Registration onConnection(ConnectionListener listener);
}
