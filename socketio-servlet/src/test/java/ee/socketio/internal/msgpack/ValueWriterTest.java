package ee.socketio.internal.msgpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values as bytes; what notepack 2.2 writes for the same value is what is expected, unless it is ext. */
class ValueWriterTest {

    private static String write(Object value) {
        return Hex.of(ValueWriter.write(
                value, other -> "converted " + other.getClass().getSimpleName()));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "127, 7f",
        "128, cc80",
        "255, ccff",
        "256, cd0100",
        "65535, cdffff",
        "65536, ce00010000",
        "4294967295, ceffffffff",
        "4294967296, cf0000000100000000",
        "9007199254740991, cf001fffffffffffff",
        "9223372036854775807, cf7fffffffffffffff",
        "-1, ff",
        "-32, e0",
        "-33, d0df",
        "-128, d080",
        "-129, d1ff7f",
        "-32768, d18000",
        "-32769, d2ffff7fff",
        "-2147483648, d280000000",
        "-2147483649, d3ffffffff7fffffff",
        "-9007199254740991, d3ffe0000000000001",
        "-9223372036854775808, d38000000000000000"
    })
    void anIntegerIsAsShortAsItCanBeWhateverItsClass(long value, String hex) {
        assertThat(write(value)).isEqualTo(hex);
        assertThat(write(BigInteger.valueOf(value))).isEqualTo(hex);
        assertThat(write(BigDecimal.valueOf(value))).isEqualTo(hex);
        assertThat(write(Json.createValue(value))).isEqualTo(hex);
        if (value == (int) value) {
            assertThat(write((int) value)).isEqualTo(hex);
        }
        if (value == (short) value) {
            assertThat(write((short) value)).isEqualTo(hex);
        }
        if (value == (byte) value) {
            assertThat(write((byte) value)).isEqualTo(hex);
        }
    }

    @Test
    void integersOf64BitsWithoutSignAreExactAndLargerOnesAreDoubles() {
        BigInteger largest = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

        assertThat(write(largest)).isEqualTo("cfffffffffffffffff");
        assertThat(write(new BigDecimal(largest))).isEqualTo("cfffffffffffffffff");
        assertThat(write(Json.createValue(largest))).isEqualTo("cfffffffffffffffff");
        assertThat(write(largest.add(BigInteger.ONE))).isEqualTo("cb43f0000000000000");
        assertThat(write(BigInteger.valueOf(Long.MIN_VALUE).subtract(BigInteger.ONE)))
                .isEqualTo("cbc3e0000000000000");
    }

    @Test
    void fractionsAreDoubles() {
        assertThat(write(1.5)).isEqualTo("cb3ff8000000000000");
        assertThat(write(1.5f)).isEqualTo("cb3ff8000000000000");
        assertThat(write(0.1f)).isEqualTo(write(0.1));
        assertThat(write(new BigDecimal("1.5"))).isEqualTo("cb3ff8000000000000");
        assertThat(write(Json.createValue(1.5))).isEqualTo("cb3ff8000000000000");
        assertThat(write(2.0)).as("a double stays one").isEqualTo("cb4000000000000000");
        assertThat(write(Double.NaN)).isEqualTo("cb7ff8000000000000");
        assertThat(write(Float.NEGATIVE_INFINITY)).isEqualTo("cbfff0000000000000");
    }

    @Test
    void aDecimalOfAnySizeIsWrittenAtOnce() {
        assertThat(write(new BigDecimal("1E+999999999"))).isEqualTo("cb7ff0000000000000");
        assertThat(write(new BigDecimal("1E-999999999"))).isEqualTo("cb0000000000000000");
        assertThat(write(new BigDecimal("1E+3"))).isEqualTo("cd03e8");
        assertThat(write(new BigDecimal(BigInteger.ONE, Integer.MIN_VALUE))).isEqualTo("cb7ff0000000000000");
    }

    @Test
    void nullAndBooleansAreOneByte() {
        assertThat(write(null)).isEqualTo("c0");
        assertThat(write(JsonValue.NULL)).isEqualTo("c0");
        assertThat(write(true)).isEqualTo("c3");
        assertThat(write(false)).isEqualTo("c2");
        assertThat(write(JsonValue.TRUE)).isEqualTo("c3");
        assertThat(write(JsonValue.FALSE)).isEqualTo("c2");
    }

    @Test
    void textIsUtf8WithTheShortestHeader() {
        assertThat(write("")).isEqualTo("a0");
        assertThat(write("hello")).isEqualTo("a568656c6c6f");
        assertThat(write(CharBuffer.wrap("hello"))).isEqualTo("a568656c6c6f");
        assertThat(write(Json.createValue("hello"))).isEqualTo("a568656c6c6f");
        assertThat(write("ö😀")).isEqualTo("a6c3b6f09f9880");
        assertThat(write("x".repeat(31))).startsWith("bf7878");
        assertThat(write("x".repeat(32))).startsWith("d9207878");
        assertThat(write("x".repeat(255))).startsWith("d9ff7878");
        assertThat(write("x".repeat(256))).startsWith("da01007878");
        assertThat(write("x".repeat(65_535))).startsWith("daffff7878");
        assertThat(write("x".repeat(65_536))).startsWith("db000100007878");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "\udc00", "a\ud800b", "\udc00\ud800"})
    void halvesOfSurrogatePairsBecomeTheReplacementCharacter(String text) {
        String replaced = text.replace('\ud800', '\ufffd').replace('\udc00', '\ufffd');

        assertThat(write(text)).isEqualTo(write(replaced));
        assertThat(write(text + "😀")).isEqualTo(write(replaced + "😀"));
    }

    @Test
    void bytesAreBinNeverExt() {
        assertThat(write(new byte[] {1, 2})).isEqualTo("c4020102");
        assertThat(write(new byte[0])).isEqualTo("c400");
        assertThat(write(ByteBuffer.wrap(new byte[] {0, 1, 2, 3}, 1, 2))).isEqualTo("c4020102");
        assertThat(write(new byte[255])).startsWith("c4ff00");
        assertThat(write(new byte[256])).startsWith("c5010000");
        assertThat(write(new byte[65_536])).startsWith("c60001000000").hasSize(2 * (5 + 65_536));
    }

    @Test
    void aBufferIsLeftAsItIs() {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2});

        assertThat(write(List.of(buffer, buffer.asReadOnlyBuffer()))).isEqualTo("92c4020102c4020102");
        assertThat(buffer.remaining()).isEqualTo(2);
    }

    @Test
    void containersHoldWhateverElseThereIs() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("a", null);
        map.put("b", new Object[] {1, new byte[] {7}});
        map.put(
                "c",
                Json.createArrayBuilder()
                        .add(Json.createObjectBuilder().add("d", 2))
                        .build());

        assertThat(write(map)).isEqualTo("83a161c0a16292 01c40107 a16391 81a16402".replace(" ", ""));
        assertThat(write(Arrays.asList(1, null, List.of()))).isEqualTo("9301c090");
        assertThat(write(Map.of())).isEqualTo("80");
        assertThat(write(Map.of(7, 1))).as("keys are text").isEqualTo("81a13701");
        assertThat(write(Collections.singletonMap(null, 1))).isEqualTo("81a46e756c6c01");
    }

    @Test
    void containersHaveTheShortestHeader() {
        assertThat(write(Collections.nCopies(15, 1))).startsWith("9f0101");
        assertThat(write(Collections.nCopies(16, 1))).startsWith("dc00100101");
        assertThat(write(Collections.nCopies(65_536, 1))).startsWith("dd000100000101");
        Map<Integer, Integer> map = new LinkedHashMap<>();
        for (int i = 0; i < 16; i++) {
            map.put(i, i);
        }
        assertThat(write(map)).startsWith("de0010a13000");
    }

    @Test
    void everythingElseIsConverted() {
        assertThat(write(List.of(new AtomicInteger(), Thread.State.NEW, new int[0])))
                .isEqualTo(write(List.of("converted AtomicInteger", "converted State", "converted int[]")));
    }

    @Test
    void aValueThatContainsItselfIsRefused() {
        List<Object> endless = new ArrayList<>();
        endless.add(endless);

        assertThatIllegalArgumentException().isThrownBy(() -> write(endless)).withMessageContaining("contains itself");
    }
}
