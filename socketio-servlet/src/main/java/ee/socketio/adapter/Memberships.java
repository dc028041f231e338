package ee.socketio.adapter;

import ee.socketio.spi.BroadcastTarget;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rooms as broadcasts see them: whoever joins or leaves does so in the order of broadcasts, so that a packet reaches
 * those who were in its rooms when it was sent. Confined to that order.
 *
 * @param <P> places in the order
 */
public final class Memberships<P> {

    /** For each socket, where in the order it joined each of its rooms. */
    private final Map<String, Map<String, P>> rooms = new HashMap<>();

    private final Map<String, Set<String>> members = new HashMap<>();
    private final Comparator<? super P> order;

    /** No sockets, in an order of places. */
    public Memberships(Comparator<? super P> order) {
        this.order = order;
    }

    /** Joins a room, unless the socket is in it. */
    public void join(String socketId, String room, P place) {
        rooms.computeIfAbsent(socketId, id -> new HashMap<>(4)).putIfAbsent(room, place);
        members.computeIfAbsent(room, name -> new HashSet<>(2)).add(socketId);
    }

    /** Joins a room as early as this, also if the socket is in it since later. */
    public void rejoin(String socketId, String room, P place) {
        join(socketId, room, place);
        rooms.getOrDefault(socketId, Map.of())
                .computeIfPresent(room, (name, since) -> order.compare(since, place) <= 0 ? since : place);
    }

    /** Leaves a room. */
    public void leave(String socketId, String room) {
        rooms.computeIfPresent(socketId, (id, joined) -> {
            joined.remove(room);
            return joined.isEmpty() ? null : joined;
        });
        forget(socketId, room);
    }

    /** Leaves all rooms. */
    public void leaveAll(String socketId) {
        Map<String, P> joined = rooms.remove(socketId);
        if (joined != null) {
            joined.keySet().forEach(room -> forget(socketId, room));
        }
    }

    private void forget(String socketId, String room) {
        members.computeIfPresent(room, (name, ids) -> {
            ids.remove(socketId);
            return ids.isEmpty() ? null : ids;
        });
    }

    /** The rooms of a socket, and where in the order it joined each. */
    public Map<String, P> of(String socketId) {
        return rooms.getOrDefault(socketId, Map.of());
    }

    /** The sockets of a target; copied from here, because an outgoing listener may change rooms on the way. */
    public Collection<String> receivers(BroadcastTarget target, Set<String> everybody) {
        if (target.except().isEmpty() && target.rooms().isEmpty()) {
            return everybody;
        }
        if (target.except().isEmpty() && target.rooms().size() == 1) {
            return List.copyOf(members.getOrDefault(target.rooms().iterator().next(), Set.of()));
        }
        Set<String> receivers = new HashSet<>(target.rooms().isEmpty() ? everybody : Set.of());
        target.rooms().forEach(room -> receivers.addAll(members.getOrDefault(room, Set.of())));
        target.except().forEach(room -> members.getOrDefault(room, Set.of()).forEach(receivers::remove));
        return receivers;
    }

    /** How many sockets are in rooms. */
    public int size() {
        return rooms.size();
    }
}
