package ee.socketio.engine;

/**
 * An exception of the application's code: a listener, a middleware or a hook. It is reported once and harms nobody
 * else.
 *
 * @param listener what failed, for example {@code event 'chat'} or {@code middleware of /admin}
 * @param socketId the id of the socket or session that it ran for; that of a session, and that of a socket of a client of 1.x or
 *     2.x, is a secret
 * @param cause the exception
 */
public record ListenerError(String listener, String socketId, Throwable cause) {}
