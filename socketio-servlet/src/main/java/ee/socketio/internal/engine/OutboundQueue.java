package ee.socketio.internal.engine;

import ee.socketio.internal.engine.Transport.Batch;
import ee.socketio.internal.engine.codec.Message;
import ee.socketio.internal.engine.codec.Packet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What waits for the transport, bounded in bytes, and how far it has come: messages are counted as they are added, taken
 * and left. Confined to the session's lock.
 */
final class OutboundQueue {

    /** What a packet costs in memory beside its bytes: without it, a million packets of one byte would count as one MB. */
    static final int PACKET_BYTES = 128;

    private final long maxBytes;
    private final ArrayDeque<Message> messages = new ArrayDeque<>(4);
    /** Bytes in the queue and in the batch that the transport has not finished. */
    private long bytes;

    private long inFlight;

    /** How many messages there have ever been; how many of them were taken; how many of these have left. */
    private long added;

    private long taken;
    private long left;

    OutboundQueue(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Adds a message, unless it would wait behind more than the bound. A single message of any size passes. */
    boolean offer(Message message) {
        if (bytes > 0 && bytes + weight(message) > maxBytes) {
            return false;
        }
        add(message);
        return true;
    }

    /** Adds a control packet, which the bound does not concern: without it a session would die. */
    void add(Message message) {
        bytes += weight(message);
        added++;
        messages.add(message);
    }

    private static long weight(Message message) {
        return message.size() + (long) PACKET_BYTES * message.packets().size();
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    /** Takes all as one batch; it counts until {@link #written()}. */
    Batch takeAll() {
        inFlight = bytes;
        taken = added;
        if (messages.size() == 1) {
            Message only = messages.remove();
            return new Batch(only.packets(), only.compress(), taken);
        }
        List<Packet> packets = new ArrayList<>(messages.size());
        boolean compress = false;
        for (Message message : messages) {
            packets.addAll(message.packets());
            compress |= message.compress();
        }
        messages.clear();
        return new Batch(packets, compress, taken);
    }

    /** The transport has finished the batch and keeps nothing of it. True if that is news of a message. */
    boolean written() {
        bytes -= inFlight;
        inFlight = 0;
        return left(taken);
    }

    /** The messages up to this one have left, though the transport may still keep them. True if that is news. */
    boolean left(long position) {
        boolean news = position > left;
        if (news) {
            left = position;
        }
        return news;
    }

    /** The position of the last message that was added. */
    long last() {
        return added;
    }

    /** The position of the last message that has left. */
    long left() {
        return left;
    }

    /** Whether every message has left. */
    boolean isDrained() {
        return left == added;
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

    /** Why a message was not taken. */
    String refusal(Message message) {
        return "the client is too slow: " + bytes + " bytes wait for it, and " + weight(message)
                + " more would exceed maxOutboundBytes, which is " + maxBytes;
    }
}
