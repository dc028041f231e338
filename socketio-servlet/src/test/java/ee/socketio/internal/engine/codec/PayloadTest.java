package ee.socketio.internal.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {

    /** PROTOCOL 1.7, as captured. */
    private static final String CAPTURED = "34 61 1e 34 62 1e 62 41 51 49 44 42 41 3d 3d";

    @Test
    void packetsAreEncodedAsTheReferenceDoes() {
        String body = Payload.encode(
                List.of(Packet.message("a"), Packet.message("b"), Packet.message(new byte[] {1, 2, 3, 4})));

        assertThat(HexFormat.ofDelimiter(" ").formatHex(body.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(CAPTURED);
    }

    @Test
    void whatTheReferenceEncodesIsDecoded() {
        String body = new String(HexFormat.ofDelimiter(" ").parseHex(CAPTURED), StandardCharsets.UTF_8);

        Payload payload = Payload.decode(body);

        assertThat(payload.fault()).isNull();
        assertThat(payload.packets()).extracting(Packet::wire).containsExactly("4a", "4b", "bAQIDBA==");
        assertThat(((Packet.Binary) payload.packets().get(2)).bytes()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void onePacketHasNoSeparator() {
        assertThat(Payload.encode(List.of(Packet.NOOP))).isEqualTo("6");
        assertThat(Payload.decode("6").packets()).containsExactly(Packet.NOOP);
    }

    @Test
    void emptyMessagesHaveTheirPlaces() {
        List<Packet> packets = List.of(Packet.message(""), Packet.message(new byte[0]), Packet.message(""));

        assertThat(Payload.encode(packets)).isEqualTo("4\u001eb\u001e4");
        assertThat(Payload.decode("4\u001eb\u001e4").packets())
                .extracting(Packet::wire)
                .containsExactly("4", "b", "4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u001e4a", "\u001e", "\u001e\u001e"})
    void anEmptySegmentAtTheBeginningLeavesNothing(String body) {
        Payload payload = Payload.decode(body);

        assertThat(payload.packets()).isEmpty();
        assertThat(payload.fault()).isEqualTo("empty packet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4a\u001e", "4a\u001e\u001e4b"})
    void anEmptySegmentLaterLeavesWhatStandsBeforeIt(String body) {
        Payload payload = Payload.decode(body);

        assertThat(payload.packets()).containsExactly(Packet.message("a"));
        assertThat(payload.fault()).isEqualTo("empty packet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4a\u001e4b\u001ex\u001e4c", "4a\u001e4b\u001eb*\u001e4c", "4a\u001e4b\u001e7"})
    void decodingStopsAtTheFirstMalformedPacket(String body) {
        Payload payload = Payload.decode(body);

        assertThat(payload.packets()).containsExactly(Packet.message("a"), Packet.message("b"));
        assertThat(payload.fault()).isNotNull();
    }

    @Test
    void packetsAfterAClosePacketAreDecodedToo() {
        assertThat(Payload.decode("1\u001e4a").packets()).containsExactly(Packet.CLOSE, Packet.message("a"));
    }

    @Test
    @Timeout(10)
    void aMillionPacketsTakeNoMoreThanTheirTime() {
        Payload payload = Payload.decode("6\u001e".repeat(1_000_000) + "6");

        assertThat(payload.fault()).isNull();
        assertThat(payload.packets()).hasSize(1_000_001);
    }
}
