package ee.socketio.internal.msgpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ee.socketio.spi.MalformedPacketException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random values and bytes, the same in every run. */
class ValueCodecFuzzTest {

    private static final ValueWriter.Conversion NONE = value -> {
        throw new IllegalArgumentException("not plain: " + value.getClass());
    };

    @Test
    void plainValuesComeBackAsTheyWere() throws Exception {
        Random random = new Random(592);
        for (int i = 0; i < 5000; i++) {
            Object value = value(random, 4);
            byte[] bytes = ValueWriter.write(value, NONE);
            assertThat(ValueReader.read(bytes))
                    .usingRecursiveComparison()
                    .withStrictTypeChecking()
                    .isEqualTo(value);
            assertThat(ValueWriter.write(ValueReader.read(bytes), NONE)).isEqualTo(bytes);
        }
    }

    @Test
    void randomBytesAreAValueOrMalformed() {
        Random random = new Random(593);
        int[] outcomes = new int[2];
        for (int i = 0; i < 100_000; i++) {
            byte[] noise = new byte[random.nextInt(30)];
            random.nextBytes(noise);
            outcomes[feed(noise)]++;
        }
        assertThat(outcomes[0]).as("values").isGreaterThan(1000);
        assertThat(outcomes[1]).as("malformed").isGreaterThan(20_000);
    }

    @Test
    void damagedValuesAreAValueOrMalformed() {
        Random random = new Random(594);
        int[] outcomes = new int[2];
        for (int i = 0; i < 30_000; i++) {
            byte[] bytes = ValueWriter.write(value(random, 3), NONE);
            for (int damages = 1 + random.nextInt(3); damages > 0; damages--) {
                bytes = damage(bytes, random);
            }
            outcomes[feed(bytes)]++;
        }
        assertThat(outcomes[0]).as("values").isGreaterThan(1000);
        assertThat(outcomes[1]).as("malformed").isGreaterThan(5000);
    }

    @Test
    void noTruncationIsAValue() {
        Random random = new Random(595);
        for (int i = 0; i < 500; i++) {
            byte[] bytes = ValueWriter.write(value(random, 3), NONE);
            for (int length = 0; length < bytes.length; length++) {
                assertThat(feed(Arrays.copyOf(bytes, length))).isOne();
            }
        }
    }

    /** Returns 0 for a value and 1 for malformed bytes. */
    private static int feed(byte[] bytes) {
        int[] outcome = new int[1];
        assertThatCode(() -> {
                    try {
                        ValueReader.read(bytes);
                    } catch (MalformedPacketException e) {
                        outcome[0] = 1;
                    }
                })
                .as(Hex.of(bytes))
                .doesNotThrowAnyException();
        return outcome[0];
    }

    private static byte[] damage(byte[] bytes, Random random) {
        if (bytes.length == 0) {
            return bytes;
        }
        byte[] damaged = bytes.clone();
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(4)) {
            case 0 -> damaged[at] = (byte) random.nextInt();
            case 1 -> damaged[at] = (byte) (0xc0 + random.nextInt(0x20)); // where all the formats are
            case 2 -> damaged = Arrays.copyOf(bytes, at);
            default -> {
                damaged = Arrays.copyOf(bytes, bytes.length + at);
                System.arraycopy(bytes, 0, damaged, bytes.length, at);
            }
        }
        return damaged;
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 7)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextLong() >> random.nextInt(64);
            case 3 -> new BigInteger(63, random).setBit(63);
            case 4 -> random.nextGaussian() * Math.pow(10, random.nextInt(20));
            case 5 -> text(random);
            case 6 -> bytes(random);
            case 7 -> list(random, depth - 1);
            default -> map(random, depth - 1);
        };
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(40); length > 0; length--) {
            int point = random.nextInt(random.nextBoolean() ? 0x80 : 0x110000);
            text.appendCodePoint(point >= 0xd800 && point < 0xe000 ? 'x' : point);
        }
        return text.toString();
    }

    private static List<Object> list(Random random, int depth) {
        List<Object> list = new ArrayList<>();
        for (int size = random.nextInt(20); size > 0; size--) {
            list.add(value(random, depth));
        }
        return list;
    }

    private static Map<String, Object> map(Random random, int depth) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int size = random.nextInt(20); size > 0; size--) {
            map.put(text(random), value(random, depth));
        }
        return map;
    }
}
