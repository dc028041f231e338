package ee.socketio.adapter;

import ee.socketio.internal.namespace.codec.JsonReading;
import ee.socketio.internal.namespace.codec.LoneSurrogates;
import ee.socketio.spi.JsonMapper;
import ee.socketio.spi.MalformedPacketException;
import jakarta.json.spi.JsonProvider;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

    private static final MessageType[] TYPES = MessageType.values();

    private final JsonMapper mapper;
    private final JsonReading json = new JsonReading(JsonProvider.provider());

    /** Makes a codec that writes application values with this mapper. */
    public ClusterMessageCodec(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * Writes a message.
     *
     * @throws IllegalArgumentException if a value cannot be written
     */
    public byte[] encode(ClusterMessage message) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("type", message.type().number());
        if (!message.data().isEmpty()) {
            map.put("data", message.data());
        }
        map.put("uid", message.uid());
        map.put("nsp", message.namespace());
        return encodeValue(map);
    }

    private byte[] encodeValue(Map<String, @Nullable Object> map) {
        List<byte[]> found = new ArrayList<>(0);
        String text;
        try {
            text = mapper.write(map, bytes -> {
                found.add(bytes);
                return found.size() - 1;
            });
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException("The data is nested too deep, or contains itself", e);
        }
        if (found.isEmpty()) {
            return LoneSurrogates.escape(text).getBytes(StandardCharsets.UTF_8);
        }
        try {
            return BinaryValues.write(map, mapper);
        } catch (NoClassDefFoundError e) {
            throw new IllegalArgumentException(
                    "Bytes can be sent to other servers only with the library org.msgpack:msgpack-core, which is missing",
                    e);
        }
    }

    /** Reads a message. */
    public ClusterMessage decode(byte[] bytes) throws MalformedPacketException {
        Fields message = Fields.of(decodeValue(bytes), "a message");
        long type = message.integer("type");
        if (type < 1 || type > TYPES.length) {
            throw new MalformedPacketException("unknown type " + type);
        }
        return new ClusterMessage(TYPES[(int) type - 1], message.text("uid"), message.text("nsp"), data(message));
    }

    private static Map<String, @Nullable Object> data(Fields message) throws MalformedPacketException {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        if (message.has("data")) {
            message.object("data").members().forEach((name, value) -> data.put(String.valueOf(name), value));
        }
        return data;
    }

    private @Nullable Object decodeValue(byte[] bytes) throws MalformedPacketException {
        if (bytes.length == 0) {
            throw new MalformedPacketException("empty");
        }
        if (bytes[0] == '{') {
            return json.read(new String(bytes, StandardCharsets.UTF_8));
        }
        try {
            return BinaryValues.read(bytes);
        } catch (NoClassDefFoundError e) {
            throw new MalformedPacketException("MessagePack, but org.msgpack:msgpack-core is missing");
        }
    }
}
