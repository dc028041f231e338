package ee.socketio.internal.engine;

import ee.socketio.engine.EngineSocket;
import ee.socketio.engine.PacketListener;
import ee.socketio.engine.PacketListener.Direction;
import ee.socketio.internal.engine.codec.Packet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Shows the packets of a server's sessions to whoever wants to see them. While nobody does, it costs a look at a list. */
public final class PacketTap {

    /** Shows nothing to anybody. */
    static final PacketTap NONE = new PacketTap(new ErrorReporter(System.getLogger("ee.socketio.engine"), null));

    private static final PacketListener.Type[] TYPES = PacketListener.Type.values();

    private final List<PacketListener> listeners = new CopyOnWriteArrayList<>();
    private final ErrorReporter errors;

    PacketTap(ErrorReporter errors) {
        this.errors = errors;
    }

    void add(PacketListener listener) {
        listeners.add(listener);
    }

    /** A packet came in. */
    void received(EngineSession session, Packet packet) {
        if (!listeners.isEmpty()) {
            show(session, Direction.IN, packet);
        }
    }

    /** Packets are about to be written. */
    public void sending(EngineSession session, List<Packet> packets) {
        if (!listeners.isEmpty()) {
            packets.forEach(packet -> show(session, Direction.OUT, packet));
        }
    }

    private void show(EngineSession session, Direction direction, Packet packet) {
        if (session.handler() instanceof EngineSocket socket) {
            PacketListener.Type type = TYPES[packet.type().ordinal()];
            long bytes = packet.size();
            for (PacketListener listener : listeners) {
                errors.guard(
                        "packet listener", session.shortId(), () -> listener.onPacket(socket, direction, type, bytes));
            }
        }
    }
}
