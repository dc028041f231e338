package ee.socketio.internal.engine.codec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a polling request or response.
 *
 * <pre>payload = packet *( %x1E packet )</pre>
 *
 * Those of revision 3 are written and read by {@link TextPayload3} and {@link BinaryPayload3}.
 *
 * @param packets the packets before the first fault
 * @param fault what is wrong with the next one, or null if all are well-formed
 */
public record Payload(List<Packet> packets, @Nullable String fault) {

    private static final char SEPARATOR = '\u001e';

    /** Joins packets. */
    public static String encode(List<Packet> packets) {
        if (packets.size() == 1) {
            return packets.get(0).wire();
        }
        StringBuilder body = new StringBuilder();
        for (Packet packet : packets) {
            if (body.length() > 0) {
                body.append(SEPARATOR);
            }
            body.append(packet.wire());
        }
        return body.toString();
    }

    /** Splits a body. Decoding stops at the first malformed packet; an empty segment is one. */
    public static Payload decode(String body) {
        List<Packet> packets = new ArrayList<>();
        int start = 0;
        while (start <= body.length()) {
            int end = body.indexOf(SEPARATOR, start);
            if (end < 0) {
                end = body.length();
            }
            try {
                packets.add(Packet.decode(body.substring(start, end)));
            } catch (MalformedPacketException e) {
                return new Payload(packets, e.getMessage());
            }
            start = end + 1;
        }
        return new Payload(packets, null);
    }
}
