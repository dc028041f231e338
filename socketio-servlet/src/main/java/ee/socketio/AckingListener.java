package ee.socketio;

import org.jspecify.annotations.Nullable;

/**
 * Receives the first argument of events, read as a type, and answers.
 *
 * @param <T> the type
 */
@FunctionalInterface
public interface AckingListener<T> {

    /** An event came; its argument is null if the client sent null. */
    void onEvent(@Nullable T argument, Ack ack) throws Exception;
}
