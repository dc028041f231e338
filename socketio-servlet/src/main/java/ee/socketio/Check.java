package ee.socketio;

/**
 * A middleware that decides at once.
 *
 * @param <T> what it decides about: a {@link Socket} that wants to connect, or an {@link Event}
 */
@FunctionalInterface
public interface Check<T> {

    /** Returns to go on, throws to refuse; see {@link ConnectRejectedException}. */
    void check(T subject) throws Exception;
}
