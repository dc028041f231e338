package ee.socketio.internal.namespace.codec;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON of plain values, as MessagePack has them. JSON has no bytes, which become base64, and no NaN, which becomes null. */
public final class JsonValues {

    /** Looked up once: that takes longer than most that is done with it. */
    private static final JsonProvider JSON = JsonProvider.provider();

    private JsonValues() {}

    /** Maps, lists, texts, numbers, booleans, bytes, and JSON itself; null for nothing. */
    public static @Nullable JsonValue of(@Nullable Object data) {
        return data == null ? null : json(data);
    }

    /** An object of such values. */
    public static JsonObject of(Map<?, ?> map) {
        JsonObjectBuilder object = JSON.createObjectBuilder();
        map.forEach((key, member) -> object.add(String.valueOf(key), json(member)));
        return object.build();
    }

    private static JsonValue json(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return of(map);
        }
        if (value instanceof List<?> list) {
            JsonArrayBuilder array = JSON.createArrayBuilder();
            list.forEach(element -> array.add(json(element)));
            return array.build();
        }
        return scalar(value);
    }

    private static JsonValue scalar(@Nullable Object value) {
        if (value instanceof JsonValue already) {
            return already;
        }
        if (value instanceof String text) {
            return JSON.createValue(text);
        }
        if (value instanceof Boolean bool) {
            return bool ? JsonValue.TRUE : JsonValue.FALSE;
        }
        if (value instanceof Long integer) {
            return JSON.createValue(integer);
        }
        if (value instanceof BigInteger integer) {
            return JSON.createValue(integer);
        }
        if (value instanceof Double number && Double.isFinite(number)) {
            return JSON.createValue(number);
        }
        return value instanceof byte[] bytes
                ? JSON.createValue(Base64.getEncoder().encodeToString(bytes))
                : JsonValue.NULL;
    }
}
