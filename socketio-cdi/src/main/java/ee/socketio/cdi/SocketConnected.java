package ee.socketio.cdi;

import ee.socketio.Socket;

/**
 * A CDI event: a socket has connected to a namespace. Fired synchronously on the socket's listener thread, before any of
 * its messages. An exception of an observer is reported to the server's error listener.
 *
 * @param socket the socket
 */
public record SocketConnected(Socket socket) {}
