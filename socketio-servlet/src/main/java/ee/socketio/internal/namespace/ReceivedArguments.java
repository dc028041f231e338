package ee.socketio.internal.namespace;

import ee.socketio.ArgumentException;
import ee.socketio.Arguments;
import ee.socketio.spi.JsonMapper;
import java.lang.reflect.Type;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arguments as they came, read on demand. */
class ReceivedArguments implements Arguments {

    private final List<@Nullable Object> values;
    private final JsonMapper mapper;

    ReceivedArguments(List<@Nullable Object> values, JsonMapper mapper) {
        this.values = Collections.unmodifiableList(values);
        this.mapper = mapper;
    }

    @Override
    public int size() {
        return values.size();
    }

    @Override
    @SuppressWarnings("unchecked") // the mapper returns what the type says, boxed
    public <T> @Nullable T get(int index, Class<T> type) {
        return (T) get(index, (Type) type);
    }

    @Override
    public @Nullable Object get(int index, Type type) {
        if (index < 0 || index >= values.size()) {
            throw new ArgumentException(
                    index, "There is no argument " + index + ": the client sent " + values.size(), null);
        }
        try {
            return mapper.read(values.get(index), type);
        } catch (IllegalArgumentException e) {
            throw new ArgumentException(index, "Argument " + index + " " + e.getMessage(), e);
        }
    }

    @Override
    public List<@Nullable Object> values() {
        return values;
    }

    @Override
    public String toString() {
        return values.size() + " arguments";
    }
}
