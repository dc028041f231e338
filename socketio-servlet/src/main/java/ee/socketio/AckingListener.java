package ee.socketio;

/**
 * Receives the first argument of events, read as a type, and answers.
 *
 * @param <T> the type
 */
@FunctionalInterface
public interface AckingListener<T> {

    /** An event came. */
    void onEvent(T argument, Ack ack) throws Exception;
}
