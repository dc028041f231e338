package ee.socketio.internal.namespace.codec;

import ee.socketio.spi.JsonMapper.Attachments;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
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
        Attachments outer = writing.get(); // a getter may itself have something written
        writing.set(attachments);
        try {
            return jsonb.toJson(value);
        } catch (JsonbException e) {
            throw new IllegalArgumentException("A " + value.getClass().getName() + " cannot be written as JSON", e);
        } finally {
            restore(writing, outer);
        }
    }

    @Nullable Object read(String json, Type type, List<byte[]> attachments) {
        List<byte[]> outer = reading.get();
        reading.set(attachments);
        try {
            return jsonb.fromJson(json, type);
        } finally {
            restore(reading, outer);
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

    private static <T> void restore(ThreadLocal<T> local, @Nullable T outer) {
        if (outer == null) {
            local.remove();
        } else {
            local.set(outer);
        }
    }

    private byte @Nullable [] readPlaceholder(JsonParser parser) {
        JsonValue value = parser.getValue();
        if (value == JsonValue.NULL) {
            return null;
        }
        List<byte[]> attachments = reading.get();
        if (value instanceof JsonObject placeholder && placeholder.get("num") instanceof JsonNumber number) {
            int index = number.intValue();
            if (index >= 0 && index < attachments.size()) {
                return attachments.get(index);
            }
        }
        throw new JsonbException("The value is not binary");
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
        public byte @Nullable [] deserialize(JsonParser parser, DeserializationContext context, Type type) {
            return readPlaceholder(parser);
        }
    }

    private final class BufferReader implements JsonbDeserializer<ByteBuffer> {
        @Override
        public @Nullable ByteBuffer deserialize(JsonParser parser, DeserializationContext context, Type type) {
            byte[] bytes = readPlaceholder(parser);
            return bytes == null ? null : ByteBuffer.wrap(bytes).asReadOnlyBuffer();
        }
    }
}
