package ee.socketio.spi;

import java.util.Set;

/**
 * The receivers of a broadcast.
 *
 * @param rooms the rooms, or none for the whole namespace
 * @param except rooms (or socket ids) whose members get nothing
 * @param flags how to send
 */
public record BroadcastTarget(Set<String> rooms, Set<String> except, Flags flags) {

    /** Copies the sets. */
    public BroadcastTarget {
        rooms = Set.copyOf(rooms);
        except = Set.copyOf(except);
    }

    /**
     * How to send.
     *
     * @param isVolatile whether a receiver that cannot take the packet now may miss it
     * @param compress whether the transport may compress it
     * @param local whether other servers of a cluster are left out
     */
    public record Flags(boolean isVolatile, boolean compress, boolean local) {

        /** Reliable, compressed, to the whole cluster. */
        public static final Flags NONE = new Flags(false, true, false);
    }
}
