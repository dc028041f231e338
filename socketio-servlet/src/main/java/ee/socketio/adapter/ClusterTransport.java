package ee.socketio.adapter;

import java.util.function.Consumer;

/**
 * What {@link ClusterChannel} is, of messages instead of bytes: for a wire format of its own, or where a message's content
 * decides which way it goes. The same is asked of it.
 */
public interface ClusterTransport {

    /**
     * Sends a message to all servers of the cluster. Messages of one thread arrive in its order.
     *
     * @throws IllegalArgumentException if a value cannot be written; nothing was sent then
     */
    void publish(ClusterMessage message);

    /**
     * Sends a response to the server with this uid.
     *
     * @throws IllegalArgumentException if a value cannot be written
     */
    void respond(String uid, ClusterMessage response);

    /** Ends this server's part. */
    void close();

    /** Opens transports. */
    @FunctionalInterface
    interface Factory {

        /**
         * Opens the transport of a namespace.
         *
         * @param namespace the namespace's name
         * @param uid this server's id for this namespace
         * @param receiver gets the messages of the others, from any thread; it does not block, and throws nothing
         */
        ClusterTransport open(String namespace, String uid, Consumer<ClusterMessage> receiver);
    }
}
