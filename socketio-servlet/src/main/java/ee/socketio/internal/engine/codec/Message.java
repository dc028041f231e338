package ee.socketio.internal.engine.codec;

import java.util.List;

/**
 * Packets that leave together, with nothing in between: an event and its attachments.
 *
 * @param packets the packets in order
 * @param compress whether the transport may compress them
 * @param size their size in bytes
 */
public record Message(List<Packet> packets, boolean compress, long size) {

    /** Packets that may be compressed. */
    public static Message of(Packet... packets) {
        return of(List.of(packets), true);
    }

    /** Packets, compressed or not. */
    public static Message of(List<Packet> packets, boolean compress) {
        long size = 0;
        for (Packet packet : packets) {
            size += packet.size();
        }
        return new Message(packets, compress, size);
    }
}
