package ee.socketio.internal.namespace;

import ee.socketio.spi.Adapter;
import ee.socketio.spi.AdapterContext;
import ee.socketio.spi.BroadcastTarget;
import ee.socketio.spi.Packet;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Rooms of one server, as two maps that mirror each other. A socket's entry is changed together with its rooms inside one
 * {@code compute}, always in the order socket, then room: so both maps agree, and nothing waits in a circle.
 */
final class InMemoryAdapter implements Adapter {

    private final AdapterContext namespace;
    private final Map<String, Set<String>> roomsBySocket = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> socketsByRoom = new ConcurrentHashMap<>();

    InMemoryAdapter(AdapterContext namespace) {
        this.namespace = namespace;
    }

    @Override
    public void add(String socketId, Collection<String> rooms) {
        roomsBySocket.compute(socketId, (id, old) -> {
            Set<String> joined = old == null ? ConcurrentHashMap.newKeySet(2) : old;
            for (String room : rooms) {
                if (joined.add(room)) {
                    enter(id, room);
                }
            }
            return joined;
        });
    }

    @Override
    public void remove(String socketId, String room) {
        roomsBySocket.computeIfPresent(socketId, (id, joined) -> {
            if (joined.remove(room)) {
                leave(id, room);
            }
            return joined.isEmpty() ? null : joined;
        });
    }

    @Override
    public void removeAll(String socketId) {
        roomsBySocket.computeIfPresent(socketId, (id, joined) -> {
            joined.forEach(room -> leave(id, room));
            return null;
        });
    }

    @Override
    public Set<String> rooms(String socketId) {
        return Set.copyOf(roomsBySocket.getOrDefault(socketId, Set.of()));
    }

    @Override
    public Set<String> sockets(Set<String> rooms) {
        return rooms.isEmpty() ? Set.copyOf(namespace.socketIds()) : union(rooms);
    }

    @Override
    public void broadcast(Packet packet, BroadcastTarget target) {
        namespace.deliver(packet, receivers(target), target.flags());
    }

    /** Without exceptions a room's members are taken as they are, without a copy. */
    private Collection<String> receivers(BroadcastTarget target) {
        Set<String> rooms = target.rooms();
        if (target.except().isEmpty()) {
            return rooms.isEmpty()
                    ? namespace.socketIds()
                    : rooms.size() == 1 ? members(rooms.iterator().next()) : union(rooms);
        }
        Set<String> receivers = rooms.isEmpty() ? new HashSet<>(namespace.socketIds()) : union(rooms);
        target.except().forEach(room -> receivers.removeAll(members(room)));
        return receivers;
    }

    private Set<String> union(Set<String> rooms) {
        Set<String> union = new HashSet<>();
        rooms.forEach(room -> union.addAll(members(room)));
        return union;
    }

    private Set<String> members(String room) {
        return socketsByRoom.getOrDefault(room, Set.of());
    }

    private void enter(String socketId, String room) {
        socketsByRoom.compute(room, (name, old) -> {
            Set<String> members = old == null ? ConcurrentHashMap.newKeySet(1) : old;
            members.add(socketId);
            return members;
        });
    }

    private void leave(String socketId, String room) {
        socketsByRoom.computeIfPresent(room, (name, members) -> {
            members.remove(socketId);
            return members.isEmpty() ? null : members;
        });
    }

    @Override
    public String toString() {
        return "InMemoryAdapter[" + namespace.namespace() + ", " + roomsBySocket.size() + " sockets, "
                + socketsByRoom.size() + " rooms]";
    }
}
