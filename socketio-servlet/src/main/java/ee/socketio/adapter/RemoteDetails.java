package ee.socketio.adapter;

import ee.socketio.spi.JsonMapper;
import ee.socketio.spi.MalformedPacketException;
import ee.socketio.spi.SocketDetails;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A socket of another server, as it was when it was asked.
 *
 * @param id its id
 * @param handshake its handshake; leaves are JSON or plain
 * @param rooms its rooms
 * @param data the application's data, in plain values
 */
record RemoteDetails(
        String id, Map<String, @Nullable Object> handshake, Set<String> rooms, Map<String, @Nullable Object> data)
        implements SocketDetails {

    /** Only the id must be there: other makes may tell less. */
    static RemoteDetails read(Fields socket, JsonMapper mapper) throws MalformedPacketException {
        return new RemoteDetails(
                socket.text("id"),
                map(socket.get("handshake")),
                socket.has("rooms") ? Collections.unmodifiableSet(socket.texts("rooms")) : Set.of(),
                socket.has("data") ? map(mapper.read(socket.get("data"), Map.class)) : Map.of());
    }

    private static Map<String, @Nullable Object> map(@Nullable Object value) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, member) -> copy.put(String.valueOf(name), member));
        }
        return Collections.unmodifiableMap(copy);
    }

    /** Describes sockets of this server for another. */
    static List<Map<String, @Nullable Object>> write(List<SocketDetails> sockets) {
        List<Map<String, @Nullable Object>> written = new ArrayList<>(sockets.size());
        for (SocketDetails socket : sockets) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            map.put("id", socket.id());
            map.put("handshake", socket.handshake());
            map.put("rooms", List.copyOf(socket.rooms()));
            map.put("data", socket.data());
            written.add(map);
        }
        return written;
    }
}
