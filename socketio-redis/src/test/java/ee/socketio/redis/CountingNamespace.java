package ee.socketio.redis;

import ee.socketio.internal.namespace.codec.JsonbMapper;
import ee.socketio.internal.namespace.codec.TextParser;
import ee.socketio.spi.Adapter;
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
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A namespace that encodes what its sockets get, and counts it. */
final class CountingNamespace implements AdapterContext {

    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    });

    private final JsonMapper mapper = new JsonbMapper();
    private final TextParser parser = new TextParser(mapper, 10);
    private final Set<String> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong delivered = new AtomicLong();
    private final boolean recovers;

    CountingNamespace(boolean recovers) {
        this.recovers = recovers;
    }

    void connect(Adapter adapter, String socketId) {
        sockets.add(socketId);
        adapter.add(socketId, List.of(socketId, "room"));
    }

    long delivered() {
        return delivered.get();
    }

    @Override
    public String namespace() {
        return "/";
    }

    @Override
    public Set<String> socketIds() {
        return sockets;
    }

    @Override
    public SocketDetails details(String socketId) {
        return null;
    }

    @Override
    public EncodedPacket encode(Packet packet) {
        return parser.encode(packet);
    }

    @Override
    public void deliver(Packet packet, Collection<String> socketIds, Flags flags) {
        if (!socketIds.isEmpty()) {
            encode(packet);
            delivered.addAndGet(socketIds.size());
        }
    }

    @Override
    public void deliver(
            EncodedPacket encoded, Packet packet, Collection<String> socketIds, Flags flags, String offset) {
        delivered.addAndGet(socketIds.size());
    }

    @Override
    public int deliverWithAck(Packet packet, Collection<String> socketIds, Flags flags, BroadcastAnswers answers) {
        return 0;
    }

    @Override
    public void join(Collection<String> socketIds, Collection<String> rooms) {}

    @Override
    public void leave(Collection<String> socketIds, Collection<String> rooms) {}

    @Override
    public void disconnect(Collection<String> socketIds, boolean close) {}

    @Override
    public void onServerSideEmit(List<Object> event, Consumer<List<Object>> ack) {}

    @Override
    public boolean hearsRooms() {
        return false;
    }

    @Override
    public void onRoom(RoomEvent event) {}

    @Override
    public Duration maxDisconnectionDuration() {
        return recovers ? Duration.ofMinutes(2) : null;
    }

    @Override
    public SavedSession session(String socketId, Map<String, String> rooms, String place) {
        return new SavedSession(socketId, "secret of " + socketId, rooms, Map.of(), place, place, place);
    }

    @Override
    public JsonMapper jsonMapper() {
        return mapper;
    }

    @Override
    public Runnable schedule(Runnable task, Duration delay) {
        ScheduledFuture<?> scheduled = TIMER.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        return () -> scheduled.cancel(false);
    }
}
