package ee.socketio.internal.engine;

import ee.socketio.internal.engine.Transport.Batch;
import ee.socketio.internal.engine.codec.Message;
import ee.socketio.internal.engine.codec.Packet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** What waits for the transport, bounded in bytes. Confined to the session's lock. */
final class OutboundQueue {

    private final long maxBytes;
    private final ArrayDeque<Message> messages = new ArrayDeque<>(4);
    /** Bytes in the queue and in the batch that the transport has not finished. */
    private long bytes;

    private long inFlight;

    OutboundQueue(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Adds a message, unless it would wait behind more than the bound. A single message of any size passes. */
    boolean offer(Message message) {
        if (bytes > 0 && bytes + message.size() > maxBytes) {
            return false;
        }
        add(message);
        return true;
    }

    /** Adds a control packet, which the bound does not concern: without it a session would die. */
    void add(Message message) {
        bytes += message.size();
        messages.add(message);
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    /** Takes all as one batch; it counts until {@link #written()}. */
    Batch takeAll() {
        inFlight = bytes;
        if (messages.size() == 1) {
            Message only = messages.remove();
            return new Batch(only.packets(), only.compress());
        }
        List<Packet> packets = new ArrayList<>(messages.size());
        boolean compress = false;
        for (Message message : messages) {
            packets.addAll(message.packets());
            compress |= message.compress();
        }
        messages.clear();
        return new Batch(packets, compress);
    }

    /** The transport has finished the batch. */
    void written() {
        bytes -= inFlight;
        inFlight = 0;
    }

    /** Forgets everything. */
    void clear() {
        messages.clear();
        bytes = 0;
        inFlight = 0;
    }

    long bytes() {
        return bytes;
    }
}
