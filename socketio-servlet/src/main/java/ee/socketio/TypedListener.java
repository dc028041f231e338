package ee.socketio;

/**
 * Receives the first argument of events, read as a type.
 *
 * @param <T> the type
 */
@FunctionalInterface
public interface TypedListener<T> {

    /** An event came. */
    void onEvent(T argument) throws Exception;
}
