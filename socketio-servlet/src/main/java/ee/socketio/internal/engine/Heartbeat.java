package ee.socketio.internal.engine;

/**
 * The server's side of the heartbeat of revision 4, as a state machine without a clock. Confined to the session's lock.
 *
 * <pre>
 * RESTING ──interval over: send ping──► WAITING ──timeout over──► the session ends
 *    ▲ └─pong: rest again                 │ └─first other packet: wait once more
 *    └───────────pong, upgrade────────────┘
 * </pre>
 */
final class Heartbeat {

    /** What the session must do when the deadline has come. */
    enum Beat {
        PING,
        TIMEOUT
    }

    private enum Phase {
        RESTING,
        WAITING,
        WAITING_EXTENDED
    }

    private final long interval;
    private final long timeout;
    private Phase phase = Phase.RESTING;

    Heartbeat(long intervalMillis, long timeoutMillis) {
        interval = intervalMillis;
        timeout = timeoutMillis;
    }

    /** A pong, asked for or not: returns the time to rest. */
    long onPong() {
        phase = Phase.RESTING;
        return interval;
    }

    /** Another packet: returns the new time to wait, or -1 if nothing changes. One packet per ping shows life. */
    long onPacket() {
        if (phase != Phase.WAITING) {
            return -1;
        }
        phase = Phase.WAITING_EXTENDED;
        return timeout;
    }

    /**
     * The client moved to another transport. A pong that is due may have got lost with the old one, so it is no longer
     * waited for: returns the time to rest before the next ping, or -1 if nothing changes. (The reference forgets the
     * deadline and sends no other ping, so it never notices a client that died in this moment.)
     */
    long onUpgrade() {
        if (phase == Phase.RESTING) {
            return -1;
        }
        phase = Phase.RESTING;
        return interval;
    }

    /** The time came. After a {@link Beat#PING} the next deadline is {@link #timeout()} away. */
    Beat onDeadline() {
        if (phase != Phase.RESTING) {
            return Beat.TIMEOUT;
        }
        phase = Phase.WAITING;
        return Beat.PING;
    }

    long interval() {
        return interval;
    }

    long timeout() {
        return timeout;
    }
}
