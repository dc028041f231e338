package ee.socketio.adapter;

import ee.socketio.spi.JsonMapper;
import ee.socketio.spi.MalformedPacketException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages as bytes, the same as those of npm's {@code @socket.io/redis-adapter} with {@code createShardedAdapter}: JSON, or
 * MessagePack if there are bytes in the data. The first byte tells which.
 *
 * <pre>{"type":3,"data":{"packet":{"type":2,"data":["hello",1]},"opts":{"rooms":[],"except":[],"flags":{}}},"uid":"…","nsp":"/"}</pre>
 *
 * <p>MessagePack needs the library {@code org.msgpack:msgpack-core}, which the application brings; without it, messages with
 * bytes cannot be sent or read. Nesting of more than 500 levels is malformed. Thread-safe.
 */
public final class ClusterMessageCodec {

    private final ValueCodec values;

    /** Makes a codec that writes application values with this mapper. */
    public ClusterMessageCodec(JsonMapper mapper) {
        this.values = new ValueCodec(mapper);
    }

    /**
     * Writes a message.
     *
     * @throws IllegalArgumentException if a value cannot be written
     */
    public byte[] encode(ClusterMessage message) {
        return values.write(map(message));
    }

    /**
     * Writes a message as MessagePack, also if there are no bytes in it.
     *
     * @throws IllegalArgumentException if a value cannot be written
     */
    public byte[] encodeBinary(ClusterMessage message) {
        return values.writeMessagePack(map(message));
    }

    private static Map<String, @Nullable Object> map(ClusterMessage message) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("type", message.type().number());
        if (!message.data().isEmpty()) {
            map.put("data", message.data());
        }
        map.put("uid", message.uid());
        map.put("nsp", message.namespace());
        return map;
    }

    /** Reads a message. */
    public ClusterMessage decode(byte[] bytes) throws MalformedPacketException {
        Fields message = Fields.of(values.read(bytes), "a message");
        return new ClusterMessage(
                MessageType.of(message.integer("type")), message.text("uid"), message.text("nsp"), data(message));
    }

    private static Map<String, @Nullable Object> data(Fields message) throws MalformedPacketException {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        if (message.has("data")) {
            message.object("data").members().forEach((name, value) -> data.put(String.valueOf(name), value));
        }
        return data;
    }
}
