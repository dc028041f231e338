package ee.socketio.cdi;

import ee.socketio.Socket;

/**
 * A CDI event: a socket has connected to a namespace. Observers are told on the socket's listener thread, before any of its
 * messages; asynchronous ones in the same order on threads of the container. An exception of an observer is reported to the
 * server's error listener.
 *
 * @param socket the socket
 */
public record SocketConnected(Socket socket) {}
