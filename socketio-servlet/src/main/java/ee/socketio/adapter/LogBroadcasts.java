package ee.socketio.adapter;

import ee.socketio.adapter.LogTransport.Entry;
import ee.socketio.spi.AdapterContext;
import ee.socketio.spi.BroadcastTarget;
import ee.socketio.spi.EncodedPacket;
import ee.socketio.spi.MalformedPacketException;
import ee.socketio.spi.Packet;
import ee.socketio.spi.PacketType;
import org.jspecify.annotations.Nullable;

/** How broadcasts go into the log, and come to this server's sockets in its order. */
final class LogBroadcasts {

    private static final System.Logger LOG = System.getLogger("ee.socketio.cluster");

    private final LogState state;
    private final AdapterContext namespace;
    private final Memberships<String> members;
    private final Resumptions resumptions;
    private final Appended appended;

    LogBroadcasts(LogState state, Memberships<String> members, Resumptions resumptions) {
        this.state = state;
        this.namespace = state.namespace();
        this.members = members;
        this.resumptions = resumptions;
        this.appended = new Appended(namespace, state.order(), this::deliverUnmarked);
    }

    // --- sending

    void send(Packet packet, BroadcastTarget target) {
        state.order().slowDown();
        LogTransport open = state.transport();
        if (open == null || target.flags().local() || packet.type() != PacketType.EVENT) {
            EncodedPacket encoded = namespace.encode(packet); // here, where a bad argument is the emitter's
            state.order().run(() -> deliver(encoded, packet, target, null));
            return;
        }
        ClusterMessage message = new ClusterMessage(
                MessageType.BROADCAST,
                state.uid(),
                namespace.namespace(),
                ClusterAdapter.broadcastData(packet, target));
        appended.append(packet, target, ticket -> open.append(message, ticket));
    }

    private void deliver(EncodedPacket encoded, Packet packet, BroadcastTarget target, @Nullable String offset) {
        namespace.deliver(encoded, packet, members.receivers(target, namespace.socketIds()), target.flags(), offset);
    }

    /** To this server's sockets alone, or to be missed: nobody gets it a second time. */
    private void deliverUnmarked(Packet packet, BroadcastTarget target) {
        deliver(namespace.encode(packet), packet, target, null);
    }

    // --- receiving, all of it in the order

    private void deliver(String position, Packet packet, BroadcastTarget target) {
        reach(position);
        if (target.flags().isVolatile()) {
            deliverUnmarked(packet, target);
            return;
        }
        Packet marked = LogState.marked(packet, position);
        EncodedPacket encoded = namespace.encode(marked);
        resumptions.passing(new Resumption.Passed(position, encoded, target));
        deliver(encoded, marked, target, position);
    }

    private void reach(String position) {
        state.reach(position);
        resumptions.reached();
    }

    private void receive(Entry entry) {
        if (namespace.socketIds().isEmpty() && resumptions.isEmpty()) { // nobody is there to hear it
            reach(entry.position());
            return;
        }
        try {
            deliver(entry.position(), state.packet(entry), LogState.target(entry));
        } catch (MalformedPacketException e) {
            LOG.log(System.Logger.Level.WARNING, "Dropped {0}: {1}", entry.message(), e.getMessage());
            reach(entry.position());
        }
    }

    /** The end of the log that brings entries. */
    LogTransport.Node end(ClusterTransport.Node node) {
        return new End(node);
    }

    private final class End implements LogTransport.Node {
        private final ClusterTransport.Node node;
        /** The ticket of the last entry of this server that came back; confined to who reads the log. */
        private long returned;

        End(ClusterTransport.Node node) {
            this.node = node;
        }

        @Override
        public String namespace() {
            return node.namespace();
        }

        @Override
        public String uid() {
            return node.uid();
        }

        @Override
        public boolean hasSockets() {
            return node.hasSockets();
        }

        @Override
        public boolean hasSockets(String room) {
            return node.hasSockets(room);
        }

        @Override
        public void receive(ClusterMessage message) {
            node.receive(message);
        }

        @Override
        public void begin(String position) {
            insert(() -> {
                if (state.reached().isEmpty()) { // else an entry was faster
                    reach(position);
                }
            });
        }

        @Override
        public void receive(Entry entry) {
            boolean broadcast = entry.message().type() == MessageType.BROADCAST;
            if (entry.message().uid().equals(node.uid())) {
                Appended.Own own = broadcast ? appended.returned(entry.ticket()) : null;
                if (own == null) { // it was given up before, or done when it was sent
                    insert(() -> reach(entry.position()));
                } else {
                    returned = entry.ticket();
                    own.place().ready(() -> deliver(entry.position(), own.packet(), own.target()));
                }
            } else if (broadcast) {
                insert(() -> LogBroadcasts.this.receive(entry));
            } else {
                insert(
                        () -> { // in the order: rooms change before what comes next
                            reach(entry.position());
                            node.receive(entry.message());
                        });
            }
        }

        /** Behind what came back before, but not behind what has not come back. */
        private void insert(Runnable task) {
            state.order().insert(returned, task);
        }
    }

    void close() {
        appended.close();
    }

    @Override
    public String toString() {
        return appended.toString();
    }
}
