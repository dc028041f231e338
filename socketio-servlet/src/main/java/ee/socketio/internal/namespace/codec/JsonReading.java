package ee.socketio.internal.namespace.codec;

import ee.socketio.spi.MalformedPacketException;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;

/** Reads one complete JSON value, nested at most so deep that no stack can overflow. */
public final class JsonReading {

    /** Deeper than any sane payload, far below what recursive code on a small stack can take. */
    static final int MAX_DEPTH = 500;

    private final JsonProvider provider;

    /** Reads with this provider. */
    public JsonReading(JsonProvider provider) {
        this.provider = provider;
    }

    /** Reads a text that is exactly one JSON value. */
    public JsonValue read(String json) throws MalformedPacketException {
        if (json.length() > MAX_DEPTH && depth(json) > MAX_DEPTH) {
            throw new MalformedPacketException("invalid payload: nested too deep");
        }
        try (JsonParser parser = provider.createParser(new StringReader(json))) {
            parser.next();
            JsonValue value = parser.getValue();
            if (parser.hasNext()) { // throws if anything but white space follows
                throw new MalformedPacketException("invalid payload");
            }
            return value;
        } catch (RuntimeException e) { // providers throw JsonException, NoSuchElementException and others
            throw new MalformedPacketException("invalid payload");
        }
    }

    /** The depth of nesting, without recursion. Brackets within strings do not count. */
    private static int depth(String json) {
        int depth = 0;
        int deepest = 0;
        boolean inString = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (inString) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    inString = false;
                }
            } else if (c == '"') {
                inString = true;
            } else if (c == '[' || c == '{') {
                deepest = Math.max(deepest, ++depth);
            } else if (c == ']' || c == '}') {
                depth--;
            }
        }
        return deepest;
    }
}
