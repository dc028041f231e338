package ee.socketio.cdi;

import ee.socketio.Socket;

/**
 * A CDI event: an observer failed, or what a socket sent did not reach an observer or listener: everything that {@link
 * Socket#onError} hears. Fired synchronously on the socket's listener thread. The failure of an observer is also reported to
 * the server's error listener; if an observer of this event fails, its exception is a suppressed one of what is reported.
 *
 * @param socket the socket that it happened to
 * @param cause what happened; of an observer its exception
 */
public record SocketError(Socket socket, Throwable cause) {}
