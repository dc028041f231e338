package ee.socketio.internal.engine;

import ee.socketio.engine.CloseReason;
import ee.socketio.engine.TransportName;
import ee.socketio.internal.engine.codec.Packet;
import org.jspecify.annotations.Nullable;

/** Hands what arrived to the handler, one call at a time even when two transports deliver at once. */
final class Inbound {

    private final SessionHandler handler;
    private final SerialExecutor calls = SerialExecutor.direct();
    /** Confined to {@link #calls}. */
    private boolean closed;

    Inbound(SessionHandler handler) {
        this.handler = handler;
    }

    void message(Packet packet) {
        calls.execute(() -> {
            if (closed) {
                return; // the session ended while the packet was on its way here
            }
            if (packet instanceof Packet.Binary binary) {
                handler.onBinary(binary);
            } else if (packet instanceof Packet.Text text) {
                handler.onText(text.data());
            }
        });
    }

    void upgrade(TransportName transport) {
        calls.execute(() -> {
            if (!closed) {
                handler.onUpgrade(transport);
            }
        });
    }

    void close(CloseReason reason, @Nullable Throwable cause) {
        calls.execute(() -> {
            closed = true;
            handler.onClose(reason, cause);
        });
    }

    SessionHandler handler() {
        return handler;
    }
}
