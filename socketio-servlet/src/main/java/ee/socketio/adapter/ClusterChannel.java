package ee.socketio.adapter;

import java.util.function.Consumer;

/**
 * A way to get bytes from one server of a cluster to the others, for one namespace: all that an adapter for a message broker
 * has to bring, see {@link ClusterAdapter#factory}. Methods are called from any thread, several at a time, and must not block;
 * what one throws is logged, and its message is lost.
 *
 * <p>What it must hold: every message arrives whole, and at most once; messages of one thread arrive in the order in which it
 * sent them. A message that is lost costs what it carried, and a request that waited for it its timeout. Whether a server's
 * own messages come back to it does not matter, nor that responses reach others than the one they are for.
 */
public interface ClusterChannel {

    /** Sends a message to all servers of the cluster. Nobody changes the bytes any more. */
    void publish(byte[] message);

    /**
     * Sends a response to one server. May be the same as {@link #publish}, at the price of traffic.
     *
     * @param uid the server's id, as it gave it to {@link Factory#open}
     */
    void send(String uid, byte[] response);

    /** Ends this server's part. What was published before is still to be sent; nothing needs to be received any more. */
    void close();

    /** Opens channels. */
    @FunctionalInterface
    interface Factory {

        /**
         * Opens the channel of a namespace. Called once for each namespace of each server; an exception makes the creation of
         * the namespace fail.
         *
         * @param namespace the namespace's name, such as {@code /} or {@code /admin}
         * @param uid this server's id for this namespace, 16 hexadecimal digits
         * @param receiver gets what others publish, and what they send to this server, from any thread. Those of one sender
         *     have to be handed over in their order, one at a time. It does not block, and it throws nothing.
         */
        ClusterChannel open(String namespace, String uid, Consumer<byte[]> receiver);
    }
}
