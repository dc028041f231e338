package ee.socketio.internal.namespace.codec;

import ee.socketio.spi.JsonMapper.Attachments;
import ee.socketio.spi.MalformedPacketException;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The places of binary attachments in JSON.
 *
 * <pre>placeholder = { "_placeholder": true, "num": index }, other members are ignored</pre>
 */
public final class Placeholders implements Attachments {

    private static final String MARK = "_placeholder";
    private static final String NUM = "num";

    private final List<byte[]> collected = new ArrayList<>(0);

    @Override
    public int add(byte[] bytes) {
        collected.add(bytes);
        return collected.size() - 1;
    }

    /** What was added, in the order of the indices. */
    public List<byte[]> collected() {
        return collected;
    }

    /**
     * Puts attachments into the places of a value. A part without placeholders stays the {@code JsonValue} that it is;
     * others become lists and maps. The index must be an integer in range; one may be used twice.
     */
    public static Object resolve(JsonValue value, List<byte[]> attachments) throws MalformedPacketException {
        if (value instanceof JsonArray array) {
            return resolveArray(array, attachments);
        }
        if (value instanceof JsonObject object) {
            return object.get(MARK) == JsonValue.TRUE
                    ? attachment(object, attachments)
                    : resolveObject(object, attachments);
        }
        return value;
    }

    private static Object resolveArray(JsonArray array, List<byte[]> attachments) throws MalformedPacketException {
        List<@Nullable Object> resolved = new ArrayList<>(array.size());
        boolean changed = false;
        for (JsonValue element : array) {
            Object part = resolve(element, attachments);
            changed |= part != element;
            resolved.add(part);
        }
        return changed ? resolved : array;
    }

    private static Object resolveObject(JsonObject object, List<byte[]> attachments) throws MalformedPacketException {
        Map<String, @Nullable Object> resolved = new LinkedHashMap<>();
        boolean changed = false;
        for (Map.Entry<String, JsonValue> member : object.entrySet()) {
            Object part = resolve(member.getValue(), attachments);
            changed |= part != member.getValue();
            resolved.put(member.getKey(), part);
        }
        return changed ? resolved : object;
    }

    private static byte[] attachment(JsonObject placeholder, List<byte[]> attachments) throws MalformedPacketException {
        try {
            if (placeholder.get(NUM) instanceof JsonNumber number) {
                return attachments.get(number.intValueExact());
            }
        } catch (ArithmeticException | IndexOutOfBoundsException e) {
            // falls through: a fraction, or out of range
        }
        throw new MalformedPacketException("illegal attachments");
    }
}
