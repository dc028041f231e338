package ee.socketio.internal.msgpack;

import ee.socketio.internal.namespace.codec.JsonReading;
import ee.socketio.internal.namespace.codec.Placeholders;
import ee.socketio.spi.JsonMapper;
import ee.socketio.spi.MalformedPacketException;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import org.jspecify.annotations.Nullable;

/** Beans, records, enums, dates: the mapper writes them as JSON, and its placeholders become bytes again. */
public final class MappedValues implements ValueWriter.Conversion {

    private final JsonMapper mapper;
    private final JsonReading json = new JsonReading(JsonProvider.provider());

    /** Writes with this mapper. */
    public MappedValues(JsonMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public @Nullable Object toPlain(Object value) {
        Placeholders placeholders = new Placeholders();
        String text = mapper.write(value, placeholders);
        try {
            JsonValue written = json.read(text);
            boolean binary = !placeholders.collected().isEmpty();
            return binary ? Placeholders.resolve(written, placeholders.collected()) : written;
        } catch (MalformedPacketException e) { // too deep, or the mapper is broken
            throw new IllegalArgumentException(
                    "A " + value.getClass().getName() + " cannot be written: " + e.getMessage(), e);
        }
    }
}
