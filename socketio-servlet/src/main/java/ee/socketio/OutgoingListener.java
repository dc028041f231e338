package ee.socketio;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sees the events that are sent to a socket, also those of broadcasts. Runs on the sending thread and must not block. */
@FunctionalInterface
public interface OutgoingListener {

    /** An event is sent. */
    void onEvent(String name, List<@Nullable Object> arguments);
}
