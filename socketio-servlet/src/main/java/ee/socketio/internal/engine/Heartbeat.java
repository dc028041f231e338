package ee.socketio.internal.engine;

import ee.socketio.internal.engine.codec.PacketType;
import ee.socketio.internal.engine.codec.Revision;

/** The server's side of the heartbeat, as a state machine without a clock. Confined to the session's lock. */
sealed interface Heartbeat permits ServerHeartbeat, ClientHeartbeat {

    /** What the session must do when the deadline has come. */
    enum Beat {
        PING,
        TIMEOUT
    }

    /** Of a session of this revision, with these times in milliseconds. */
    static Heartbeat of(Revision revision, long interval, long timeout) {
        return switch (revision) {
            case V3 -> new ClientHeartbeat(interval, timeout);
            case V4 -> new ServerHeartbeat(interval, timeout);
        };
    }

    /** The time from the start of the session to the first deadline. */
    long first();

    /** The open packet has left: returns the new time to the deadline, or -1 if nothing changes. */
    long onOpened();

    /** What the client sends as its part of the heartbeat: pings or pongs. The other of the two is a fault. */
    PacketType fromClient();

    /** That came, asked for or not: returns the time to the next deadline. */
    long onBeat();

    /** Another packet: returns the new time to the deadline, or -1 if nothing changes. */
    long onPacket();

    /** The client moved to another transport: returns the new time to the deadline, or -1 if nothing changes. */
    long onUpgrade();

    /** The deadline came. After a {@link Beat#PING} the next one is {@link #timeout()} away. */
    Beat onDeadline();

    /** How long a ping of the server may go without its pong. */
    long timeout();
}
