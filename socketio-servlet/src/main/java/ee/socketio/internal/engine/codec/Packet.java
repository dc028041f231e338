package ee.socketio.internal.engine.codec;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * One Engine.IO packet. A packet keeps its wire form, so that a broadcast is encoded once, whatever the number of
 * receivers.
 *
 * <pre>
 * text packet   = type [ data ]          type is one digit, data any text
 * binary packet = the bytes, as a WebSocket frame; always a message
 *               | "b" base64             on polling, and for clients that asked for b64
 * </pre>
 */
public sealed interface Packet {

    /** A lone ping. */
    Packet PING = text(PacketType.PING, "");
    /** A lone close. */
    Packet CLOSE = text(PacketType.CLOSE, "");
    /** A lone noop, which ends a held GET. */
    Packet NOOP = text(PacketType.NOOP, "");
    /** The answer to the probe of an upgrade. */
    Packet PROBE_ANSWER = text(PacketType.PONG, "probe");

    /** The packet's type. */
    PacketType type();

    /** The packet as text, for a polling payload or a text frame. */
    String wire();

    /** How much memory and bandwidth the packet stands for, in bytes. */
    long size();

    /** A text packet of this type. */
    static Packet text(PacketType type, String data) {
        return new Text(type, type.digit() + data);
    }

    /** A text message. */
    static Packet message(String data) {
        return text(PacketType.MESSAGE, data);
    }

    /** A binary message; the array must not be changed any more. */
    static Packet message(byte[] data) {
        return new Binary(data);
    }

    /** Reads a text frame, or one packet of a polling payload. */
    static Packet decode(String wire) throws MalformedPacketException {
        if (wire.isEmpty()) {
            throw new MalformedPacketException("empty packet");
        }
        if (wire.charAt(0) == 'b') {
            return new Binary(fromBase64(wire));
        }
        return new Text(PacketType.of(wire.charAt(0)), wire);
    }

    /** The Java client breaks lines, as the MIME variant does; nothing else is tolerated. */
    private static byte[] fromBase64(String wire) throws MalformedPacketException {
        String base64 = wire.substring(1);
        try {
            return Base64.getDecoder().decode(base64.indexOf('\n') < 0 ? base64 : base64.replaceAll("\\r?\n", ""));
        } catch (IllegalArgumentException e) {
            throw new MalformedPacketException("bad base64");
        }
    }

    /**
     * A packet of text.
     *
     * @param type its type, which is also the first character of {@code wire}
     * @param wire the packet with its type digit
     */
    record Text(PacketType type, String wire) implements Packet {

        /** The data without the type digit. */
        public String data() {
            return wire.substring(1);
        }

        @Override
        public long size() {
            return Utf8.length(wire);
        }
    }

    /** A binary message. */
    final class Binary implements Packet {
        private final byte[] data;
        /**
         * Made when needed, for all the polling clients of a broadcast; kept weakly, so that it takes no memory beside the
         * bytes while the packet waits for slower ones. A race makes it twice, to the same text.
         */
        private @Nullable WeakReference<String> base64;

        /** As above, for the WebSockets of revision 3. */
        private @Nullable WeakReference<byte[]> frame3;

        private Binary(byte[] data) {
            this.data = data;
        }

        /** A read-only view of the bytes. */
        public ByteBuffer data() {
            return ByteBuffer.wrap(data).asReadOnlyBuffer();
        }

        /** The bytes themselves, which nobody may change. */
        public byte[] bytes() {
            return data;
        }

        @Override
        public PacketType type() {
            return PacketType.MESSAGE;
        }

        @Override
        public String wire() {
            WeakReference<String> made = base64;
            String text = made == null ? null : made.get();
            if (text == null) {
                text = "b" + new String(Base64.getEncoder().encode(data), StandardCharsets.ISO_8859_1);
                base64 = new WeakReference<>(text);
            }
            return text;
        }

        /** The packet as a binary frame of revision 3, which nobody may change. */
        byte[] frame3() {
            WeakReference<byte[]> made = frame3;
            byte[] frame = made == null ? null : made.get();
            if (frame == null) {
                frame = Packet3.bytes(this);
                frame3 = new WeakReference<>(frame);
            }
            return frame;
        }

        @Override
        public long size() {
            return data.length;
        }

        @Override
        public String toString() {
            return "Binary[" + data.length + " bytes]";
        }
    }
}
