package ee.socketio.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamPositionTest {

    @ParameterizedTest
    @ValueSource(strings = {"0-0", "1795253210202-0", "1-18", "999999999999999999-999999999999999999"})
    void idsOfEntriesAreKnown(String text) {
        assertThat(StreamPosition.is(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "-",
                "1-",
                "-1",
                "1-2-3",
                "-1-0",
                "1--0",
                "+1-0",
                " 1-0",
                "1-0 ",
                "$",
                "a-0",
                "١-٠",
                "(1-0",
                "18446744073709551615-0"
            })
    void whatAClientMakesUpIsNone(String text) {
        assertThat(StreamPosition.is(text)).isFalse();
    }

    @Test
    void theirOrderIsThatOfTimeAndNotOfText() {
        List<String> ids = new ArrayList<>(List.of("10-0", "9-10", "9-9", "0-0", "1795253210202-0", "999999999999-7"));
        ids.sort(StreamPosition.ORDER);
        assertThat(ids).containsExactly("0-0", "9-9", "9-10", "10-0", "999999999999-7", "1795253210202-0");
        assertThat(StreamPosition.ORDER.compare("1-0", "1-0")).isZero();
    }
}
