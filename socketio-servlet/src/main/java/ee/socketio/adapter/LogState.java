package ee.socketio.adapter;

import ee.socketio.adapter.LogTransport.Entry;
import ee.socketio.spi.AdapterContext;
import ee.socketio.spi.BroadcastTarget;
import ee.socketio.spi.MalformedPacketException;
import ee.socketio.spi.Packet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the parts of a {@link LogAdapter} share: the log, and how far this server has read it. */
final class LogState {

    private final AdapterContext namespace;
    private final Sequencer order = new Sequencer();
    private volatile @Nullable LogTransport transport;
    private volatile String uid = "";

    // --- confined to the order; empty before they are known
    private String begun = "";
    private String reached = "";
    /** The last broadcast of this server that was given up and whose entry may still come; 0 if there is none. */
    private long late;

    LogState(AdapterContext namespace) {
        this.namespace = namespace;
    }

    AdapterContext namespace() {
        return namespace;
    }

    /** Broadcasts, and who comes and goes. */
    Sequencer order() {
        return order;
    }

    /** Null before the start and after the end. */
    @Nullable LogTransport transport() {
        return transport;
    }

    String uid() {
        return uid;
    }

    void open(LogTransport opened, String id) {
        uid = id;
        transport = opened;
    }

    void close() {
        transport = null;
    }

    /** The position that this server has come to. In the order. */
    String reached() {
        return reached;
    }

    /** The first position that this server has come to: who was here before has missed nothing before. In the order. */
    String begun() {
        return begun;
    }

    /** In the order. */
    void reach(String position) {
        if (begun.isEmpty()) {
            begun = position;
        }
        reached = position;
    }

    /** A broadcast of this server was given up. In the order. */
    void givenUp(long ticket) {
        late = ticket;
    }

    /** The entry of a broadcast of this server has come: none comes that was appended before. In the order. */
    void returned(long ticket) {
        if (ticket >= late) {
            late = 0;
        }
    }

    /** What says that somebody has received everything up to this position, and whatever was given up. In the order. */
    String offset(String position) {
        return late == 0 ? position : new LogOffset(position, uid, late).toString();
    }

    /** Which position is earlier; one that is not known is earlier than all others. */
    int compare(String one, String other) {
        if (one.isEmpty() || other.isEmpty()) {
            return Boolean.compare(!one.isEmpty(), !other.isEmpty());
        }
        LogTransport open = transport;
        return open == null ? 0 : open.positions().compare(one, other);
    }

    static BroadcastTarget target(Entry entry) throws MalformedPacketException {
        return Targets.read(new Fields(entry.message().data()).object("opts"));
    }

    Packet packet(ClusterMessage message) throws MalformedPacketException {
        List<@Nullable Object> event =
                new Fields(message.data()).object("packet").list("data");
        if (event.isEmpty()) {
            throw new MalformedPacketException("an event without name");
        }
        return Packet.event(namespace.namespace(), event);
    }

    /** The packet with its offset as the last argument. */
    static Packet marked(Packet packet, String offset) {
        List<@Nullable Object> data = new ArrayList<>(packet.list());
        data.add(offset);
        return new Packet(packet.type(), packet.namespace(), null, data);
    }
}
