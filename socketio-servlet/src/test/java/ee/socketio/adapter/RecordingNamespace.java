package ee.socketio.adapter;

import ee.socketio.internal.engine.ManualTimers;
import ee.socketio.internal.engine.Timers;
import ee.socketio.internal.namespace.codec.JsonbMapper;
import ee.socketio.spi.AdapterContext;
import ee.socketio.spi.BroadcastAnswers;
import ee.socketio.spi.BroadcastTarget.Flags;
import ee.socketio.spi.EncodedPacket;
import ee.socketio.spi.JsonMapper;
import ee.socketio.spi.Packet;
import ee.socketio.spi.RoomEvent;
import ee.socketio.spi.SavedSession;
import ee.socketio.spi.SocketDetails;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What an adapter sees of a namespace; it notes what is delivered. */
public final class RecordingNamespace implements AdapterContext {

    /** One call of {@link #deliver}. */
    public record Delivery(Packet packet, List<String> socketIds, Flags flags) {}

    /** How it answers server-side events. */
    public String name = "a";

    public Duration maxDisconnectionDuration;

    public final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    /** What was asked of the namespace's sockets. */
    public final List<String> calls = new CopyOnWriteArrayList<>();

    public final List<RoomEvent> roomEvents = new CopyOnWriteArrayList<>();
    public final List<List<?>> serverEvents = new CopyOnWriteArrayList<>();
    public final List<BroadcastAnswers> answers = new CopyOnWriteArrayList<>();
    /** Where in the order a socket connected, if it is not where it is saved. */
    public final Map<String, String> sessions = new ConcurrentHashMap<>();

    /** What becomes of sockets that the adapter disconnects. */
    public Runnable onDisconnect = () -> {};

    public final ManualTimers timers = new ManualTimers();
    private final Set<String> connected = ConcurrentHashMap.newKeySet();

    public RecordingNamespace(String... connected) {
        this.connected.addAll(List.of(connected));
    }

    public void connect(String socketId) {
        connected.add(socketId);
    }

    public void disconnect(String socketId) {
        connected.remove(socketId);
    }

    /** Everybody who got anything, as often as it came. */
    public List<String> receivers() {
        return deliveries.stream()
                .flatMap(delivery -> delivery.socketIds().stream())
                .toList();
    }

    @Override
    public String namespace() {
        return "/test";
    }

    @Override
    public Set<String> socketIds() {
        return connected;
    }

    @Override
    public void deliver(Packet packet, Collection<String> socketIds, Flags flags) {
        deliveries.add(new Delivery(packet, List.copyOf(socketIds), flags));
    }

    @Override
    public void deliver(
            EncodedPacket encoded, Packet packet, Collection<String> socketIds, Flags flags, @Nullable String offset) {
        deliver(packet, socketIds, flags);
    }

    /** The receivers answer when the test says so: {@link #answers}. */
    @Override
    public int deliverWithAck(Packet packet, Collection<String> socketIds, Flags flags, BroadcastAnswers collector) {
        deliver(packet, socketIds, flags);
        answers.add(collector);
        return socketIds.size();
    }

    @Override
    public @Nullable SocketDetails details(String socketId) {
        return connected.contains(socketId)
                ? new Details(socketId, Map.of("url", "/" + socketId), Set.of(socketId), Map.of("of", socketId))
                : null;
    }

    private record Details(String id, Map<String, @Nullable Object> handshake, Set<String> rooms, Map<String, ?> data)
            implements SocketDetails {}

    @Override
    public EncodedPacket encode(Packet packet) {
        return new EncodedPacket(packet.list().toString(), List.of());
    }

    @Override
    public void join(Collection<String> socketIds, Collection<String> rooms) {
        calls.add("join " + sorted(socketIds) + " " + sorted(rooms));
    }

    @Override
    public void leave(Collection<String> socketIds, Collection<String> rooms) {
        calls.add("leave " + sorted(socketIds) + " " + sorted(rooms));
    }

    @Override
    public void disconnect(Collection<String> socketIds, boolean close) {
        calls.add("disconnect " + sorted(socketIds) + (close ? " and close" : ""));
        onDisconnect.run();
    }

    private static List<String> sorted(Collection<String> names) {
        return names.stream().sorted().toList();
    }

    @Override
    public void onServerSideEmit(List<@Nullable Object> event, @Nullable Consumer<List<@Nullable Object>> ack) {
        serverEvents.add(event);
        if (ack != null) {
            ack.accept(List.of("from " + name));
        }
    }

    @Override
    public boolean hearsRooms() {
        return true;
    }

    @Override
    public void onRoom(RoomEvent event) {
        roomEvents.add(event);
    }

    @Override
    public Duration maxDisconnectionDuration() {
        return maxDisconnectionDuration;
    }

    @Override
    public SavedSession session(String socketId, Map<String, String> rooms, String place) {
        return connected.contains(socketId)
                ? new SavedSession(
                        socketId,
                        "pid of " + socketId,
                        rooms,
                        Map.of("of", socketId),
                        sessions.getOrDefault(socketId, place),
                        place,
                        place)
                : null;
    }

    @Override
    public JsonMapper jsonMapper() {
        return new JsonbMapper();
    }

    @Override
    public Runnable schedule(Runnable task, Duration delay) {
        Timers.Task scheduled = timers.schedule(task, delay.toMillis());
        return scheduled::cancel;
    }
}
