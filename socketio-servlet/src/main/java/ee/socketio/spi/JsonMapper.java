package ee.socketio.spi;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Maps application values to JSON and back. The default uses JSON-B. Implementations are thread-safe. */
public interface JsonMapper {

    /**
     * Writes a value as JSON text. Wherever a {@code byte[]} or {@code ByteBuffer} stands, also deep inside, the text of
     * {@link Attachments#placeholder} takes its place.
     *
     * @throws IllegalArgumentException if the value cannot be written
     */
    String write(@Nullable Object value, Attachments attachments);

    /**
     * Reads an argument as a Java type.
     *
     * @param value a {@code JsonValue}, a plain value (see {@link Packet}), a {@code byte[]}, or lists and maps of these
     * @param type the wanted type
     * @throws IllegalArgumentException if the value does not fit
     */
    @Nullable Object read(@Nullable Object value, Type type);

    /** Collects the binary parts of a packet. */
    @FunctionalInterface
    interface Attachments {

        /** Adds bytes, which nobody may change any more, and returns their index. */
        int add(byte[] bytes);

        /** Adds bytes and returns the JSON text that stands for them. */
        default String placeholder(byte[] bytes) {
            return "{\"_placeholder\":true,\"num\":" + add(bytes) + "}";
        }
    }
}
