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
            return text(value, wanted);
        }
        if (wanted == boolean.class || wanted == Boolean.class) {
            return bool(value, wanted);
        }
        if (wanted == char.class || wanted == Character.class) {
            String text = text(value, wanted);
            return text.length() == 1 ? text.charAt(0) : fail(wanted);
        }
        return wanted.isPrimitive() || Number.class.isAssignableFrom(wanted) ? number(value, wanted) : null;
    }

    private static String text(Object value, Class<?> wanted) {
        if (value instanceof JsonString json) {
            return json.getString();
        }
        return value instanceof String plain ? plain : (String) fail(wanted);
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
        } else if (value instanceof Double plain && !Double.isFinite(plain)) {
            return notFinite(plain, wanted);
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

    /** NaN and the infinities, which JSON does not have. */
    private static Object notFinite(Double value, Class<?> wanted) {
        if (wanted == float.class || wanted == Float.class) {
            return value.floatValue();
        }
        return wanted == double.class || wanted == Double.class ? value : fail(wanted);
    }

    private static Object fail(Class<?> wanted) {
        throw new IllegalArgumentException("does not fit " + wanted.getName());
    }
}
