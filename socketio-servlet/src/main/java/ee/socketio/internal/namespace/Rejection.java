package ee.socketio.internal.namespace;

import ee.socketio.ConnectRejectedException;
import ee.socketio.internal.engine.codec.Message;
import ee.socketio.spi.BroadcastTarget.Flags;
import ee.socketio.spi.Packet;
import ee.socketio.spi.PacketType;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells a client that it was refused. */
final class Rejection {

    private Rejection() {}

    /**
     * The answer to a socket that a middleware refused, or an event of which it refused.
     *
     * @param report gets what is none of the client's business
     */
    static Message of(LocalSocket socket, Throwable cause, Consumer<Throwable> report) {
        LocalServer server = socket.namespace().server();
        Protocol protocol = socket.client().protocol();
        String name = socket.namespace().name();
        if (!(cause instanceof ConnectRejectedException rejection)) {
            report.accept(cause);
            return of(server, protocol, name, "Internal error", null);
        }
        String message = String.valueOf(rejection.getMessage());
        try {
            return of(server, protocol, name, message, rejection.data());
        } catch (IllegalArgumentException e) { // the data cannot be written
            report.accept(e);
            return of(server, protocol, name, message, null);
        }
    }

    /** The answer of a namespace, or of one that does not exist. */
    static Message of(LocalServer server, Protocol protocol, String namespace, String message, @Nullable Object data) {
        Object error = protocol.refusal(message, data);
        return server.encode(new Packet(PacketType.CONNECT_ERROR, namespace, null, error), Flags.NONE);
    }
}
