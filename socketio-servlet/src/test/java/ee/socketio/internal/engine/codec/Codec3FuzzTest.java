package ee.socketio.internal.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Revision 3: whatever a client sends is either packets or a fault, and what was understood is what was sent. */
@Timeout(60)
class Codec3FuzzTest {

    private static final int CASES = 20_000;
    private static final String DATA = "0123456789:b4AQID+/=\u001e\u0000\n\r\\\\nn\"<é€\ud83d\ude00\u2028x ";
    private static final Pattern TEXT_HEADER = Pattern.compile("([0-9]{1,10}):");

    private final Random random = new Random(20_260_102);

    @Test
    void anyTextIsPacketsOrAFault() {
        int faults = 0;
        for (int i = 0; i < CASES; i++) {
            String body = mutated(TextPayload3.encode(packets()));

            Payload payload = TextPayload3.decode(body);

            faults += payload.fault() == null ? 0 : 1;
            assertThat(payload.packets()).as(body).hasSize(wellFormedPackets(body, payload.fault() != null));
        }
        assertThat(faults).isBetween(CASES / 10, CASES - CASES / 10);
    }

    @Test
    void anyBytesArePacketsOrAFault() {
        int faults = 0;
        for (int i = 0; i < CASES; i++) {
            byte[] body = BinaryPayload3.encode(packets());
            int mutations = random.nextInt(3);
            for (int m = 0; m < mutations && body.length > 0; m++) {
                body[random.nextInt(body.length)] =
                        (byte) (random.nextBoolean() ? random.nextInt(12) - 1 : random.nextInt());
            }

            Payload payload = BinaryPayload3.decode(body);

            faults += payload.fault() == null ? 0 : 1;
            // What was understood is written at least as short, as there may have been zeros before lengths.
            byte[] again = BinaryPayload3.encode(payload.packets());
            assertThat(again.length).isLessThanOrEqualTo(body.length);
            assertThat(wires(BinaryPayload3.decode(again).packets())).isEqualTo(wires(payload.packets()));
        }
        assertThat(faults).isBetween(CASES / 10, CASES - CASES / 10);
    }

    @Test
    void whatWasEncodedIsDecoded() throws Exception {
        for (int i = 0; i < CASES; i++) {
            List<Packet> packets = packets();

            assertUnderstood(packets, TextPayload3.decode(TextPayload3.encode(packets)));
            assertUnderstood(packets, BinaryPayload3.decode(BinaryPayload3.encode(packets)));
            for (Packet packet : packets) {
                assertThat(Packet3.decode(Packet3.text(packet)).wire()).isEqualTo(packet.wire());
                if (packet instanceof Packet.Binary binary) {
                    assertThat(Packet3.decode(Packet3.bytes(binary)).wire()).isEqualTo(packet.wire());
                }
            }
        }
    }

    /** A string literal of JSON is one of JavaScript, so that a JSON parser can stand for the browser. */
    @Test
    void aScriptCarriesAnyPayload() {
        for (int i = 0; i < CASES / 10; i++) {
            String payload = TextPayload3.encode(packets());

            String script = new Jsonp("7").script(payload);

            assertThat(script).startsWith("___eio[7](\"").endsWith("\");").doesNotContain("<", "\u2028", "\n");
            String literal = script.substring("___eio[7](".length(), script.length() - 2);
            try (JsonReader reader = Json.createReader(new StringReader("[" + literal + "]"))) {
                assertThat(((JsonString) reader.readArray().get(0)).getString()).isEqualTo(payload);
            }
        }
    }

    @Test
    void aFormCarriesAnyPayload() throws Exception {
        for (int i = 0; i < CASES; i++) {
            // A line feed after a backslash is the one thing that the client's escaping loses; JSON has none.
            String payload = TextPayload3.encode(packets()).replace("\\\n", "\\x");
            String escaped = payload.replace("\\n", "\\\n").replace("\n", "\\n"); // as engine.io-client 3.5 does
            String form = "d=" + URLEncoder.encode(escaped, StandardCharsets.UTF_8);

            assertThat(Jsonp.payload(form.getBytes(StandardCharsets.UTF_8))).isEqualTo(payload);
        }
    }

    private static void assertUnderstood(List<Packet> packets, Payload payload) {
        assertThat(payload.fault()).isNull();
        assertThat(wires(payload.packets())).isEqualTo(wires(packets));
    }

    /** By the grammar, written differently from the decoder. */
    private static int wellFormedPackets(String body, boolean fault) {
        int count = 0;
        String rest = body;
        while (!rest.isEmpty()) {
            Matcher header = TEXT_HEADER.matcher(rest);
            if (!header.lookingAt()) {
                assertThat(fault).as(body).isTrue();
                return count;
            }
            rest = rest.substring(header.end());
            long length = Long.parseLong(header.group(1));
            if (length > rest.length() || (length > 0 && !isPacket(rest.substring(0, (int) length)))) {
                assertThat(fault).as(body).isTrue();
                return count;
            }
            count += length > 0 ? 1 : 0;
            rest = rest.substring((int) length);
        }
        assertThat(fault).as(body).isEqualTo(body.isEmpty());
        return count;
    }

    private static boolean isPacket(String packet) {
        return packet.matches("(?s)[0-6].*")
                || packet.replaceAll("\\r?\\n", "")
                        .matches("b4([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}(==)?|[A-Za-z0-9+/]{3}=?)?");
    }

    private String mutated(String body) {
        StringBuilder text = new StringBuilder(body);
        for (int mutations = random.nextInt(3); mutations > 0 && text.length() > 0; mutations--) {
            int at = random.nextInt(text.length());
            if (random.nextBoolean()) {
                text.deleteCharAt(at);
            } else {
                text.setCharAt(at, DATA.charAt(random.nextInt(DATA.length())));
            }
        }
        return text.toString();
    }

    private List<Packet> packets() {
        return random.ints(random.nextInt(5)).mapToObj(this::packet).toList();
    }

    private Packet packet(int seed) {
        if (seed % 3 == 0) {
            byte[] bytes = new byte[random.nextInt(20)];
            random.nextBytes(bytes);
            return Packet.message(bytes);
        }
        int[] points = DATA.codePoints().toArray();
        StringBuilder data = new StringBuilder();
        for (int length = random.nextInt(20); length > 0; length--) {
            data.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return Packet.text(PacketType.values()[random.nextInt(PacketType.values().length)], data.toString());
    }

    private static List<String> wires(List<Packet> packets) {
        return packets.stream().map(Packet::wire).toList();
    }
}
