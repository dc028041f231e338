package ee.socketio.internal.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryPayload3Test {

    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    /** PROTOCOL 2.3: an event with its attachment, as captured. */
    @Test
    void anEventAndItsAttachmentAreAsCaptured() {
        String event = "451-[\"bin\",{\"_placeholder\":true,\"num\":0},\"€\"]";
        List<Packet> packets =
                List.of(Packet.message("0"), Packet.text(PacketType.MESSAGE, event.substring(1)), binary("01 02 03"));
        String captured = "00 02 ff 34 30 00 04 07 ff " + HEX.formatHex(event.getBytes(StandardCharsets.UTF_8))
                + " 01 04 ff 04 01 02 03";

        assertThat(captured).contains(" e2 82 ac 22 5d 01 ");
        assertBothWays(packets, captured);
    }

    /** PROTOCOL 2.3: what the encoder of Socket.IO 2 writes. */
    @Test
    void theTestVectorsOfTheReferenceAreMet() {
        assertBothWays(
                List.of(Packet.message("451€"), binary("01 02")), "00 07 ff 34 34 35 31 e2 82 ac 01 03 ff 04 01 02");
        assertBothWays(
                List.of(Packet.message("€😀"), Packet.message(filled(12))),
                "00 08 ff 34 e2 82 ac f0 9f 98 80 01 01 03 ff 04 01 01 01 01 01 01 01 01 01 01 01 01");
    }

    /** PROTOCOL 2.3: the example of the document, as its own test suite corrects it. */
    @Test
    void theTypeOfABinaryPacketIsCountedToo() {
        assertBothWays(List.of(binary("01 02 03 04")), "01 05 ff 04 01 02 03 04");
        assertBothWays(List.of(binary("")), "01 01 ff 04");
    }

    /** What a client of Socket.IO 1 writes even when nothing is binary. */
    @Test
    void aPayloadMayBeAllText() {
        assertBothWays(
                List.of(Packet.message("hello"), Packet.message("€")),
                "00 06 ff 34 68 65 6c 6c 6f 00 04 ff 34 e2 82 ac");
    }

    @Test
    void noPacketsAreNoBytes() {
        assertBothWays(List.of(), "");
    }

    @Test
    void theFormIsNeededForBinaryPacketsOnly() {
        assertThat(BinaryPayload3.needed(List.of())).isFalse();
        assertThat(BinaryPayload3.needed(List.of(Packet.PING, Packet.message("b4AQID"))))
                .isFalse();
        assertThat(BinaryPayload3.needed(List.of(Packet.PING, binary("")))).isTrue();
    }

    /** As utf8.js does, which the reference uses: Java would write question marks. */
    @Test
    void aLoneSurrogateIsWrittenAsTheReplacementCharacter() {
        byte[] body = BinaryPayload3.encode(List.of(Packet.message("a\ud800b\udc00"), binary("01")));

        assertThat(HEX.formatHex(body)).isEqualTo("00 09 ff 34 61 ef bf bd 62 ef bf bd 01 02 ff 04 01");
        assertThat(decode(HEX.formatHex(body)).get(0)).isEqualTo(Packet.message("a\ufffdb\ufffd"));
    }

    /** Clients of Socket.IO 1 write surrogates by themselves; the reference reads each as U+FFFD. */
    @Test
    void anEncodedSurrogateIsReadAsTheReplacementCharacter() {
        assertThat(decode("00 04 ff 34 ed a0 80")).containsExactly(Packet.message("\ufffd"));
        assertThat(decode("00 09 ff 34 61 ed a0 80 62 ed bf bf")).containsExactly(Packet.message("a\ufffdb\ufffd"));
        assertThat(decode("00 07 ff 34 ed a0 bd ed b8 80")).containsExactly(Packet.message("\ufffd\ufffd"));
    }

    @Test
    void textMayBeBase64HereToo() {
        assertThat(((Packet.Binary) decode("00 06 ff 62 34 41 51 49 44").get(0)).bytes())
                .containsExactly(1, 2, 3);
    }

    @Test
    void leadingZerosAreReadAsTheReferenceDoes() {
        assertThat(decode("00 00 02 ff 34 61")).containsExactly(Packet.message("a"));
    }

    @ParameterizedTest
    @CsvSource({
        "02 02 ff 34 61, neither text nor binary",
        "ff, neither text nor binary",
        "34 61, neither text nor binary",
        "00, length without end",
        "00 02, length without end",
        "00 02 34 61, bad length",
        "00 0a ff 34, bad length",
        "00 32 ff 34 61, bad length",
        "00 fe ff 34, bad length",
        "00 80 ff 34, bad length",
        "00 ff, missing length",
        "01 ff 04, missing length",
        "00 ff ff 34, missing length",
        "00 03 ff 34 61, length beyond the payload",
        "01 02 ff 04, length beyond the payload",
        "01 02 01 04 07 04 08 03 06 04 07 ff 04, length beyond the payload",
        "01 02 01 04 07 04 08 03 06 04 08 ff 04, length beyond the payload",
        "01 04 02 09 04 09 06 07 02 09 07 ff 04, length beyond the payload",
        "01 00 00 00 00 00 00 00 00 00 00 01 ff 04, bad length",
        "00 00 ff, empty packet",
        "01 00 ff, empty packet",
        "00 01 ff 37, unknown packet type",
        "00 01 ff 04, unknown packet type",
        "01 02 ff 34 61, binary packet that is not a message",
        "01 01 ff 02, binary packet that is not a message",
        "01 01 ff 09, binary packet that is not a message",
        "01 01 ff ff, binary packet that is not a message",
        "00 02 ff 34 ff, bad UTF-8",
        "00 03 ff 34 c0 80, bad UTF-8",
        "00 03 ff 34 e2 82, bad UTF-8",
        "00 03 ff 34 ed a0, bad UTF-8",
        "00 04 ff 34 ed a0 34, bad UTF-8",
        "00 05 ff 34 f4 90 80 80, bad UTF-8",
    })
    void whatIsNoPayloadLeavesNothing(String body, String fault) {
        Payload payload = BinaryPayload3.decode(HEX.parseHex(body));

        assertThat(payload.packets()).isEmpty();
        assertThat(payload.fault()).isEqualTo(fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"02", "00", "00 01", "00 01 ff", "00 01 ff 37", "01 01 ff 05", "00 02 ff 34 ff"})
    void decodingStopsAtTheFirstFault(String rest) {
        Payload payload = BinaryPayload3.decode(HEX.parseHex("00 01 ff 32 00 02 ff 34 61 " + rest));

        assertThat(payload.packets()).containsExactly(Packet.PING, Packet.message("a"));
        assertThat(payload.fault()).isNotNull();
    }

    @Test
    @Timeout(10)
    void aLengthOfAnyNumberOfDigitsIsRefusedAtOnce() {
        for (int digit : new int[] {0, 1, 9}) {
            for (int digits : new int[] {11, 400, 5_000_000}) {
                byte[] body = new byte[digits + 3];
                Arrays.fill(body, 1, digits + 1, (byte) digit);
                body[0] = 1;
                body[digits + 1] = (byte) 0xff;
                body[digits + 2] = 4;

                Payload payload = BinaryPayload3.decode(body);

                assertThat(payload.packets()).isEmpty();
                assertThat(payload.fault()).isEqualTo("bad length");
            }
        }
    }

    @Test
    @Timeout(10)
    void aMillionPacketsTakeNoMoreThanTheirTime() {
        assertThat(decode("00 01 ff 36 ".repeat(1_000_000).strip())).hasSize(1_000_000);
    }

    /** A surrogate leaves the fast way of decoding; a million must not start again a million times. */
    @Test
    @Timeout(10)
    void aMillionSurrogatesTakeNoMoreThanTheirTime() {
        byte[] surrogates = HEX.parseHex("ed a0 80 ".repeat(1_000_000).strip());
        byte[] body = new byte[10 + surrogates.length];
        byte[] header = HEX.parseHex("00 03 00 00 00 00 00 01 ff 34");
        System.arraycopy(header, 0, body, 0, header.length);
        System.arraycopy(surrogates, 0, body, header.length, surrogates.length);

        Payload payload = BinaryPayload3.decode(body);

        assertThat(payload.fault()).isNull();
        assertThat(payload.packets()).containsExactly(Packet.message("\ufffd".repeat(1_000_000)));
    }

    @Test
    void aPacketDoesNotSeeChangesOfTheBody() {
        byte[] body = HEX.parseHex("01 03 ff 04 01 02");
        Payload payload = BinaryPayload3.decode(body);

        Arrays.fill(body, (byte) 9);

        assertThat(((Packet.Binary) payload.packets().get(0)).bytes()).containsExactly(1, 2);
    }

    private static void assertBothWays(List<Packet> packets, String hex) {
        assertThat(HEX.formatHex(BinaryPayload3.encode(packets))).isEqualTo(hex);
        assertThat(decode(hex))
                .extracting(Packet::wire)
                .containsExactlyElementsOf(packets.stream().map(Packet::wire).toList());
    }

    private static List<Packet> decode(String hex) {
        Payload payload = BinaryPayload3.decode(HEX.parseHex(hex));
        assertThat(payload.fault()).isNull();
        return payload.packets();
    }

    private static Packet binary(String hex) {
        return Packet.message(HEX.parseHex(hex));
    }

    private static byte[] filled(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 1);
        return bytes;
    }
}
