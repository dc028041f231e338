package ee.socketio.adapter;

import ee.socketio.spi.BroadcastTarget;
import ee.socketio.spi.EncodedPacket;
import ee.socketio.spi.SavedSession;
import ee.socketio.spi.SessionAwareAdapter.Missed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client that is on its way back: what it missed is read from the log, and what comes meanwhile is noted. Confined to the order. */
final class Resumption {

    /**
     * A packet that passed, or was read.
     *
     * @param position where it is in the log
     * @param packet with its offset
     * @param target to whom
     */
    record Passed(String position, EncodedPacket packet, BroadcastTarget target) {

        /** Whether somebody was meant who is in these rooms since these places. */
        boolean concerns(Map<String, String> joined, Comparator<String> positions) {
            return (target.rooms().isEmpty()
                            || target.rooms().stream().anyMatch(room -> wasIn(room, joined, positions)))
                    && target.except().stream().noneMatch(room -> wasIn(room, joined, positions));
        }

        /** What was said in a room before somebody came in is not for his ears. */
        private boolean wasIn(String room, Map<String, String> joined, Comparator<String> positions) {
            String since = joined.get(room);
            return since != null && positions.compare(since, position) < 0;
        }
    }

    private final SavedSession session;
    private final String from;
    private final Consumer<@Nullable Missed> connect;
    private final List<Passed> passed = new ArrayList<>(0);

    Resumption(SavedSession session, String from, Consumer<@Nullable Missed> connect) {
        this.session = session;
        this.from = from;
        this.connect = connect;
    }

    SavedSession session() {
        return session;
    }

    /** What comes behind this position is what it missed. */
    String from() {
        return from;
    }

    void pass(Passed packet) {
        passed.add(packet);
    }

    /** Lets the client in with what it missed. */
    void connect(List<Passed> read, Comparator<String> positions) {
        List<EncodedPacket> packets = new ArrayList<>();
        String last = from;
        List<Passed> all = new ArrayList<>(read);
        all.addAll(passed);
        for (Passed packet : all) {
            if (packet.concerns(session.rooms(), positions)) {
                packets.add(packet.packet());
                last = packet.position();
            }
        }
        connect.accept(new Missed(packets, last));
    }

    /** Lets the client in as a new one. */
    void fail() {
        connect.accept(null);
    }
}
