package ee.socketio.internal.engine.codec;

import java.util.ArrayList;
import java.util.List;

/**
 * The body of a polling request or response in revision 3, as text.
 *
 * <pre>
 * payload = *( length ":" packet )
 * length  = 1*DIGIT                  in UTF-16 code units, with the packet's type
 * </pre>
 */
public final class TextPayload3 {

    private TextPayload3() {}

    /** Joins packets; {@code 0:} if there are none. */
    public static String encode(List<Packet> packets) {
        if (packets.isEmpty()) {
            return "0:";
        }
        StringBuilder body = new StringBuilder();
        for (Packet packet : packets) {
            String wire = packet.wire();
            if (packet instanceof Packet.Binary) { // without a copy of the base64
                body.append(wire.length() + 1).append(":b4").append(wire, 1, wire.length());
            } else {
                body.append(wire.length()).append(':').append(wire);
            }
        }
        return body.toString();
    }

    /**
     * Splits a body. Decoding stops at the first fault; an empty body is one. An empty packet is passed over, as the
     * reference does.
     */
    public static Payload decode(String body) {
        List<Packet> packets = new ArrayList<>();
        try {
            read(body, packets);
        } catch (MalformedPacketException e) {
            return new Payload(packets, e.getMessage());
        }
        return new Payload(packets, null);
    }

    private static void read(String body, List<Packet> packets) throws MalformedPacketException {
        if (body.isEmpty()) {
            throw new MalformedPacketException("empty payload");
        }
        int at = 0;
        while (at < body.length()) {
            AnnouncedLength announced = AnnouncedLength.NONE;
            while (at < body.length() && body.charAt(at) != ':') {
                announced = announced.with(body.charAt(at) - '0');
                at++;
            }
            if (at == body.length()) {
                throw new MalformedPacketException("length without end");
            }
            at++;
            int length = announced.within(body.length() - at);
            if (length > 0) {
                packets.add(Packet3.decode(body.substring(at, at + length)));
            }
            at += length;
        }
    }
}
