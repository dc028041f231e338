package ee.socketio.internal.engine;

import ee.socketio.internal.engine.codec.PacketType;

/**
 * The heartbeat of revision 3: the client pings, and the server's answer is the session's affair. A client that has not
 * pinged for the interval and the timeout together is dead. Nothing else than a ping shows life, as in the reference, and
 * the deadline lives on when the client moves to another transport, where the reference forgets it.
 */
final class ClientHeartbeat implements Heartbeat {

    private final long silence;

    ClientHeartbeat(long intervalMillis, long timeoutMillis) {
        silence = intervalMillis + timeoutMillis;
    }

    @Override
    public long first() {
        return silence;
    }

    /** Only now the client can begin to count. */
    @Override
    public long onOpened() {
        return silence;
    }

    @Override
    public PacketType fromClient() {
        return PacketType.PING;
    }

    @Override
    public long onBeat() {
        return silence;
    }

    @Override
    public long onPacket() {
        return -1;
    }

    @Override
    public long onUpgrade() {
        return -1;
    }

    @Override
    public Beat onDeadline() {
        return Beat.TIMEOUT;
    }

    @Override
    public long timeout() {
        return silence;
    }
}
