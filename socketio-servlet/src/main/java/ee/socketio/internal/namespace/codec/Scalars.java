package ee.socketio.internal.namespace.codec;

import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads the scalar types that need no JSON-B. Numbers must fit exactly; a fraction is no int. */
final class Scalars {

    private Scalars() {}

    static @Nullable Object read(Object value, Class<?> wanted) {
        if (wanted == String.class) {
            return value instanceof JsonString text ? text.getString() : fail(wanted);
        }
        if (wanted == boolean.class || wanted == Boolean.class) {
            return bool(value, wanted);
        }
        if (wanted == char.class || wanted == Character.class) {
            return value instanceof JsonString text && text.getString().length() == 1
                    ? (Object) text.getString().charAt(0)
                    : fail(wanted);
        }
        return wanted.isPrimitive() || Number.class.isAssignableFrom(wanted) ? number(value, wanted) : null;
    }

    private static Object bool(Object value, Class<?> wanted) {
        if (value == JsonValue.TRUE || value == JsonValue.FALSE) {
            return value == JsonValue.TRUE;
        }
        return value instanceof Boolean ? value : fail(wanted);
    }

    private static @Nullable Object number(Object value, Class<?> wanted) {
        BigDecimal number;
        if (value instanceof JsonNumber json) {
            number = json.bigDecimalValue();
        } else if (value instanceof Number plain) {
            number = new BigDecimal(plain.toString());
        } else {
            return fail(wanted);
        }
        if (wanted == int.class || wanted == Integer.class) {
            return number.intValueExact();
        }
        if (wanted == long.class || wanted == Long.class) {
            return number.longValueExact();
        }
        if (wanted == double.class || wanted == Double.class) {
            return number.doubleValue();
        }
        if (wanted == float.class || wanted == Float.class) {
            return number.floatValue();
        }
        if (wanted == short.class || wanted == Short.class) {
            return number.shortValueExact();
        }
        if (wanted == byte.class || wanted == Byte.class) {
            return number.byteValueExact();
        }
        return wanted == BigDecimal.class || wanted == Number.class ? number : null;
    }

    private static Object fail(Class<?> wanted) {
        throw new IllegalArgumentException("does not fit " + wanted.getName());
    }
}
