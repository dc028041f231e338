package ee.socketio.internal.engine;

import ee.socketio.internal.engine.codec.PacketType;

/**
 * The heartbeat of revision 4: the server pings.
 *
 * <pre>
 * RESTING ──interval over: send ping──► WAITING ──timeout over──► the session ends
 *    ▲ └─pong: rest again                 │ └─first other packet: wait once more
 *    └───────────pong, upgrade────────────┘
 * </pre>
 */
final class ServerHeartbeat implements Heartbeat {

    private enum Phase {
        RESTING,
        WAITING,
        WAITING_EXTENDED
    }

    private final long interval;
    private final long timeout;
    private Phase phase = Phase.RESTING;

    ServerHeartbeat(long intervalMillis, long timeoutMillis) {
        interval = intervalMillis;
        timeout = timeoutMillis;
    }

    @Override
    public long first() {
        return interval;
    }

    @Override
    public long onOpened() {
        return -1;
    }

    @Override
    public PacketType fromClient() {
        return PacketType.PONG;
    }

    @Override
    public long onBeat() {
        phase = Phase.RESTING;
        return interval;
    }

    /** One packet per ping shows life. */
    @Override
    public long onPacket() {
        if (phase != Phase.WAITING) {
            return -1;
        }
        phase = Phase.WAITING_EXTENDED;
        return timeout;
    }

    /**
     * A pong that is due may have got lost with the old transport, so it is no longer waited for: the next ping follows
     * after the interval. (The reference forgets the deadline and sends no other ping, so it never notices a client that
     * died in this moment.)
     */
    @Override
    public long onUpgrade() {
        if (phase == Phase.RESTING) {
            return -1;
        }
        phase = Phase.RESTING;
        return interval;
    }

    @Override
    public Beat onDeadline() {
        if (phase != Phase.RESTING) {
            return Beat.TIMEOUT;
        }
        phase = Phase.WAITING;
        return Beat.PING;
    }

    @Override
    public long timeout() {
        return timeout;
    }
}
