package ee.socketio.internal.namespace.codec;

import ee.socketio.spi.JsonMapper.Attachments;
import jakarta.json.JsonObject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;
import jakarta.json.bind.serializer.DeserializationContext;
import jakarta.json.bind.serializer.JsonbDeserializer;
import jakarta.json.bind.serializer.JsonbSerializer;
import jakarta.json.bind.serializer.SerializationContext;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonParser;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON-B with placeholders for bytes. JSON-B hands its serializers nothing of the call they belong to, so the attachments
 * of the call wait in a thread local for the time of the call, and no longer.
 */
@SuppressWarnings("ThreadLocalUsage") // a static one would outlive the application that it belongs to
final class JsonbBinding {

    private final ThreadLocal<Attachments> writing = new ThreadLocal<>();
    private final ThreadLocal<List<byte[]>> reading = new ThreadLocal<>();
    private final Jsonb jsonb = JsonbBuilder.create(new JsonbConfig()
            .withSerializers(new BytesWriter(), new BufferWriter())
            .withDeserializers(new BytesReader(), new BufferReader()));

    String write(Object value, Attachments attachments) {
        writing.set(attachments);
        try {
            return jsonb.toJson(value);
        } catch (JsonbException e) {
            throw new IllegalArgumentException("A " + value.getClass().getName() + " cannot be written as JSON", e);
        } finally {
            writing.remove();
        }
    }

    @Nullable Object read(String json, Type type, List<byte[]> attachments) {
        reading.set(attachments);
        try {
            return jsonb.fromJson(json, type);
        } finally {
            reading.remove();
        }
    }

    static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private void writePlaceholder(byte[] bytes, JsonGenerator generator) {
        int index = writing.get().add(bytes);
        generator.writeStartObject();
        generator.write("_placeholder", true);
        generator.write("num", index);
        generator.writeEnd();
    }

    private byte[] readPlaceholder(JsonParser parser) {
        JsonObject placeholder = parser.getObject();
        return reading.get().get(placeholder.getInt("num"));
    }

    private final class BytesWriter implements JsonbSerializer<byte[]> {
        @Override
        public void serialize(byte[] bytes, JsonGenerator generator, SerializationContext context) {
            writePlaceholder(bytes.clone(), generator);
        }
    }

    private final class BufferWriter implements JsonbSerializer<ByteBuffer> {
        @Override
        public void serialize(ByteBuffer buffer, JsonGenerator generator, SerializationContext context) {
            writePlaceholder(bytes(buffer), generator);
        }
    }

    private final class BytesReader implements JsonbDeserializer<byte[]> {
        @Override
        public byte[] deserialize(JsonParser parser, DeserializationContext context, Type type) {
            return readPlaceholder(parser);
        }
    }

    private final class BufferReader implements JsonbDeserializer<ByteBuffer> {
        @Override
        public ByteBuffer deserialize(JsonParser parser, DeserializationContext context, Type type) {
            return ByteBuffer.wrap(readPlaceholder(parser)).asReadOnlyBuffer();
        }
    }
}
