package ee.socketio.internal.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.EngineOptions;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextPayload3Test {

    private static final String SID = "NJxiAAAAAAAAAAAAAAAA";

    /** PROTOCOL 2.2, as captured. */
    @Test
    void lengthsAreUtf16CodeUnits() {
        assertThat(hex(TextPayload3.encode(List.of(Packet.message("hello"), Packet.message("€")))))
                .isEqualTo("36 3a 34 68 65 6c 6c 6f 32 3a 34 e2 82 ac");
        assertThat(hex(TextPayload3.encode(List.of(Packet.message("😀x"))))).isEqualTo("34 3a 34 f0 9f 98 80 78");
        assertThat(decode("6:4hello2:4€")).containsExactly(Packet.message("hello"), Packet.message("€"));
        assertThat(decode("4:4😀x")).containsExactly(Packet.message("😀x"));
    }

    @Test
    void binaryIsBase64AndItsLengthIsThatOfTheText() {
        assertThat(TextPayload3.encode(List.of(Packet.message(new byte[] {1, 2, 3}))))
                .isEqualTo("6:b4AQID");
        assertThat(((Packet.Binary) decode("6:b4AQID").get(0)).bytes()).containsExactly(1, 2, 3);
    }

    /** PROTOCOL 2.2, 2.5 and 2.7, as captured. */
    @Test
    void controlPacketsAreAsCaptured() {
        assertThat(hex(TextPayload3.encode(List.of(Packet.PING)))).isEqualTo("31 3a 32");
        assertThat(TextPayload3.encode(List.of(Packet3.PONG))).isEqualTo("1:3");
        assertThat(TextPayload3.encode(List.of(Packet.NOOP))).isEqualTo("1:6");
        assertThat(TextPayload3.encode(List.of(Packet.CLOSE))).isEqualTo("1:1");
        assertThat(decode("6:2probe")).containsExactly(Packet.text(PacketType.PING, "probe"));
        assertThat(decode("1:2")).containsExactly(Packet.PING);
    }

    /** PROTOCOL 2.2: 118 characters and 122 bytes from a server of Socket.IO 4. */
    @Test
    void theHandshakeHasTheLengthThatWasCaptured() {
        Packet open = OpenPacket.encode(SID, true, EngineOptions.builder().build());

        String body = TextPayload3.encode(List.of(open));

        assertThat(body).startsWith("118:0{\"sid\":\"" + SID + "\",\"upgrades\":[\"websocket\"],");
        assertThat(body.getBytes(StandardCharsets.UTF_8)).hasSize(122);
        assertThat(decode(body)).containsExactly(open);
    }

    /** PROTOCOL 2.7: what a server of Socket.IO 2.5 answers. */
    @Test
    void theHandshakeMayBeFollowedByTheConnectionOfTheRoot() {
        String open =
                "0{\"sid\":\"" + SID + "\",\"upgrades\":[\"websocket\"],\"pingInterval\":25000,\"pingTimeout\":20000}";
        List<Packet> packets = List.of(Packet.text(PacketType.OPEN, open.substring(1)), Packet.message("0"));

        assertThat(TextPayload3.encode(packets)).isEqualTo("97:" + open + "2:40");
        assertThat(decode("97:" + open + "2:40")).isEqualTo(packets);
    }

    @Test
    void noPacketsAreAnEmptyPacket() {
        assertThat(TextPayload3.encode(List.of())).isEqualTo("0:");
    }

    @Test
    void emptyPacketsArePassedOver() {
        assertThat(decode("0:")).isEmpty();
        assertThat(decode("00:")).isEmpty();
        assertThat(decode("0:1:20:0:1:60:")).containsExactly(Packet.PING, Packet.NOOP);
    }

    @Test
    void leadingZerosAreReadAsTheReferenceDoes() {
        assertThat(decode("007:4aaaaaa")).containsExactly(Packet.message("aaaaaa"));
        assertThat(decode("0000000001:2")).containsExactly(Packet.PING);
    }

    @Test
    void separatorsInsideAPacketAreData() {
        assertThat(decode("6:41:2:35:4\u001e\n\u0000x"))
                .containsExactly(Packet.message("1:2:3"), Packet.message("\u001e\n\u0000x"));
    }

    /** PROTOCOL 2.2: what closed the session with "parse error" when captured, and more of the kind. */
    @ParameterizedTest
    @CsvSource({
        "'', empty payload",
        "x:2, bad length",
        "2x:4a, bad length",
        "-1:2, bad length",
        "+1:2, bad length",
        "' 1:2', bad length",
        "1.0:2, bad length",
        "1e0:2, bad length",
        "0x1:2, bad length",
        "٤:4aaa, bad length",
        "１:2, bad length",
        "2:2, length beyond the payload",
        "1:, length beyond the payload",
        "2147483647:2, length beyond the payload",
        "2147483648:2, length beyond the payload",
        "4294967297:2, length beyond the payload",
        "9999999999:2, length beyond the payload",
        "18446744073709551617:2, bad length",
        "00000000001:2, bad length",
        "1, length without end",
        ":2, missing length",
        "1:7, unknown packet type",
        "1:x, unknown packet type",
        "1:b, binary packet that is not a message",
        "3:b4*, bad base64",
    })
    void whatIsNoPayloadLeavesNothing(String body, String fault) {
        Payload payload = TextPayload3.decode(body);

        assertThat(payload.packets()).isEmpty();
        assertThat(payload.fault()).isEqualTo(fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", ":", "1", "1:", "1:7", "2:4", "-1:2", "3:b4*", "\u001e4b", "5"})
    void decodingStopsAtTheFirstFault(String rest) {
        Payload payload = TextPayload3.decode("1:22:4a" + rest);

        assertThat(payload.packets()).containsExactly(Packet.PING, Packet.message("a"));
        assertThat(payload.fault()).isNotNull();
    }

    @Test
    void aLengthThatCutsAPairInTwoIsAFaultAfterIt() {
        Payload payload = TextPayload3.decode("2:4😀");

        assertThat(payload.packets()).containsExactly(Packet.message("\ud83d"));
        assertThat(payload.fault()).isEqualTo("bad length");
    }

    @Test
    @Timeout(10)
    void aLengthOfAnyNumberOfDigitsIsRefusedAtOnce() {
        for (String digits : List.of("9".repeat(400), "0".repeat(400) + "1", "1" + "0".repeat(5_000_000))) {
            Payload payload = TextPayload3.decode(digits + ":2");

            assertThat(payload.packets()).isEmpty();
            assertThat(payload.fault()).isEqualTo("bad length");
        }
    }

    @Test
    @Timeout(10)
    void aMillionPacketsTakeNoMoreThanTheirTime() {
        assertThat(decode("1:6".repeat(1_000_000))).hasSize(1_000_000);
        assertThat(decode("0:".repeat(1_000_000))).isEmpty();
    }

    private static List<Packet> decode(String body) {
        Payload payload = TextPayload3.decode(body);
        assertThat(payload.fault()).isNull();
        return payload.packets();
    }

    private static String hex(String body) {
        return HexFormat.ofDelimiter(" ").formatHex(body.getBytes(StandardCharsets.UTF_8));
    }
}
