package ee.socketio.it.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The payloads and the binary packets of revision 3, read and written by other code than the server's. */
final class Payload3 {

    private Payload3() {}

    /** Packets as a text payload. */
    static String join(String... packets) {
        StringBuilder payload = new StringBuilder();
        for (String packet : packets) {
            payload.append(packet.length()).append(':').append(packet);
        }
        return payload.toString();
    }

    /** The packets of a text payload. */
    static List<String> split(String payload) {
        List<String> packets = new ArrayList<>();
        for (int at = 0; at < payload.length(); ) {
            int colon = payload.indexOf(':', at);
            int end = colon + 1 + Integer.parseInt(payload.substring(at, colon));
            packets.add(payload.substring(colon + 1, end));
            at = end;
        }
        return packets;
    }

    /** The packets of a binary payload. */
    static List<String> split(byte[] payload) {
        List<String> packets = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(payload);
        while (in.hasRemaining()) {
            boolean binary = in.get() == 1;
            int length = 0;
            for (int digit = in.get(); digit != -1; digit = in.get()) {
                length = length * 10 + digit;
            }
            byte[] packet = new byte[length];
            in.get(packet);
            packets.add(binary ? text(packet) : new String(packet, UTF_8));
        }
        return packets;
    }

    /** The textual form of a binary packet, of which the first byte must tell that it is a message. */
    static String text(byte[] packet) {
        if (packet.length == 0 || packet[0] != 4) {
            throw new AssertionError("a binary packet without the type of a message");
        }
        ByteBuffer data = Base64.getEncoder().encode(ByteBuffer.wrap(packet, 1, packet.length - 1));
        return "b4" + UTF_8.decode(data);
    }

    /** The bytes of a binary packet in textual form. */
    static byte[] bytes(String packet) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(packet.charAt(1) - '0');
        bytes.writeBytes(Base64.getDecoder().decode(packet.substring(2)));
        return bytes.toByteArray();
    }
}
