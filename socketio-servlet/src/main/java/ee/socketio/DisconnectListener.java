package ee.socketio;

import org.jspecify.annotations.Nullable;

/** Hears of a disconnection. */
@FunctionalInterface
public interface DisconnectListener {

    /** The socket is disconnected; the cause describes a fault of the transport or the parser, if there was one. */
    void onDisconnect(DisconnectReason reason, @Nullable Throwable cause) throws Exception;
}
