package ee.socketio.internal.namespace.codec;

import ee.socketio.spi.JsonMapper;
import ee.socketio.spi.MalformedPacketException;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The default mapper: plain values by hand, for speed and so that bytes are found in them; beans and records by JSON-B,
 * which is loaded when the first one comes.
 */
public final class JsonbMapper implements JsonMapper {

    private final JsonProvider provider = JsonProvider.provider();
    private volatile @Nullable JsonbBinding binding;

    @Override
    @SuppressWarnings("JavaUtilDate") // applications still have them
    public String write(@Nullable Object value, Attachments attachments) {
        if (value == null) {
            return "null";
        }
        if (value instanceof CharSequence text) {
            return quote(text.toString());
        }
        if (value instanceof JsonValue || value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof Number number) {
            return writeNumber(number, attachments);
        }
        if (value instanceof Date date) {
            return quote(Instant.ofEpochMilli(date.getTime()).toString()); // as in JavaScript
        }
        if (value instanceof byte[] bytes) {
            return attachments.placeholder(bytes.clone());
        }
        if (value instanceof ByteBuffer buffer) {
            return attachments.placeholder(JsonbBinding.bytes(buffer));
        }
        return writeComposite(value, attachments);
    }

    @Override
    public @Nullable Object read(@Nullable Object value, Type type) {
        try {
            return convert(value, type);
        } catch (IllegalArgumentException e) {
            throw e;
        } catch (RuntimeException e) { // ArithmeticException, ClassCastException, JsonbException
            throw new IllegalArgumentException("does not fit " + type.getTypeName() + ": " + e.getMessage(), e);
        }
    }

    private String writeNumber(Number number, Attachments attachments) {
        if (number instanceof Double || number instanceof Float) {
            return Double.isFinite(number.doubleValue()) ? number.toString() : "null"; // as in JavaScript
        }
        boolean plain = number instanceof Integer
                || number instanceof Long
                || number instanceof Short
                || number instanceof Byte
                || number instanceof BigInteger
                || number instanceof BigDecimal;
        return plain ? number.toString() : binding().write(number, attachments);
    }

    private String writeComposite(Object value, Attachments attachments) {
        if (value instanceof Map<?, ?> map) {
            StringBuilder json = new StringBuilder("{");
            map.forEach((key, member) -> {
                separate(json).append(quote(String.valueOf(key))).append(':');
                json.append(write(member, attachments));
            });
            return json.append('}').toString();
        }
        if (value instanceof Collection<?> elements) {
            return writeArray(elements, attachments);
        }
        if (value instanceof Object[] elements) {
            return writeArray(Arrays.asList(elements), attachments);
        }
        if (value instanceof Optional<?> optional) {
            return write(optional.orElse(null), attachments);
        }
        return binding().write(value, attachments);
    }

    private String writeArray(Collection<?> elements, Attachments attachments) {
        StringBuilder json = new StringBuilder("[");
        for (Object element : elements) {
            separate(json).append(write(element, attachments));
        }
        return json.append(']').toString();
    }

    private static StringBuilder separate(StringBuilder json) {
        return json.length() > 1 ? json.append(',') : json;
    }

    private String quote(String text) {
        return provider.createValue(text).toString();
    }

    private @Nullable Object convert(@Nullable Object value, Type type) {
        if (value == null || value == JsonValue.NULL) {
            return ofNull(type);
        }
        if (type == Object.class || isPlainCollection(type)) {
            return cast(PlainValues.of(value), type);
        }
        if (type instanceof Class<?> wanted) {
            if (wanted == ByteBuffer.class && value instanceof byte[] bytes) {
                return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
            }
            if (wanted.isInstance(value)) {
                return value;
            }
            Object scalar = Scalars.read(value, wanted);
            if (scalar != null) {
                return scalar;
            }
        }
        return bind(value, type);
    }

    /** Beans, records, enums, dates, generic types: all that JSON-B can do. */
    private @Nullable Object bind(Object value, Type type) {
        if (value instanceof byte[]) {
            throw new IllegalArgumentException("is binary and does not fit " + type.getTypeName());
        }
        Placeholders placeholders = new Placeholders();
        String json = write(value, placeholders);
        return type instanceof Class<?> wanted && JsonValue.class.isAssignableFrom(wanted)
                ? json(json, wanted)
                : binding().read(json, type, placeholders.collected());
    }

    /** The JSON of a plain value; JSON-B would return a text where an object is wanted. */
    private Object json(String text, Class<?> wanted) {
        try {
            JsonValue json = new JsonReading(provider).read(text);
            if (wanted.isInstance(json)) {
                return json;
            }
        } catch (MalformedPacketException e) {
            throw new IllegalArgumentException("is no JSON: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("does not fit " + wanted.getName());
    }

    /** Whether the type asks for nothing in particular: {@code Map}, {@code List<Object>} and the like. */
    private static boolean isPlainCollection(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return isPlainCollection(generic.getRawType()) && arguments[arguments.length - 1] == Object.class;
        }
        return type == Map.class || type == List.class;
    }

    private static @Nullable Object cast(@Nullable Object plain, Type type) {
        Type raw = type instanceof ParameterizedType generic ? generic.getRawType() : type;
        return ((Class<?>) raw).cast(plain);
    }

    private static @Nullable Object ofNull(Type type) {
        if (type instanceof Class<?> wanted && wanted.isPrimitive()) {
            throw new IllegalArgumentException("is null and does not fit " + wanted.getName());
        }
        return type == JsonValue.class ? JsonValue.NULL : null;
    }

    private JsonbBinding binding() {
        JsonbBinding found = binding;
        if (found == null) {
            found = new JsonbBinding(); // a race makes two, and one is kept
            binding = found;
        }
        return found;
    }
}
