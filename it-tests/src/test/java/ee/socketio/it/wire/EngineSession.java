package ee.socketio.it.wire;

/**
 * An open session over either transport. Packets are in the textual form of the revision, {@code 4hello} and {@code bAQID}
 * in revision 4 or {@code b4AQID} in revision 3, on both. The heartbeats of revision 4 are answered while waiting for a
 * packet and otherwise not seen; in revision 3 they are the client's, which sends none of its own accord.
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
