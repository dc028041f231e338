package ee.socketio.cdi;

import ee.socketio.Socket;

/**
 * A CDI event: an observer failed, or what a socket sent did not reach an observer or listener: everything that {@link
 * Socket#onError} hears. Observers are told where it happened: on the socket's listener thread, or on that of an
 * asynchronous observer or of a stage that failed; asynchronous observers on threads of the container. The failure of an
 * observer is also reported to the server's error listener; if an observer of this event fails, its exception is a suppressed
 * one of what is reported, or is reported itself: for asynchronous ones, and where the cause came from {@link Socket#onError},
 * which may be reported nowhere.
 *
 * @param socket the socket that it happened to
 * @param cause what happened; of an observer its exception
 */
public record SocketError(Socket socket, Throwable cause) {}
