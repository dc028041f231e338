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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A client that is on its way back: what it missed is read from the log, and what comes meanwhile is noted. Confined to the order. */
final class Resumption {

    /**
     * A packet that passed, or was read.
     *
     * @param offset its offset
     * @param uid who sent it
     * @param ticket its number there
     * @param logged whether the offset is its own place in the log; else it was said behind that
     * @param packet makes it, with its offset, or has it already
     * @param target to whom
     */
    record Passed(
            String offset,
            String uid,
            long ticket,
            boolean logged,
            Supplier<EncodedPacket> packet,
            BroadcastTarget target) {

        /** Whether somebody was meant who is in these rooms since these places. */
        boolean concerns(Map<String, String> joined, Comparator<String> positions) {
            return (target.rooms().isEmpty()
                            || target.rooms().stream().anyMatch(room -> wasIn(room, joined, positions)))
                    && target.except().stream().noneMatch(room -> wasIn(room, joined, positions));
        }

        /** What was said in a room before somebody came in is not for his ears. */
        private boolean wasIn(String room, Map<String, String> joined, Comparator<String> positions) {
            String since = joined.get(room);
            return since != null && positions.compare(since, LogOffset.position(offset)) < (logged ? 0 : 1);
        }
    }

    private final SavedSession session;
    private final LogOffset received;
    private final String from;
    private final Consumer<@Nullable Missed> connect;
    private final List<Passed> passed = new ArrayList<>(0);

    Resumption(SavedSession session, LogOffset received, String from, Consumer<@Nullable Missed> connect) {
        this.session = session;
        this.received = received;
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

    /** What it missed: some of what was read, and of what has passed since. */
    Missed missed(List<Passed> read, Comparator<String> positions) {
        List<EncodedPacket> packets = new ArrayList<>();
        String last = session.lastOffset().isEmpty()
                ? received.toString()
                : session.lastOffset(); // its client will say the same again
        List<Passed> all = new ArrayList<>(read);
        all.addAll(passed);
        for (Passed packet : all) {
            if (!received.includes(packet.uid(), packet.ticket()) && packet.concerns(session.rooms(), positions)) {
                packets.add(packet.packet().get());
                last = packet.offset();
            }
        }
        return new Missed(packets, last);
    }

    /** Lets the client in with what it missed. */
    void connect(Missed missed) {
        connect.accept(missed);
    }

    /** Lets the client in as a new one. */
    void fail() {
        connect.accept(null);
    }
}
