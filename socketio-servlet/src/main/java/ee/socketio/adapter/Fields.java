package ee.socketio.adapter;

import ee.socketio.spi.MalformedPacketException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object that came from another server: those of JSON or plain ones, as {@link ValueCodec} reads them. What is
 * missing or of another kind is malformed.
 *
 * @param members the members
 */
public record Fields(Map<?, ?> members) {

    /** Whether it is there and not null. */
    public boolean has(String name) {
        Object value = members.get(name);
        return value != null && value != JsonValue.NULL;
    }

    /** The value as it is; null if it is missing. */
    public @Nullable Object get(String name) {
        return members.get(name);
    }

    /** A member that is an object. */
    public Fields object(String name) throws MalformedPacketException {
        return of(get(name), name);
    }

    /** The members of a value that must be an object; {@code name} is for the message if it is none. */
    public static Fields of(@Nullable Object value, String name) throws MalformedPacketException {
        if (value instanceof Map<?, ?> map) {
            return new Fields(map);
        }
        throw new MalformedPacketException(name + " is no object");
    }

    /** A member that is a text; a number is taken for one. */
    public String text(String name) throws MalformedPacketException {
        return text(get(name), name);
    }

    /** A member that is a whole number. */
    public long integer(String name) throws MalformedPacketException {
        Object value = get(name);
        if (value instanceof JsonNumber number && number.isIntegral()) {
            return number.longValue();
        }
        if (value instanceof Number number && number.doubleValue() == number.longValue()) {
            return number.longValue();
        }
        throw new MalformedPacketException(name + " is no integer");
    }

    /** Whether it is there and true. */
    public boolean isTrue(String name) {
        Object value = get(name);
        return value == JsonValue.TRUE || Boolean.TRUE.equals(value);
    }

    /** Whether it is there and false. */
    public boolean isFalse(String name) {
        Object value = get(name);
        return value == JsonValue.FALSE || Boolean.FALSE.equals(value);
    }

    /** A member that is a list; a copy. */
    public List<@Nullable Object> list(String name) throws MalformedPacketException {
        if (get(name) instanceof List<?> list) {
            return new ArrayList<>(list);
        }
        throw new MalformedPacketException(name + " is no list");
    }

    /** Room names; in JavaScript they may be numbers. */
    public Set<String> texts(String name) throws MalformedPacketException {
        Set<String> texts = new LinkedHashSet<>();
        for (Object element : list(name)) {
            texts.add(text(element, name));
        }
        return texts;
    }

    private static String text(@Nullable Object value, String name) throws MalformedPacketException {
        if (value instanceof JsonString string) {
            return string.getString();
        }
        if (value instanceof String || value instanceof Number || value instanceof JsonNumber) {
            return value.toString();
        }
        throw new MalformedPacketException(name + " is no text");
    }
}
