package ee.socketio.internal.msgpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import ee.socketio.spi.MalformedPacketException;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes as values: the whole format, what notepack adds to it, and what is wrong. */
class ValueReaderTest {

    private static Object read(String hex) throws MalformedPacketException {
        return ValueReader.read(Hex.bytes(hex));
    }

    private static void assertMalformed(String hex) {
        assertThatThrownBy(() -> read(hex)).as(hex).isInstanceOf(MalformedPacketException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "00, 0",
        "7f, 127",
        "e0, -32",
        "ff, -1",
        "cc80, 128",
        "cc01, 1",
        "cdffff, 65535",
        "ceffffffff, 4294967295",
        "cf0000000000000001, 1",
        "cf7fffffffffffffff, 9223372036854775807",
        "d080, -128",
        "d18000, -32768",
        "d280000000, -2147483648",
        "d38000000000000000, -9223372036854775808",
        "d30000000000000001, 1"
    })
    void integersAreLongs(String hex, long value) throws Exception {
        assertThat(read(hex)).isEqualTo(value);
    }

    @Test
    void integersThatNoLongCanHoldAreBig() throws Exception {
        assertThat(read("cf8000000000000000")).isEqualTo(new BigInteger("9223372036854775808"));
        assertThat(read("cfffffffffffffffff")).isEqualTo(new BigInteger("18446744073709551615"));
    }

    @Test
    void floatsAreDoubles() throws Exception {
        assertThat(read("cb3ff8000000000000")).isEqualTo(1.5);
        assertThat(read("ca3fc00000")).isEqualTo(1.5);
        assertThat(read("cb7ff8000000000000")).isEqualTo(Double.NaN);
        assertThat(read("cbfff0000000000000")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(read("cb4000000000000000")).isEqualTo(2.0);
    }

    @Test
    void scalarsAreRead() throws Exception {
        assertThat(read("c0")).isNull();
        assertThat(read("c2")).isEqualTo(false);
        assertThat(read("c3")).isEqualTo(true);
        assertThat(read("a6c3b6f09f9880")).isEqualTo("ö😀");
        assertThat(read("d90178")).isEqualTo("x");
        assertThat(read("da000178")).isEqualTo("x");
        assertThat(read("db0000000178")).isEqualTo("x");
        assertThat(read("c4020102")).isEqualTo(new byte[] {1, 2});
        assertThat(read("c500020102")).isEqualTo(new byte[] {1, 2});
        assertThat(read("c6000000020102")).isEqualTo(new byte[] {1, 2});
    }

    @Test
    void containersOfEverySizeAreRead() throws Exception {
        assertThat(read("9301c0a178")).isEqualTo(Arrays.asList(1L, null, "x"));
        assertThat(read("dc000101")).isEqualTo(List.of(1L));
        assertThat(read("dd0000000101")).isEqualTo(List.of(1L));
        assertThat(read("82a161c0a16280")).isEqualTo(mapWithNull("a", "b"));
        assertThat(read("de0001a16101")).isEqualTo(Map.of("a", 1L));
        assertThat(read("df00000001a16101")).isEqualTo(Map.of("a", 1L));
    }

    private static Map<String, Object> mapWithNull(String nullKey, String mapKey) {
        Map<String, Object> map = new HashMap<>(Map.of(mapKey, Map.of()));
        map.put(nullKey, null);
        return map;
    }

    @Test
    void integerKeysBecomeText() throws Exception {
        assertThat(read("8401a161ffa162cfffffffffffffffffa163a134a164"))
                .isEqualTo(Map.of("1", "a", "-1", "b", "18446744073709551615", "c", "4", "d"));
    }

    @Test
    void ofEqualKeysTheLastWins() throws Exception {
        assertThat(read("83a1310102c00103")).isEqualTo(mapOf("1", 3L, "2", null));
    }

    private static Map<String, Object> mapOf(String first, Object one, String second, Object two) {
        Map<String, Object> map = new HashMap<>();
        map.put(first, one);
        map.put(second, two);
        return map;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"81c001", "81c301", "81cb3ff800000000000001", "81c4016101", "819001", "818001", "81d4000001"})
    void otherKeysAreMalformed(String hex) {
        assertMalformed(hex);
    }

    @Test
    void undefinedIsAbsentFromMapsAndNullInLists() throws Exception {
        assertThat(read("d40000")).isNull();
        assertThat(read("82a161d40000a16201")).isEqualTo(Map.of("b", 1L));
        assertThat(read("92d4000001")).isEqualTo(Arrays.asList(null, 1L));
    }

