package ee.socketio.cdi;

import ee.socketio.DisconnectReason;
import ee.socketio.Socket;
import org.jspecify.annotations.Nullable;

/**
 * A CDI event: a socket is disconnected and has left its rooms. Observers are told once, on the socket's listener thread,
 * after all of its messages; asynchronous ones in the same order on threads of the container.
 *
 * @param socket the socket
 * @param reason why
 * @param cause the fault behind it, if there was one
 */
public record SocketDisconnected(
        Socket socket, DisconnectReason reason, @Nullable Throwable cause) {}
