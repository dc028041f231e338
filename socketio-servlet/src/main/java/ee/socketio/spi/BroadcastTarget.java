package ee.socketio.spi;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
     * @param timeout how long to wait for answers, or null for what is usual
     */
    public record Flags(
            boolean isVolatile,
            boolean compress,
            boolean local,
            @Nullable Duration timeout) {

        /** Reliable, compressed, to the whole cluster. */
        public static final Flags NONE = new Flags(false, true, false, null);

        /** Volatile, the rest as it is. */
        public Flags asVolatile() {
            return new Flags(true, compress, local, timeout);
        }

        /** Compressed or not, the rest as it is. */
        public Flags withCompress(boolean changed) {
            return new Flags(isVolatile, changed, local, timeout);
        }

        /** Local, the rest as it is. */
        public Flags asLocal() {
            return new Flags(isVolatile, compress, true, timeout);
        }

        /** With a timeout, the rest as it is. */
        public Flags withTimeout(@Nullable Duration changed) {
            return new Flags(isVolatile, compress, local, changed);
        }
    }
}
