package ee.socketio.internal.namespace;

import ee.socketio.adapter.InMemoryAdapter;
import ee.socketio.adapter.Memberships;
import ee.socketio.adapter.OrderedRooms;
import ee.socketio.adapter.Sequencer;
import ee.socketio.spi.Adapter;
import ee.socketio.spi.AdapterContext;
import ee.socketio.spi.BroadcastAnswers;
import ee.socketio.spi.BroadcastTarget;
import ee.socketio.spi.EncodedPacket;
import ee.socketio.spi.Packet;
import ee.socketio.spi.PacketType;
import ee.socketio.spi.SavedSession;
import ee.socketio.spi.SessionAwareAdapter;
import ee.socketio.spi.SocketDetails;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The adapter in memory, with connection state recovery. Packets are encoded on the thread that emits, and then leave in the
 * order of their places; an offset is the number of a place, behind a prefix that no application's own last argument has.
 */
final class RecoveringAdapter implements SessionAwareAdapter {

    /** About what a saved session takes in memory without its rooms, in bytes. */
    private static final int SESSION_BYTES = 1024;

    private final AdapterContext namespace;
    private final Retention retention;
    private final String prefix;
    /** The rooms as the application sees them, at once. */
    private final Adapter rooms;

    private final Sequencer order = new Sequencer();
    private final OrderedRooms<Long> ordered;
    /** The rooms as broadcasts see them, in their order. */
    private final Memberships<Long> members;

    private final RecoveryLog log = new RecoveryLog();
    private final Map<String, SavedSession> sessions = new ConcurrentHashMap<>();

    RecoveringAdapter(AdapterContext namespace, Retention retention, String prefix) {
        this.namespace = namespace;
        this.retention = retention;
        this.prefix = prefix + ".";
        this.rooms = new InMemoryAdapter(namespace);
        this.ordered = new OrderedRooms<>(rooms, order, order::current, Comparator.<Long>naturalOrder());
        this.members = ordered.members();
    }

    // --- rooms

    @Override
    public void add(String socketId, Collection<String> added) {
        ordered.add(socketId, added);
    }

    @Override
    public void remove(String socketId, String room) {
        ordered.remove(socketId, room);
    }

    @Override
    public void removeAll(String socketId) {
        ordered.removeAll(socketId);
    }

    @Override
    public Map<String, String> joinedRooms(String socketId) {
        Map<String, String> places = new HashMap<>();
        members.of(socketId).forEach((room, since) -> places.put(room, offset(since)));
        return places;
    }

    @Override
    public Set<String> rooms(String socketId) {
        return rooms.rooms(socketId);
    }

    @Override
    public Set<String> sockets(Set<String> some) {
        return rooms.sockets(some);
    }

    // --- broadcasts

    @Override
    public void broadcast(Packet packet, BroadcastTarget target) {
        order.slowDown();
        if (packet.type() != PacketType.EVENT || target.flags().isVolatile()) {
            EncodedPacket encoded = namespace.encode(packet); // here, where a bad argument is the emitter's
            order.run(() -> namespace.deliver(
                    encoded, packet, members.receivers(target, namespace.socketIds()), target.flags(), null));
            return;
        }
        Sequencer.Place place = order.take();
        Runnable delivery = () -> {};
        try {
            String offset = offset(place.number());
            Packet marked = new Packet(packet.type(), packet.namespace(), null, append(packet.list(), offset));
            EncodedPacket encoded = namespace.encode(marked);
            RecoveryLog.Entry entry = new RecoveryLog.Entry(place.number(), encoded, target);
            delivery = () -> {
                keep(entry);
                namespace.deliver(
                        encoded, marked, members.receivers(target, namespace.socketIds()), target.flags(), offset);
            };
        } finally {
            place.ready(delivery); // also if an argument could not be written: everybody behind it waits
        }
    }

    private static List<@Nullable Object> append(List<@Nullable Object> data, String offset) {
        List<@Nullable Object> marked = new ArrayList<>(data.size() + 1);
        marked.addAll(data);
        marked.add(offset);
        return marked;
    }

    private void keep(RecoveryLog.Entry entry) {
        log.add(entry);
        retention.keep(entry.size(), () -> log.drop(entry.number()));
    }

