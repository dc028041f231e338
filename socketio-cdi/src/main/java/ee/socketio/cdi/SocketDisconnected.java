package ee.socketio.cdi;

import ee.socketio.DisconnectReason;
import ee.socketio.Socket;
import org.jspecify.annotations.Nullable;

/**
 * A CDI event: a socket is disconnected and has left its rooms. Fired once, synchronously on the socket's listener thread,
 * after all of its messages.
 *
 * @param socket the socket
 * @param reason why
 * @param cause the fault behind it, if there was one
 */
public record SocketDisconnected(
        Socket socket, DisconnectReason reason, @Nullable Throwable cause) {}
