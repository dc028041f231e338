package ee.socketio.internal.namespace;

import ee.socketio.engine.TransportName;
import ee.socketio.internal.engine.EngineSession;
import ee.socketio.internal.engine.Transport;
import ee.socketio.internal.engine.codec.Packet;
import ee.socketio.internal.engine.codec.PacketType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The transport below one client: keeps the messages that the server writes. */
final class ClientTransport implements Transport {
    private final TransportName name;
    private final EngineSession session;
    private final List<String> messages = new ArrayList<>();
    private final List<Boolean> compressed = new ArrayList<>();
    private boolean alwaysWritable;
    private boolean closed;

    ClientTransport(TransportName name, EngineSession session) {
        this.name = name;
        this.session = session;
    }

    /** From now on everything leaves at once. */
    void stayWritable() {
        synchronized (this) {
            alwaysWritable = true;
        }
        becomeWritable();
    }

    /** A GET came in, or the last frame has left. */
    void becomeWritable() {
        session.onWritable(this);
    }

    @Override
    public TransportName transportName() {
        return name;
    }

    @Override
    public void write(Batch batch) {
        boolean again;
        synchronized (this) {
            for (Packet packet : batch.packets()) {
                if (packet.type() == PacketType.MESSAGE) {
                    messages.add(content(packet));
                    compressed.add(batch.compress());
                }
            }
            again = alwaysWritable;
        }
        if (again) {
            becomeWritable();
        }
    }

    @Override
    public synchronized void close(List<Packet> farewell) {
        closed = true;
    }

    synchronized boolean closed() {
        return closed;
    }

    /** What was written since the last call: texts as they are, bytes as in {@code [1, 2]}. */
    synchronized List<String> take() {
        List<String> taken = List.copyOf(messages);
        messages.clear();
        compressed.clear();
        return taken;
    }

    /** For each message that was not taken, whether the transport might have compressed it. */
    synchronized List<Boolean> compressed() {
        return List.copyOf(compressed);
    }

    private static String content(Packet packet) {
        return packet instanceof Packet.Binary binary ? Arrays.toString(binary.bytes()) : ((Packet.Text) packet).data();
    }
}