    @Override
    public void broadcastWithAck(Packet packet, BroadcastTarget target, BroadcastAnswers answers) {
        rooms.broadcastWithAck(packet, target, answers);
    }

    @Override
    public void inOrder(Runnable send) {
        order.run(send);
    }

    // --- sessions

    @Override
    public CompletionStage<@Nullable SavedSession> takeSession(String privateId) {
        CompletableFuture<@Nullable SavedSession> taken = new CompletableFuture<>();
        order.run(() -> taken.complete(sessions.remove(privateId))); // behind a socket that is just being saved
        return taken;
    }

    @Override
    public void enter(Consumer<String> connect) {
        Sequencer.Place place = order.take();
        place.ready(() -> connect.accept(offset(place.number())));
    }

    @Override
    public void resume(SavedSession session, @Nullable String offset, Consumer<@Nullable Missed> connect) {
        order.run(() -> {
            // If the client loses this connection too before it got what it missed, the rooms must be as old as they
            // were.
            places(session.rooms()).forEach((room, since) -> members.rejoin(session.id(), room, since));
            connect.accept(missed(session, offset));
            if (!namespace.socketIds().contains(session.id())) {
                members.leaveAll(session.id()); // it was gone already, or begins anew
            }
        });
    }

    private Map<String, Long> places(Map<String, String> rooms) {
        Map<String, Long> places = new HashMap<>();
        rooms.forEach((room, since) -> places.put(room, number(since)));
        return places;
    }

    /**
     * A client that received the last packet that was meant for it, however long ago that was, missed only what came after it
     * had left. For others everything since their offset must be there.
     */
    private @Nullable Missed missed(SavedSession session, @Nullable String offset) {
        String received = offset == null ? session.connectedAt() : offset;
        long from = number(received);
        if (from < number(session.connectedAt()) || from > number(session.lastOffset())) {
            return null; // the client's last argument was no offset, or not one of this session
        }
        long after = received.equals(session.lastOffset()) ? number(session.leftAt()) : from;
        List<RecoveryLog.Entry> entries = log.after(after, places(session.rooms()));
        if (entries == null) {
            return null;
        }
        String last = entries.isEmpty()
                ? session.lastOffset()
                : offset(entries.get(entries.size() - 1).number());
        return new Missed(entries.stream().map(RecoveryLog.Entry::packet).toList(), last);
    }

    @Override
    public void exit(Function<String, @Nullable SavedSession> disconnect) {
        Sequencer.Place place = order.take();
        place.ready(() -> {
            SavedSession session = disconnect.apply(offset(place.number()));
            if (session != null) {
                save(session);
            }
        });
    }

    private void save(SavedSession session) {
        sessions.put(session.privateId(), session);
        long size = SESSION_BYTES;
        for (String room : session.rooms().keySet()) {
            size += 150 + 2L * room.length();
        }
        retention.keep(size, () -> sessions.remove(session.privateId(), session));
    }

    private String offset(long number) {
        return prefix + Long.toString(number, Character.MAX_RADIX);
    }

    /** The number of an offset, or -1 if it is none of this adapter's. */
    private long number(String offset) {
        if (!offset.startsWith(prefix) || offset.length() > prefix.length() + 13) {
            return -1;
        }
        try {
            return Long.parseLong(offset.substring(prefix.length()), Character.MAX_RADIX);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    // --- many sockets

    @Override
    public CompletionStage<List<SocketDetails>> fetchSockets(BroadcastTarget target) {
        return rooms.fetchSockets(target);
    }

    @Override
    public void socketsJoin(BroadcastTarget target, Collection<String> added) {
        rooms.socketsJoin(target, added);
    }

    @Override
    public void socketsLeave(BroadcastTarget target, Collection<String> left) {
        rooms.socketsLeave(target, left);
    }

    @Override
    public void disconnectSockets(BroadcastTarget target, boolean close) {
        rooms.disconnectSockets(target, close);
    }

    @Override
    public String toString() {
        return "RecoveringAdapter[" + rooms + ", " + sessions.size() + " sessions, " + log.size() + " packets]";
    }
}
