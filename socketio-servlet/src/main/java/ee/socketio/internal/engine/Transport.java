package ee.socketio.internal.engine;

import ee.socketio.engine.TransportName;
import ee.socketio.internal.engine.codec.Packet;
import java.util.List;

/**
 * What a session asks of a transport. The session calls it without holding its lock, from any thread; none of the
 * methods may block.
 */
public interface Transport {

    /** Which transport it is. */
    TransportName transportName();

    /**
     * Writes packets in order. Called only while the transport is writable, which it is no longer then, until it calls
     * {@link EngineSession#onWritable}.
     */
    void write(Batch batch);

    /**
     * Ends the transport; it reports nothing more. A held GET is answered with the farewell, or refused if that is
     * empty; a WebSocket is closed and needs none. Later calls do nothing.
     */
    void close(List<Packet> farewell);

    /**
     * Packets to write together.
     *
     * @param packets the packets in order, at least one
     * @param compress whether the response may be compressed
     * @param position how many messages of the session have left when these have; 0 for packets that are no messages
     */
    record Batch(List<Packet> packets, boolean compress, long position) {

        /** Packets that are sent past the queue. */
        public Batch(List<Packet> packets, boolean compress) {
            this(packets, compress, 0);
        }
    }
}
