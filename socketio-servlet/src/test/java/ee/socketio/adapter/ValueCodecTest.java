package ee.socketio.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.spi.MalformedPacketException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values between servers, beside what the libraries of Node.js write: notepack.io 2 and 3, and @msgpack/msgpack 2.8. */
class ValueCodecTest {

    private final ValueCodec codec = new ValueCodec(ValueCodec.defaultMapper());

    /** A bean, which needs JSON-B. */
    public record Point(int x, int y) {}

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private Object read(String hex) throws MalformedPacketException {
        return codec.readMessagePack(bytes(hex));
    }

    private String json(Object value) {
        return new String(codec.writeJson(value), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "d6ff00000000, 1970-01-01T00:00:00.000Z", // notepack 3 and @msgpack
        "d7ff1d5353006955b900, 2026-01-01T00:00:00.123Z",
        "c70cff3b8b87c0ffffffffffffffff, 1969-12-31T23:59:59.999Z",
        "c70cff000000000000000400000000, 2514-05-30T01:53:04.000Z",
        "d7000000019b76daa87b, 2026-01-01T00:00:00.123Z", // notepack 2
    })
    void datesAreTheTextThatJsonWouldHave(String hex, String text) throws Exception {
        assertThat(read(hex)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c70cff00000000ffffffffffffff00", "c703ff010203", "c70cff000000007fffffffffffffff"})
    void aTimestampThatIsNoneIsMalformedAtWorst(String hex) {
        try {
            assertThat(read(hex)).isInstanceOf(String.class);
        } catch (MalformedPacketException e) {
            assertThat(e).hasMessageContaining("timestamp");
        }
    }

    @Test
    void undefinedIsNullInListsAndNothingInMaps() throws Exception {
        assertThat(read("92c080")).isEqualTo(Arrays.asList(null, Map.of())); // notepack 3
        assertThat(read("92d4000081a161d40000")).isEqualTo(Arrays.asList(null, Map.of())); // notepack 2
        Map<String, Object> nothing = new LinkedHashMap<>();
        nothing.put("a", null);
        assertThat(read("92c081a161c0")).isEqualTo(Arrays.asList(null, nothing)); // @msgpack
    }

    @Test
    void bytesAreBytesInAllFormsOfThem() throws Exception {
        assertThat((byte[]) read("c4020102")).containsExactly(1, 2);
        assertThat((byte[]) read("c702000102")).containsExactly(1, 2); // an ArrayBuffer of notepack 2
    }

    @Test
    void largeNumbersAreWhatJavaScriptMeans() throws Exception {
        assertThat(read("94cf0020000000000000d3ffe0000000000000cb4340000000000000cbc340000000000000"))
                .isEqualTo(List.of(1L << 53, -(1L << 53), 0x1p53, -0x1p53));
        assertThat(read("cf8000000000000000")).isEqualTo(BigInteger.ONE.shiftLeft(63));
    }

    /** The one library writes what is no UTF-8, and notepack 3 another character: neither may cost the message. */
    @Test
    void halvesOfSurrogatePairsDoNotCostTheMessage() throws Exception {
        assertThat(read("a561eda08062").toString()).startsWith("a\ufffd").endsWith("b");
        assertThat(read("a561f09081a2")).isEqualTo("a" + Character.toString(0x10062));
        assertThat(codec.writeMessagePack("a\ud800b")).isEqualTo(bytes("a561efbfbd62"));
        assertThat(json("a\ud800b")).isEqualTo("\"a\\ud800b\"");
        assertThat(codec.read("{\"a\":\"\\ud800\"}".getBytes(StandardCharsets.UTF_8))
                        .toString())
                .contains("a");
    }

    @Test
    void bytesInJsonAreWhatNodeMakesOfThem() {
        assertThat(json(List.of("sse", new byte[] {1, -1}, Map.of("deep", ByteBuffer.wrap(new byte[0])))))
                .isEqualTo("[\"sse\",{\"type\":\"Buffer\",\"data\":[1,255]},"
                        + "{\"deep\":{\"type\":\"Buffer\",\"data\":[]}}]");
    }

    @Test
    void anObjectIsJsonUnlessThereAreBytesInIt() {
        assertThat(codec.write(Map.of("a", List.of(1)))).isEqualTo("{\"a\":[1]}".getBytes(StandardCharsets.UTF_8));
        assertThat(codec.write(Map.of("a", List.of(new byte[] {1})))).isEqualTo(bytes("81a16191c40101"));
    }

    @Test
    void beansAreWrittenByJsonB() throws Exception {
        assertThat(json(new Point(1, 2))).isEqualTo("{\"x\":1,\"y\":2}");
        assertThat(codec.readMessagePack(codec.writeMessagePack(List.of(new Point(1, 2)))))
                .isEqualTo(List.of(Map.of("x", 1L, "y", 2L)));
    }

    @Test
    void theFirstByteTellsWhatItIs() throws Exception {
        assertThat(codec.read("{}".getBytes(StandardCharsets.UTF_8))).isEqualTo(Map.of());
        assertThat(codec.read(bytes("80"))).isEqualTo(Map.of());
        assertThatThrownBy(() -> codec.read(new byte[0])).isInstanceOf(MalformedPacketException.class);
        assertThatThrownBy(() -> codec.read("[]".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedPacketException.class);
    }
}
