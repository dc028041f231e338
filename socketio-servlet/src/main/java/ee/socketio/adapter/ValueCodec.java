package ee.socketio.adapter;

import ee.socketio.internal.namespace.codec.JsonReading;
import ee.socketio.internal.namespace.codec.JsonbMapper;
import ee.socketio.internal.namespace.codec.LoneSurrogates;
import ee.socketio.spi.JsonMapper;
import ee.socketio.spi.MalformedPacketException;
import jakarta.json.spi.JsonProvider;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values that servers of a cluster send each other, as JSON or as MessagePack, for adapters with a wire format of their
 * own. What it reads are {@code JsonValue}s of JSON, and plain values of MessagePack.
 *
 * <p>MessagePack needs the library {@code org.msgpack:msgpack-core}, which the application brings; without it, it cannot be
 * written or read. Nesting of more than 500 levels is malformed. Thread-safe.
 */
public final class ValueCodec {

    private final JsonMapper mapper;
    private final JsonReading json = new JsonReading(JsonProvider.provider());

    /** Made when it is needed: its library may be absent. */
    private volatile @Nullable BinaryValues binary;

    /** Makes a codec that writes application values with this mapper. */
    public ValueCodec(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** A mapper as servers have it that were given no other: JSON-B, which is looked for when the first bean comes. */
    public static JsonMapper defaultMapper() {
        return new JsonbMapper();
    }

    /**
     * Writes an object as JSON, or as MessagePack if there are bytes in it. The first byte tells which: that of JSON is a brace.
     *
     * @throws IllegalArgumentException if a value cannot be written
     */
    public byte[] write(Map<String, ? extends @Nullable Object> object) {
        List<byte[]> found = new ArrayList<>(0);
        String text = text(object, bytes -> {
            found.add(bytes);
            return found.size() - 1;
        });
        return found.isEmpty() ? text.getBytes(StandardCharsets.UTF_8) : writeMessagePack(object);
    }

    /**
     * Writes a value as JSON. Bytes become what they are in Node.js: <code>{"type":"Buffer","data":[1,2]}</code>.
     *
     * @throws IllegalArgumentException if it cannot be written
     */
    public byte[] writeJson(@Nullable Object value) {
        return text(value, new NodeBuffers()).getBytes(StandardCharsets.UTF_8);
    }

    private String text(@Nullable Object value, JsonMapper.Attachments attachments) {
        try {
            return LoneSurrogates.escape(mapper.write(value, attachments));
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException("The data is nested too deep, or contains itself", e);
        }
    }

    /** Bytes where there is no place for them. */
    private static final class NodeBuffers implements JsonMapper.Attachments {
        @Override
        public int add(byte[] bytes) {
            throw new UnsupportedOperationException("placeholder");
        }

        @Override
        public String placeholder(byte[] bytes) {
            StringBuilder text = new StringBuilder(40 + 4 * bytes.length).append("{\"type\":\"Buffer\",\"data\":[");
            for (int i = 0; i < bytes.length; i++) {
                text.append(i == 0 ? "" : ",").append(bytes[i] & 0xFF);
            }
            return text.append("]}").toString();
        }
    }

    /**
     * Writes a value as MessagePack.
     *
     * @throws IllegalArgumentException if it cannot be written
     */
    public byte[] writeMessagePack(@Nullable Object value) {
        try {
            BinaryValues writer = binary;
            if (writer == null) { // two may make one each
                writer = new BinaryValues(mapper);
                binary = writer;
            }
            return writer.write(value);
        } catch (NoClassDefFoundError e) {
            throw new IllegalArgumentException(
                    "Bytes can be sent to other servers only with the library org.msgpack:msgpack-core, which is missing",
                    e);
        }
    }

    /** Reads what begins with a brace as JSON, and everything else as MessagePack. */
    public @Nullable Object read(byte[] bytes) throws MalformedPacketException {
        if (bytes.length == 0) {
            throw new MalformedPacketException("empty");
        }
        return bytes[0] == '{' ? json.read(new String(bytes, StandardCharsets.UTF_8)) : readMessagePack(bytes);
    }

    /** Reads MessagePack. */
    public @Nullable Object readMessagePack(byte[] bytes) throws MalformedPacketException {
        try {
            return BinaryValues.read(bytes);
        } catch (NoClassDefFoundError e) {
            throw new MalformedPacketException("MessagePack, but org.msgpack:msgpack-core is missing");
        }
    }
}
