package ee.socketio.internal.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a client sends is either packets or a fault, and what was understood is what was sent. */
@Timeout(60)
class CodecFuzzTest {

    private static final int CASES = 20_000;
    private static final String ALPHABET = "0123456789bbbAQID+/=-_\u001e\u001e\u001e\u0000é€\ud83d\ude00x ";

    private final Random random = new Random(20_260_101);

    @Test
    void anyTextIsPacketsOrAFault() {
        for (int i = 0; i < CASES; i++) {
            assertUnderstood(text());
        }
    }

    @Test
    void anyBytesArePacketsOrAFault() {
        for (int i = 0; i < CASES; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            for (int j = 0; j < bytes.length; j++) {
                if (random.nextInt(4) == 0) {
                    bytes[j] = 0x1e;
                } else if (random.nextInt(2) == 0) {
                    bytes[j] = (byte) ('0' + random.nextInt(8));
                }
            }
            assertUnderstood(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    @Test
    void whatWasEncodedIsDecoded() {
        for (int i = 0; i < CASES; i++) {
            List<Packet> packets =
                    random.ints(1 + random.nextInt(6)).mapToObj(this::packet).toList();

            Payload payload = Payload.decode(Payload.encode(packets));

            assertThat(payload.fault()).isNull();
            assertThat(payload.packets()).extracting(Packet::wire).containsExactlyElementsOf(wires(packets));
        }
    }

    private static void assertUnderstood(String body) {
        Payload payload = Payload.decode(body);

        List<String> segments = Arrays.asList(body.split("\u001e", -1));
        int understood = payload.packets().size();
        assertThat(understood).as(body).isEqualTo(payload.fault() == null ? segments.size() : firstBad(segments));
        for (int i = 0; i < understood; i++) {
            assertSame(payload.packets().get(i), segments.get(i));
        }
    }

    private static void assertSame(Packet packet, String segment) {
        if (packet instanceof Packet.Binary) {
            // Missing padding is forgiven, and unused bits; the bytes are as long as the text says.
            assertThat(segment).startsWith("b");
            assertThat(packet.wire().replace("=", "")).hasSameSizeAs(segment.replace("=", ""));
        } else {
            assertThat(packet.wire()).isEqualTo(segment);
            assertThat(packet.type().digit()).isEqualTo(segment.charAt(0));
        }
    }

    /** By the grammar, written differently from the decoder. */
    private static int firstBad(List<String> segments) {
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            boolean text = segment.matches("(?s)[0-6].*");
            boolean binary = segment.matches("b([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}(==)?|[A-Za-z0-9+/]{3}=?)?");
            if (!text && !binary) {
                return i;
            }
        }
        return segments.size() + 1; // there is no fault: the decoder must not have found one
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(30); length > 0; length--) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    private Packet packet(int seed) {
        if (seed % 3 == 0) {
            byte[] bytes = new byte[random.nextInt(20)];
            random.nextBytes(bytes);
            return Packet.message(bytes);
        }
        PacketType type = PacketType.values()[random.nextInt(PacketType.values().length)];
        return Packet.text(type, text().replace("\u001e", ""));
    }

    private static List<String> wires(List<Packet> packets) {
        return packets.stream().map(Packet::wire).toList();
    }
}