    @Test
    void datesAreTheTextThatJsonWouldHave() throws Exception {
        assertThat(read("d7000000019b76daa800")).isEqualTo("2026-01-01T00:00:00.000Z");
        assertThat(read("d700ffffffffffffffff")).isEqualTo("1969-12-31T23:59:59.999Z");
        assertThat(read("d7000000000000000000")).isEqualTo("1970-01-01T00:00:00.000Z");
        assertThat(read("d7007fffffffffffffff")).asString().startsWith("+292278994-");
        assertThat(read("d7008000000000000000")).asString().startsWith("-292275055-");
    }

    @Test
    void otherExtensionsOfTypeZeroAreBytes() throws Exception {
        assertThat(read("c702000102")).isEqualTo(new byte[] {1, 2});
        assertThat(read("c7010000")).as("one byte, and not undefined").isEqualTo(new byte[] {0});
        assertThat(read("c708000000000000000000"))
                .as("eight bytes, and no date")
                .isEqualTo(new byte[8]);
        assertThat(read("c70000")).isEqualTo(new byte[0]);
        assertThat(read("c80002000102")).isEqualTo(new byte[] {1, 2});
        assertThat(read("c900000002000102")).isEqualTo(new byte[] {1, 2});
        assertThat(read("d5000102")).isEqualTo(new byte[] {1, 2});
    }

    @Test
    void extensionsOfOtherTypesAreTheTypeAndTheBytes() throws Exception {
        assertPair(read("d6ff00000001"), -1, 0, 0, 0, 1);
        assertPair(read("d40507"), 5, 7);
        assertPair(read("c7017f07"), 127, 7);
    }

    private static void assertPair(Object pair, long type, int... bytes) {
        assertThat((List<?>) pair).hasSize(2);
        assertThat(((List<?>) pair).get(0)).isEqualTo(type);
        assertThat((byte[]) ((List<?>) pair).get(1)).containsExactly(bytes);
    }

    @Test
    void aTypedArrayOfABrowserIsAMapWithTheIndicesAsKeys() throws Exception {
        assertThat(read("82a13001a13102")).isEqualTo(Map.of("0", 1L, "1", 2L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c1",
                "91c1", // nothing, the byte that is never used
                "a2",
                "a261",
                "d9",
                "d90161ff",
                "da0001",
                "db00000001", // text
                "c4",
                "c401",
                "c5ffff00",
                "c6ffffffff",
                "c67fffffff00", // bytes
                "cc",
                "cd00",
                "ce000000",
                "cf00",
                "d0",
                "d100",
                "d2",
                "d3",
                "ca00",
                "cb00", // numbers
                "91",
                "dc0001",
                "ddffffffff",
                "dd7fffffff00",
                "81",
                "81a161",
                "de0001",
                "dfffffffff",
                "df7fffffff00",
                "d4",
                "d400",
                "d500",
                "d60000",
                "d70000",
                "d80000",
                "c7",
                "c701",
                "c70200",
                "c8ffff00",
                "c9ffffffff00",
                "0000",
                "c0c0",
                "9000",
                "a0a0" // trailing bytes
            })
    void whatEndsTooEarlyOrTooLateIsMalformed(String hex) {
        assertMalformed(hex);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a1ff", "a2c328", "a3eda080", "a2c080", "a1c3", "81a1ff01"})
    void textThatIsNotUtf8IsMalformed(String hex) {
        assertMalformed(hex);
    }

    @Test
    void fiveHundredLevelsAreRead() throws Exception {
        assertThat(read("91".repeat(499) + "90")).isInstanceOf(List.class);
        assertThat(read("81a161".repeat(499) + "80")).isInstanceOf(Map.class);
        assertMalformed("91".repeat(500) + "90");
        assertMalformed("81a161".repeat(500) + "80");
    }

    @Test
    void noDepthOverflowsTheStack() {
        byte[] deep = new byte[1_000_000];
        Arrays.fill(deep, (byte) 0x91);

        assertThatThrownBy(() -> ValueReader.read(deep))
                .isInstanceOf(MalformedPacketException.class)
                .hasMessageContaining("deep");
    }

    /** Each of 499 nested lists claims nearly all that follows: lists that are made as large as told would take gigabytes. */
    @ParameterizedTest
    @ValueSource(strings = {"dd000f0000", "df00070000a0", "92c6000f0000", "92db000f0000", "92c9000f000005"})
    void lengthsThatLieAllocateNothing(String header) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        for (int i = 0; i < 499; i++) {
            message.writeBytes(Hex.bytes(header));
        }
        message.writeBytes(new byte[1_000_000]);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[] bytes = message.toByteArray();
        bytes[bytes.length - 1] = (byte) 0xc1; // and so it is malformed, at its very end

        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        assertThatThrownBy(() -> ValueReader.read(bytes)).isInstanceOf(MalformedPacketException.class);
        long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;

        assertThat(allocated).isLessThan(64 * 1_000_000);
    }
}
