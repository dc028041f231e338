package ee.socketio.adapter;

import ee.socketio.spi.Adapter;
import ee.socketio.spi.AdapterContext;
import ee.socketio.spi.BroadcastAnswers;
import ee.socketio.spi.BroadcastTarget;
import ee.socketio.spi.Packet;
import ee.socketio.spi.RoomEvent;
import ee.socketio.spi.RoomEvent.Kind;
import ee.socketio.spi.SocketDetails;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Rooms of one server, as two maps that mirror each other. A socket's entry is changed together with its rooms inside one
 * {@code compute}, always in the order socket, then room: so both maps agree, and nothing waits in a circle. The listeners
 * of room events are told afterwards.
 *
 * <p>Adapters of a cluster have one of these for their own sockets.
 */
public final class InMemoryAdapter implements Adapter {

    private final AdapterContext namespace;
    private final Map<String, Set<String>> roomsBySocket = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> socketsByRoom = new ConcurrentHashMap<>();

    /** Makes an adapter without sockets. */
    public InMemoryAdapter(AdapterContext namespace) {
        this.namespace = namespace;
    }

    @Override
    public void add(String socketId, Collection<String> rooms) {
        Changes changes = new Changes();
        roomsBySocket.compute(socketId, (id, old) -> {
            Set<String> joined = old == null ? ConcurrentHashMap.newKeySet(2) : old;
            for (String room : rooms) {
                if (joined.add(room)) {
                    enter(id, room, changes);
                }
            }
            return joined;
        });
        changes.tell();
    }

    @Override
    public void remove(String socketId, String room) {
        Changes changes = new Changes();
        roomsBySocket.computeIfPresent(socketId, (id, joined) -> {
            if (joined.remove(room)) {
                leave(id, room, changes);
            }
            return joined.isEmpty() ? null : joined;
        });
        changes.tell();
    }

    @Override
    public void removeAll(String socketId) {
        Changes changes = new Changes();
        roomsBySocket.computeIfPresent(socketId, (id, joined) -> {
            joined.forEach(room -> leave(id, room, changes));
            return null;
        });
        changes.tell();
    }

    @Override
    public Set<String> rooms(String socketId) {
        return Set.copyOf(roomsBySocket.getOrDefault(socketId, Set.of()));
    }

    @Override
    public Set<String> sockets(Set<String> rooms) {
        return rooms.isEmpty() ? Set.copyOf(namespace.socketIds()) : union(rooms);
    }

    /** Whether a socket is in any room, be it its own. */
    public boolean hasSockets() {
        return !roomsBySocket.isEmpty();
    }

    /** Whether a socket is in a room. */
    public boolean hasSockets(String room) {
        return socketsByRoom.containsKey(room);
    }

    @Override
    public void broadcast(Packet packet, BroadcastTarget target) {
        namespace.deliver(packet, receivers(target), target.flags());
    }

    @Override
    public void broadcastWithAck(Packet packet, BroadcastTarget target, BroadcastAnswers answers) {
        answers.expect(namespace.deliverWithAck(packet, receivers(target), target.flags(), answers));
    }

    @Override
    public CompletionStage<List<SocketDetails>> fetchSockets(BroadcastTarget target) {
        return CompletableFuture.completedFuture(details(target));
    }

    /** Describes the sockets of this server that are in a target. */
    public List<SocketDetails> details(BroadcastTarget target) {
        return receivers(target).stream()
                .map(namespace::details)
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    public void socketsJoin(BroadcastTarget target, Collection<String> rooms) {
        namespace.join(Set.copyOf(receivers(target)), rooms);
    }

    @Override
    public void socketsLeave(BroadcastTarget target, Collection<String> rooms) {
        namespace.leave(Set.copyOf(receivers(target)), rooms);
    }

    @Override
    public void disconnectSockets(BroadcastTarget target, boolean close) {
        namespace.disconnect(Set.copyOf(receivers(target)), close);
    }

    /**
     * The sockets of this server that are in a target; a view or a copy. Without exceptions a room's members are taken as
     * they are, without a copy.
     */
    public Collection<String> receivers(BroadcastTarget target) {
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

    private void enter(String socketId, String room, Changes changes) {
        socketsByRoom.compute(room, (name, old) -> {
            Set<String> members = old;
            if (members == null) {
                members = ConcurrentHashMap.newKeySet(1);
                changes.add(Kind.CREATED, name, null);
            }
            members.add(socketId);
            changes.add(Kind.JOINED, name, socketId);
            return members;
        });
    }

    private void leave(String socketId, String room, Changes changes) {
        socketsByRoom.computeIfPresent(room, (name, members) -> {
            members.remove(socketId);
            changes.add(Kind.LEFT, name, socketId);
            if (!members.isEmpty()) {
                return members;
            }
            changes.add(Kind.DELETED, name, null);
            return null;
        });
    }

    /** What happened inside a compute, to be told outside of it. Costs nothing while nobody listens. */
    private final class Changes {
        private @Nullable List<RoomEvent> events;

        void add(Kind kind, String room, @Nullable String socketId) {
            if (namespace.hearsRooms()) {
                List<RoomEvent> noted = events == null ? new ArrayList<>(2) : events;
                noted.add(new RoomEvent(kind, room, socketId));
                events = noted;
            }
        }

        void tell() {
            if (events != null) {
                events.forEach(namespace::onRoom);
            }
        }
    }

    @Override
    public String toString() {
        return "InMemoryAdapter[" + namespace.namespace() + ", " + roomsBySocket.size() + " sockets, "
                + socketsByRoom.size() + " rooms]";
    }
}
