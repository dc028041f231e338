package ee.socketio.internal.namespace;

import ee.socketio.BroadcastOperator;
import ee.socketio.spi.BroadcastTarget;
import ee.socketio.spi.BroadcastTarget.Flags;
import ee.socketio.spi.Packet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An immutable broadcast operator.
 *
 * @param namespace where to
 * @param rooms the rooms, none for everybody
 * @param except the rooms that are left out
 * @param flags how to send
 */
record Broadcast(LocalNamespace namespace, Set<String> rooms, Set<String> except, Flags flags)
        implements BroadcastOperator {

    static Broadcast toAll(LocalNamespace namespace) {
        return new Broadcast(namespace, Set.of(), Set.of(), Flags.NONE);
    }

    /** Leaves out one more room, for example a socket's own. */
    Broadcast without(Collection<String> more) {
        return new Broadcast(namespace, rooms, union(except, more), flags);
    }

    Broadcast with(Flags changed) {
        return new Broadcast(namespace, rooms, except, changed);
    }

    @Override
    public Broadcast to(String... more) {
        return to(List.of(more));
    }

    @Override
    public Broadcast to(Collection<String> more) {
        return new Broadcast(namespace, union(rooms, more), except, flags);
    }

    @Override
    public Broadcast except(String... more) {
        return without(List.of(more));
    }

    @Override
    public Broadcast asVolatile() {
        return with(new Flags(true, flags.compress(), flags.local()));
    }

    @Override
    public Broadcast compress(boolean compress) {
        return with(new Flags(flags.isVolatile(), compress, flags.local()));
    }

    @Override
    public Broadcast local() {
        return with(new Flags(flags.isVolatile(), flags.compress(), true));
    }

    @Override
    public void emit(String event, @Nullable Object... arguments) {
        Packet packet = Packet.event(namespace.name(), EventData.of(event, arguments));
        namespace.adapter().broadcast(packet, new BroadcastTarget(rooms, except, flags));
    }

    private static Set<String> union(Set<String> some, Collection<String> more) {
        Set<String> union = new HashSet<>(some);
        union.addAll(more);
        return union;
    }
}
