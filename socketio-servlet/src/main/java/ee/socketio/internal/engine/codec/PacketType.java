package ee.socketio.internal.engine.codec;

/** The seven packet types of Engine.IO; the ordinal is the digit on the wire. */
public enum PacketType {
    OPEN,
    CLOSE,
    PING,
    PONG,
    MESSAGE,
    UPGRADE,
    NOOP;

    private static final PacketType[] BY_DIGIT = values();

    /** The character on the wire. */
    public char digit() {
        return (char) ('0' + ordinal());
    }

    /** The type of a wire character. */
    static PacketType of(char digit) throws MalformedPacketException {
        int index = digit - '0';
        if (index < 0 || index >= BY_DIGIT.length) {
            throw new MalformedPacketException("unknown packet type");
        }
        return BY_DIGIT[index];
    }
}
