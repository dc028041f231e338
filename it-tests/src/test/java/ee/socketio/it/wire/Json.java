package ee.socketio.it.wire;

import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;

/** JSON text as a value, for comparisons in which escapes and the spelling of numbers do not count. */
final class Json {

    private Json() {}

    static JsonValue parse(String text) {
        try (JsonReader reader = jakarta.json.Json.createReader(new StringReader(text))) {
            return reader.readValue();
        }
    }
}
