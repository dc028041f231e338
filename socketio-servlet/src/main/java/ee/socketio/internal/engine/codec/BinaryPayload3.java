package ee.socketio.internal.engine.codec;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of a polling request or response in revision 3, as bytes.
 *
 * <pre>
 * payload = *( ( %x00 length %xFF text ) | ( %x01 length %xFF binary ) )
 * length  = 1*( %x00-09 )            in bytes, with the packet's type; one byte for each decimal digit
 * text    = a text packet in UTF-8
 * binary  = %x04 data
 * </pre>
 */
public final class BinaryPayload3 {

    private static final byte TEXT = 0;
    private static final byte BINARY = 1;
    private static final byte END_OF_LENGTH = (byte) 0xff;
    private static final char REPLACEMENT = '\ufffd';

    private BinaryPayload3() {}

    /** Whether packets need this form. If not, the text form is sent even to a client that can read both. */
    public static boolean needed(List<Packet> packets) {
        for (Packet packet : packets) {
            if (packet instanceof Packet.Binary) {
                return true;
            }
        }
        return false;
    }

    /** Joins packets. */
    public static byte[] encode(List<Packet> packets) {
        List<byte[]> parts = new ArrayList<>(packets.size() * 2);
        int size = 0;
        for (Packet packet : packets) {
            boolean binary = packet instanceof Packet.Binary;
            byte[] wire = packet instanceof Packet.Binary bytes
                    ? bytes.frame3()
                    : wellFormed(packet.wire()).getBytes(StandardCharsets.UTF_8);
            byte[] header = header(binary ? BINARY : TEXT, wire.length);
            parts.add(header);
            parts.add(wire);
            size = Math.addExact(size, header.length + wire.length);
        }
        byte[] body = new byte[size];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, body, at, part.length);
            at += part.length;
        }
        return body;
    }

    private static byte[] header(byte kind, int length) {
        String digits = Integer.toString(length);
        byte[] header = new byte[digits.length() + 2];
        header[0] = kind;
        for (int i = 0; i < digits.length(); i++) {
            header[i + 1] = (byte) (digits.charAt(i) - '0');
        }
        header[header.length - 1] = END_OF_LENGTH;
        return header;
    }

    /** Java would write a question mark for a lone surrogate; the reference writes U+FFFD. */
    private static String wellFormed(String text) {
        StringBuilder replaced = null;
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isSurrogate(text.charAt(i))) {
                continue;
            }
            if (Character.isSupplementaryCodePoint(text.codePointAt(i))) {
                i++; // a pair
                continue;
            }
            if (replaced == null) {
                replaced = new StringBuilder(text);
            }
            replaced.setCharAt(i, REPLACEMENT);
        }
        return replaced == null ? text : replaced.toString();
    }

    /** Splits a body. Decoding stops at the first fault. An empty body has no packets, and that is none. */
    public static Payload decode(byte[] body) {
        List<Packet> packets = new ArrayList<>();
        try {
            read(body, packets);
        } catch (MalformedPacketException e) {
            return new Payload(packets, e.getMessage());
        }
        return new Payload(packets, null);
    }

    private static void read(byte[] body, List<Packet> packets) throws MalformedPacketException {
        int at = 0;
        while (at < body.length) {
            byte kind = body[at++];
            if (kind != TEXT && kind != BINARY) {
                throw new MalformedPacketException("neither text nor binary");
            }
            AnnouncedLength announced = AnnouncedLength.NONE;
            while (at < body.length && body[at] != END_OF_LENGTH) {
                announced = announced.with(body[at]);
                at++;
            }
            if (at == body.length) {
                throw new MalformedPacketException("length without end");
            }
            at++;
            int end = at + announced.within(body.length - at);
            packets.add(kind == TEXT ? Packet3.decode(text(body, at, end)) : Packet3.decode(body, at, end));
            at = end;
        }
    }

    private static String text(byte[] body, int from, int to) throws MalformedPacketException {
        String text = new String(body, from, to - from, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : strictText(body, from, to);
    }

    /**
     * What is not UTF-8 is a fault, except for surrogates by themselves, which the clients of Socket.IO 1.x write: the
     * reference reads each as U+FFFD.
     */
    private static String strictText(byte[] body, int from, int to) throws MalformedPacketException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(body, from, to - from);
        CharBuffer out = CharBuffer.allocate(to - from);
        while (decoder.decode(in, out, true).isError()) {
            if (!isSurrogate(in)) {
                throw new MalformedPacketException("bad UTF-8");
            }
            out.put(REPLACEMENT);
            in.position(in.position() + 3);
        }
        return out.flip().toString();
    }

    private static boolean isSurrogate(ByteBuffer in) {
        int at = in.position();
        return in.remaining() >= 3
                && in.get(at) == (byte) 0xed
                && (in.get(at + 1) & 0xe0) == 0xa0
                && (in.get(at + 2) & 0xc0) == 0x80;
    }
}
