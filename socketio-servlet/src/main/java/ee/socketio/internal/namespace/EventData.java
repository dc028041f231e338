package ee.socketio.internal.namespace;

import ee.socketio.internal.namespace.codec.ReservedNames;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The data of an event packet: the name, then the arguments. */
final class EventData {

    private EventData() {}

    static List<@Nullable Object> of(String event, @Nullable Object[] arguments) {
        if (ReservedNames.contains(event)) {
            throw new IllegalArgumentException("'" + event + "' is a reserved event name");
        }
        List<@Nullable Object> data = new ArrayList<>(arguments.length + 1);
        data.add(event);
        for (@Nullable Object argument : arguments) {
            data.add(argument);
        }
        return data;
    }

    /** The name of an event that this server sends. */
    static String name(List<@Nullable Object> data) {
        return String.valueOf(data.get(0));
    }
}
