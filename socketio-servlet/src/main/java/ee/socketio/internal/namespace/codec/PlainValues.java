package ee.socketio.internal.namespace.codec;

import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.math.BigInteger;
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
        if (value instanceof JsonValue json) {
            return scalar(json);
        }
        return value instanceof Number number ? number(number) : value;
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
            return smallest(number.longValueExact());
        } catch (ArithmeticException e) {
            return number.bigDecimalValue();
        }
    }

    /** The same types for the numbers of a binary parser, so that applications need not know which parser it is. */
    private static Number number(Number number) {
        if (number instanceof Long exact) {
            return smallest(exact);
        }
        return number instanceof BigInteger large ? new BigDecimal(large) : number;
    }

    private static Number smallest(long exact) {
        return exact == (int) exact ? (Number) (int) exact : (Number) exact;
    }
}
