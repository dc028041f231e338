package ee.socketio.adapter;

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

    /** This server's end of the cluster, for one namespace. */
    interface Node {

        /** The namespace's name. */
        String namespace();

        /** This server's id for this namespace, 16 hexadecimal digits; new for each start. */
        String uid();

        /** Whether this server has any socket in the namespace: without one, a broadcast need not be read. */
        boolean hasSockets();

        /** Whether a socket of this server is in a room: a broadcast to a room without any need not be read. */
        boolean hasSockets(String room);

        /**
         * Gets the messages of the others, from any thread, those of one sender in their order and one at a time. It does not
         * block, and throws nothing.
         */
        void receive(ClusterMessage message);
    }

    /** Opens transports. */
    @FunctionalInterface
    interface Factory {

        /** Opens the transport of a namespace; an exception makes the creation of the namespace fail. */
        ClusterTransport open(Node node);
    }
}
