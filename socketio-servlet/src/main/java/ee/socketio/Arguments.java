package ee.socketio;

import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of an event or an ack. Immutable; may be read from any thread. */
public interface Arguments {

    /** How many there are. */
    int size();

    /**
     * Reads an argument as a class: anything that JSON-B can read, also with {@code byte[]} properties; {@code
     * JsonValue}s; {@code byte[]} or {@code ByteBuffer}; {@code Object} for plain maps, lists, strings, numbers, booleans
     * and {@code byte[]}. JSON null is null.
     *
     * @throws ArgumentException if there is no such argument, or it does not fit
     */
    <T> @Nullable T get(int index, Class<T> type);

    /**
     * Reads an argument as a type such as {@code List<Order>}.
     *
     * @throws ArgumentException if there is no such argument, or it does not fit
     */
    @Nullable Object get(int index, Type type);

    /**
     * Reads an argument as a generic type: {@code get(0, new GenericType<List<Order>>() {})}.
     *
     * @throws ArgumentException if there is no such argument, or it does not fit
     */
    @SuppressWarnings("unchecked") // what is read is what the type says
    default <T> @Nullable T get(int index, GenericType<T> type) {
        return (T) get(index, type.type());
    }

    /**
     * The arguments as they came, to be emitted again: {@code JsonValue}s, {@code byte[]}, and lists and maps of these; with
     * a binary parser plain values instead of {@code JsonValue}s.
     */
    List<@Nullable Object> values();
}
