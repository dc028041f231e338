package ee.socketio.internal.engine.codec;

import org.jspecify.annotations.Nullable;

/**
 * A revision of Engine.IO, fixed for a session by its handshake. On a WebSocket every packet is a frame; how that looks is
 * told here. How packets travel in the bodies of polling is told by {@link Payload}, {@link TextPayload3} and {@link
 * BinaryPayload3}.
 */
public enum Revision {
    /** Clients of Socket.IO 1.x and 2.x. The client pings. */
    V3(3) {
        @Override
        public Packet decode(String frame) throws MalformedPacketException {
            return Packet3.decode(frame);
        }

        @Override
        public Packet decode(byte[] frame) throws MalformedPacketException {
            return Packet3.decode(frame);
        }

        @Override
        public Object frame(Packet packet, boolean textOnly) {
            return packet instanceof Packet.Binary binary && !textOnly ? binary.frame3() : Packet3.text(packet);
        }
    },

    /** Clients of Socket.IO 3.x and 4.x. The server pings. */
    V4(4) {
        @Override
        public Packet decode(String frame) throws MalformedPacketException {
            return Packet.decode(frame);
        }

        @Override
        public Packet decode(byte[] frame) {
            return Packet.message(frame);
        }

        @Override
        public Object frame(Packet packet, boolean textOnly) {
            return packet instanceof Packet.Binary binary && !textOnly ? binary.bytes() : packet.wire();
        }
    };

    private final int number;

    Revision(int number) {
        this.number = number;
    }

    /** The revision that a client names in the query parameter {@code EIO}, or null if there is no such revision. */
    public static @Nullable Revision of(@Nullable String parameter) {
        for (Revision revision : values()) {
            if (Integer.toString(revision.number).equals(parameter)) {
                return revision;
            }
        }
        return null;
    }

    /** Its number. */
    public int number() {
        return number;
    }

    /** Reads a text frame. */
    public abstract Packet decode(String frame) throws MalformedPacketException;

    /** Reads a binary frame. */
    public abstract Packet decode(byte[] frame) throws MalformedPacketException;

    /**
     * The frame of a packet: a String, or a byte array that nobody may change.
     *
     * @param textOnly whether the client asked for base64 instead of bytes
     */
    public abstract Object frame(Packet packet, boolean textOnly);
}
