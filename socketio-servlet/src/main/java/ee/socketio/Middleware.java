package ee.socketio;

/**
 * A middleware that may decide later. It must call {@link Next#proceed} or {@link Next#reject}, from any thread: until
 * then its client waits, at most {@code connectTimeout} for a connection.
 *
 * @param <T> what it decides about: a {@link Socket} that wants to connect, or an {@link Event}
 */
@FunctionalInterface
public interface Middleware<T> {

    /** Decides now or later; an exception refuses. */
    void handle(T subject, Next next) throws Exception;
}
