package ee.socketio.internal.namespace;

import ee.socketio.spi.AdapterContext;
import ee.socketio.spi.BroadcastTarget.Flags;
import ee.socketio.spi.Packet;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What an adapter sees of a namespace; it notes what is delivered. */
final class RecordingNamespace implements AdapterContext {

    /** One call of {@link #deliver}. */
    record Delivery(Packet packet, List<String> socketIds, Flags flags) {}

    final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private final Set<String> connected = ConcurrentHashMap.newKeySet();

    RecordingNamespace(String... connected) {
        this.connected.addAll(List.of(connected));
    }

    void connect(String socketId) {
        connected.add(socketId);
    }

    /** Everybody who got anything, as often as it came. */
    List<String> receivers() {
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
}
