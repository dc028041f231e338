package ee.socketio.internal.namespace;

import ee.socketio.Handshake;
import ee.socketio.engine.EngineRequest;
import ee.socketio.internal.namespace.codec.JsonValues;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A handshake in the reference's form, as servers of a cluster tell it each other. */
final class HandshakeMap {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
            "EEE MMM dd yyyy HH:mm:ss 'GMT+0000 (Coordinated Universal Time)'", Locale.ROOT);

    private HandshakeMap() {}

    static Map<String, @Nullable Object> write(Handshake handshake) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        Map<String, Object> headers = new LinkedHashMap<>();
        handshake
                .headers()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        map.put("headers", headers);
        map.put("time", TIME.format(handshake.issued().atOffset(ZoneOffset.UTC)));
        map.put("address", handshake.address());
        map.put("xdomain", handshake.crossDomain());
        map.put("secure", handshake.secure());
        map.put("issued", handshake.issued().toEpochMilli());
        map.put("url", handshake.url());
        map.put("query", handshake.query());
        map.put("auth", handshake.auth());
        return map;
    }

    /** Whatever is missing or of another kind is left empty: it came from another server, perhaps of another make. */
    static Handshake read(Map<String, ?> map) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        texts(map.get("headers")).forEach((name, value) -> headers.put(name, List.of(value)));
        EngineRequest request = new EngineRequest(
                "GET",
                text(map.get("url")),
                texts(map.get("query")),
                headers,
                text(map.get("address")),
                text(map.get("secure")).equals("true"),
                Locale.ROOT,
                null,
                null,
                Map.of(),
                List.of(),
                Instant.ofEpochMilli(number(map.get("issued"))));
        return new Handshake(request, auth(map.get("auth")));
    }

    /** It may have come as MessagePack, in plain values. */
    private static JsonObject auth(@Nullable Object value) {
        if (value instanceof JsonObject auth) {
            return auth;
        }
        return value instanceof Map<?, ?> plain ? JsonValues.of(plain) : JsonValue.EMPTY_JSON_OBJECT;
    }

    private static Map<String, String> texts(@Nullable Object value) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, text) -> texts.put(String.valueOf(name), text(text)));
        }
        return texts;
    }

    private static String text(@Nullable Object value) {
        if (value instanceof JsonString string) {
            return string.getString();
        }
        return value == null || value == JsonValue.NULL ? "" : value.toString();
    }

    private static long number(@Nullable Object value) {
        if (value instanceof JsonNumber number) {
            return number.longValue();
        }
        return value instanceof Number number ? number.longValue() : 0;
    }
}
