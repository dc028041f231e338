package ee.socketio.it.cluster;

import ee.socketio.Event;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The arguments of an operation, as they came. */
record Given(Event event, List<Object> values) {

    private static final int BEFORE = 2;

    <T> T get(int index, Class<T> type) {
        return Objects.requireNonNull(event.get(BEFORE + index, type));
    }

    String text(int index) {
        return get(index, String.class);
    }

    /** The members of the object that an argument is. */
    Map<?, ?> members(int index) {
        return get(index, Map.class);
    }

    /** The names in the list that an argument is. */
    String[] texts(int index) {
        return get(index, String[].class);
    }

    /** What comes behind some others, to be sent as it is. */
    Object[] from(int index) {
        return values.subList(index, values.size()).toArray();
    }
}
