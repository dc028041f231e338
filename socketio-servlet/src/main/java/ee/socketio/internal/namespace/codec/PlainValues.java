package ee.socketio.internal.namespace.codec;

import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns received values into plain Java: maps, lists, strings, numbers, booleans, null and {@code byte[]}. */
final class PlainValues {

    private PlainValues() {}

    static @Nullable Object of(@Nullable Object value) {
        if (value instanceof List<?> list) {
            List<@Nullable Object> plain = new ArrayList<>(list.size());
            list.forEach(element -> plain.add(of(element)));
            return plain;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            map.forEach((key, member) -> plain.put(String.valueOf(key), of(member)));
            return plain;
        }
        return value instanceof JsonValue json ? scalar(json) : value;
    }

    private static @Nullable Object scalar(JsonValue value) {
        return switch (value.getValueType()) {
            case TRUE -> true;
            case FALSE -> false;
            case STRING -> ((JsonString) value).getString();
            case NUMBER -> number((JsonNumber) value);
            default -> null;
        };
    }

    /** The smallest type that keeps an integer exact; otherwise what JavaScript would have. */
    private static Number number(JsonNumber number) {
        if (!number.isIntegral()) {
            return number.doubleValue();
        }
        try {
            long exact = number.longValueExact();
            return exact == (int) exact ? (Number) (int) exact : (Number) exact;
        } catch (ArithmeticException e) {
            return number.bigDecimalValue();
        }
    }
}
