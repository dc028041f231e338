package ee.socketio.internal.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Utf8Test {

    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "a, 1",
        "\u007f, 1",
        "\u0080, 2",
        "\u07ff, 2",
        "\u0800, 3",
        "€, 3",
        "\ud7ff, 3",
        "\ue000, 3",
        "\uffff, 3",
        "\ud83d\ude00, 4",
        "a€\ud83d\ude00é, 10",
    })
    void aCharacterHasItsLength(String text, long length) {
        assertThat(Utf8.length(text)).isEqualTo(length);
    }

    /** Not as parameters: a test report cannot write them down. */
    @Test
    void aLoneSurrogateCountsAsWhatReplacesIt() {
        for (String text :
                new String[] {"\ud83d", "\ude00", "\ude00\ud83d", "\ud83d\ud83d\ude00", "a\ud83d", "\ud83da"}) {
            assertThat(Utf8.length(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
        }
    }

    @Test
    void theLengthIsThatOfTheBytesForAnyText() {
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            String text = randomText(random);

            assertThat(Utf8.length(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
        }
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(30); length > 0; length--) {
            switch (random.nextInt(4)) {
                case 0 -> text.append((char) random.nextInt(0x80));
                case 1 -> text.append((char) random.nextInt(0x10000));
                case 2 -> text.append((char) (0xd800 + random.nextInt(0x800)));
                default -> text.appendCodePoint(0x10000 + random.nextInt(0x100000));
            }
        }
        return text.toString();
    }
}
