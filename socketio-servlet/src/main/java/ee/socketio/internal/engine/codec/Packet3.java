package ee.socketio.internal.engine.codec;

import java.util.Arrays;

/**
 * Single packets in revision 3. Text is as in revision 4; binary carries its type:
 *
 * <pre>
 * binary packet = %x04 data        in a WebSocket frame or a binary payload: the number of the type, not its digit
 *               | "b4" base64      where text is all there is
 * </pre>
 *
 * Only messages can be binary. The format knows binary packets of every type, but no client makes them.
 */
public final class Packet3 {

    /**
     * The answer to a ping, whatever data that has. Only the ping of a probe is answered by {@link Packet#PROBE_ANSWER}:
     * the pings are the client's in this revision.
     */
    public static final Packet PONG = Packet.text(PacketType.PONG, "");

    private static final byte MESSAGE = (byte) PacketType.MESSAGE.ordinal();

    private Packet3() {}

    /** The packet as text, for a text payload, or for a text frame to a client that asked for b64. */
    public static String text(Packet packet) {
        String wire = packet.wire();
        if (!(packet instanceof Packet.Binary)) {
            return wire;
        }
        return new StringBuilder(wire.length() + 1)
                .append('b')
                .append(PacketType.MESSAGE.digit())
                .append(wire, 1, wire.length())
                .toString();
    }

    /** The packet as bytes, for a binary frame or a binary payload; a new array. */
    public static byte[] bytes(Packet.Binary packet) {
        byte[] data = packet.bytes();
        byte[] wire = new byte[data.length + 1];
        wire[0] = MESSAGE;
        System.arraycopy(data, 0, wire, 1, data.length);
        return wire;
    }

    /** Reads a text frame, or one packet of a text payload. */
    public static Packet decode(String wire) throws MalformedPacketException {
        if (!wire.startsWith("b")) {
            return Packet.decode(wire);
        }
        if (wire.length() == 1 || wire.charAt(1) != PacketType.MESSAGE.digit()) {
            throw notAMessage();
        }
        return Packet.decode("b" + wire.substring(2));
    }

    /** Reads a binary frame. */
    public static Packet decode(byte[] wire) throws MalformedPacketException {
        return decode(wire, 0, wire.length);
    }

    /** Reads one packet of a binary payload, between two positions. */
    static Packet decode(byte[] wire, int from, int to) throws MalformedPacketException {
        if (from == to) {
            throw new MalformedPacketException("empty packet");
        }
        if (wire[from] != MESSAGE) {
            throw notAMessage();
        }
        return Packet.message(Arrays.copyOfRange(wire, from + 1, to));
    }

    private static MalformedPacketException notAMessage() {
        return new MalformedPacketException("binary packet that is not a message");
    }
}
