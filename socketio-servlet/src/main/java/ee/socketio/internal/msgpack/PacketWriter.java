package ee.socketio.internal.msgpack;

import ee.socketio.spi.EncodedPacket;
import ee.socketio.spi.JsonMapper;
import ee.socketio.spi.Packet;
import ee.socketio.spi.PacketType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a packet as one binary message: a map. Keys without a value are left out, as clients take nil for data. */
public final class PacketWriter {

    private final MappedValues values;

    /** Makes a writer that writes application values with this mapper. */
    public PacketWriter(JsonMapper mapper) {
        this.values = new MappedValues(mapper);
    }

    /**
     * Writes a packet.
     *
     * @throws IllegalArgumentException if a value cannot be written
     */
    public EncodedPacket write(Packet packet) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        if (packet.id() != null) {
            map.put("id", packet.id());
        }
        map.put("type", packet.type().ordinal());
        if (packet.type() == PacketType.EVENT || packet.type() == PacketType.ACK) {
            map.put("data", packet.list());
        } else if (packet.data() != null) {
            map.put("data", packet.data());
        }
        map.put("nsp", packet.namespace());
        return new EncodedPacket(null, List.of(ValueWriter.write(map, values)));
    }
}
