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
        this.appended = new Appended(namespace, state.order(), this::deliverGivenUp);
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
        appended.append(packet, target, open.write(message));
    }

    private void deliver(EncodedPacket encoded, Packet packet, BroadcastTarget target, @Nullable String offset) {
        namespace.deliver(encoded, packet, members.receivers(target, namespace.socketIds()), target.flags(), offset);
    }

    private void deliverUnmarked(Packet packet, BroadcastTarget target) {
        deliver(namespace.encode(packet), packet, target, null);
    }

    /** To this server's sockets, with an offset that says that they have had it, if its entry may come all the same. */
    private void deliverGivenUp(Appended.Own own, boolean mayCome) {
        Packet packet = packet(own);
        boolean isVolatile = own.target().flags().isVolatile();
        if (!isVolatile && mayCome) {
            state.givenUp(own.ticket());
        }
        if (isVolatile || state.reached().isEmpty()) {
            deliverUnmarked(packet, own.target());
            return;
        }
        String offset = state.offset(state.reached());
        Packet marked = LogState.marked(packet, offset);
        EncodedPacket encoded = namespace.encode(marked);
        resumptions.passing(
                new Resumption.Passed(offset, state.uid(), own.ticket(), false, () -> encoded, own.target()));
        if (mayCome) {
            resumptions.late(new Resumptions.Late(packet, own.target(), own.ticket()));
        }
        deliver(encoded, marked, own.target(), offset);
    }

    /** What was written: the arguments may have changed since. */
    private Packet packet(Appended.Own own) {
        try {
            return state.packet(own.message().message());
        } catch (MalformedPacketException e) { // it could be written, but it cannot be read
            return own.packet();
        }
    }

    // --- receiving, all of it in the order

    private void deliver(Entry entry, Packet packet, BroadcastTarget target) {
        if (target.flags().isVolatile()) {
            deliverUnmarked(packet, target);
            return;
        }
        String offset = state.offset(entry.position());
        Packet marked = LogState.marked(packet, offset);
        EncodedPacket encoded = namespace.encode(marked);
        resumptions.passing(
                new Resumption.Passed(offset, entry.message().uid(), entry.ticket(), true, () -> encoded, target));
        deliver(encoded, marked, target, offset);
    }

    /**
     * Comes to a position. Who waits for it comes in when everything up to there is done: it has had that on another server, and
     * must not get it again.
     */
    private void reach(String position, Runnable task) {
        state.reach(position);
        try {
            task.run();
        } finally {
            resumptions.reached();
        }
    }

    private void receive(Entry entry) {
        if (namespace.socketIds().isEmpty() && resumptions.isEmpty()) { // nobody is there to hear it
            return;
        }
        try {
            deliver(entry, state.packet(entry.message()), LogState.target(entry));
        } catch (MalformedPacketException e) {
            LOG.log(System.Logger.Level.WARNING, "Dropped {0}: {1}", entry.message(), e.getMessage());
        }
    }

    /** The end of the log that brings entries. */
    LogTransport.Node end(ClusterTransport.Node node) {
        return new End(node);
    }

    private final class End implements LogTransport.Node {
        private final ClusterTransport.Node node;
        /** The ticket of the last broadcast of this server that came back, or was given up; confined to who reads the log. */
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
        public void reached(String position) {
            insert(() -> {
                if (state.compare(position, state.reached()) > 0) { // else an entry was faster
                    reach(position, () -> {});
                }
            });
        }

        @Override
        public void receive(Entry entry) {
            boolean broadcast = entry.message().type() == MessageType.BROADCAST;
            if (entry.message().uid().equals(node.uid())) {
                returned(entry, broadcast ? appended.returned(entry.ticket()) : null);
            } else if (broadcast) {
                insert(() -> reach(entry.position(), () -> LogBroadcasts.this.receive(entry)));
            } else { // in the order: rooms change before what comes next
                insert(() -> reach(entry.position(), () -> node.receive(entry.message())));
            }
        }

        private void returned(Entry entry, Appended.@Nullable Own own) {
            if (own == null) { // it was given up before, or done when it was sent
                if (entry.ticket() <= state.order().last()) { // else a stranger's: nobody would ever be behind it
                    returned =
                            Math.max(returned, entry.ticket()); // it is delivered soon, and nothing may overtake that
                }
                insert(() -> reach(entry.position(), () -> notLate(entry)));
            } else {
                returned = entry.ticket();
                own.place()
                        .ready(() -> reach(entry.position(), () -> {
                            notLate(entry);
                            deliver(entry, packet(own), own.target());
                        }));
            }
        }

        /** Nothing that was given up and appended before can come any more. */
        private void notLate(Entry entry) {
            state.returned(entry.ticket());
            resumptions.returned(entry.ticket());
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
