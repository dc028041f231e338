package ee.socketio.internal.namespace;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import ee.socketio.spi.BroadcastTarget;
import ee.socketio.spi.EncodedPacket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The packets of a namespace that are kept for recovery, in their order. Its lock is a leaf. */
final class RecoveryLog {

    /**
     * A kept packet.
     *
     * @param number its place in the order
     * @param packet as it was sent
     * @param target to whom
     */
    record Entry(long number, EncodedPacket packet, BroadcastTarget target) {

        /** About what it takes in memory, in bytes. */
        long size() {
            long size = 200 + size(packet.text());
            for (byte[] binary : packet.binaries()) {
                size += binary.length;
            }
            for (String room : target.rooms()) {
                size += 48 + size(room);
            }
            for (String room : target.except()) {
                size += 48 + size(room);
            }
            return size;
        }

        private static long size(@Nullable String text) {
            if (text == null) {
                return 0;
            }
            boolean wide = text.chars().anyMatch(unit -> unit > 0xFF);
            return wide ? 2L * text.length() : text.length();
        }

        /** Whether somebody was meant who is in these rooms since these places. */
        private boolean concerns(Map<String, Long> joined) {
            Set<String> rooms = target.rooms();
            return (rooms.isEmpty() || rooms.stream().anyMatch(room -> wasIn(room, joined)))
                    && target.except().stream().noneMatch(room -> wasIn(room, joined));
        }

        /** What was said in a room before somebody came in is not for his ears. */
        private boolean wasIn(String room, Map<String, Long> joined) {
            Long since = joined.get(room);
            return since != null && since <= number;
        }
    }

    private final Object lock = new Object();

    @GuardedBy("lock") private final ArrayDeque<Entry> entries = new ArrayDeque<>();

    /** The number of the newest packet that was dropped. */
    @GuardedBy("lock") private long dropped;

    void add(Entry entry) {
        synchronized (lock) {
            entries.add(entry);
        }
    }

    /** Drops the packets up to this number. */
    void drop(long number) {
        synchronized (lock) {
            for (Entry oldest = entries.peek(); oldest != null && oldest.number <= number; oldest = entries.peek()) {
                entries.remove();
            }
            dropped = Math.max(dropped, number);
        }
    }

    /** The packets after a number that were meant for somebody in these rooms, oldest first; null if some were dropped. */
    @Nullable List<Entry> after(long number, Map<String, Long> rooms) {
        List<Entry> missed = new ArrayList<>();
        synchronized (lock) {
            if (number < dropped) {
                return null;
            }
            Iterator<Entry> newestFirst = entries.descendingIterator();
            while (newestFirst.hasNext()) {
                Entry entry = newestFirst.next();
                if (entry.number <= number) {
                    break;
                }
                if (entry.concerns(rooms)) {
                    missed.add(entry);
                }
            }
        }
        Collections.reverse(missed);
        return missed;
    }

    int size() {
        synchronized (lock) {
            return entries.size();
        }
    }
}
