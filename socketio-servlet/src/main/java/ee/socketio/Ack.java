package ee.socketio;

import org.jspecify.annotations.Nullable;

/** Answers an event. May be called from any thread; the first call counts. */
@FunctionalInterface
public interface Ack {

    /** Sends the answer; does nothing if the client did not ask for one. */
    void send(@Nullable Object... arguments);
}
