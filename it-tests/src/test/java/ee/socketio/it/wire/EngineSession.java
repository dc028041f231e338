package ee.socketio.it.wire;

/**
 * An open Engine.IO 4 session over either transport. Packets are in the textual form of the protocol, {@code 4hello} or
 * {@code bAQID}, on both; heartbeats are answered while waiting for a packet and otherwise not seen.
 */
interface EngineSession extends AutoCloseable {

    String sid();

    /** Sends packets in order: as one payload, or as one frame each. */
    void send(String... packets);

    /** The next packet that is no heartbeat. */
    String receive();

    /** Waits until the server has closed the session; packets that were still on their way are skipped. */
    void awaitClosed();

    @Override
    void close();
}
