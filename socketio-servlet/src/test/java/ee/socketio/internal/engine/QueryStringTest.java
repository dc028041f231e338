package ee.socketio.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryStringTest {

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"&", "&&&"})
    void noQueryHasNoParameters(String query) {
        assertThat(QueryString.parse(query)).isEmpty();
    }

    @Test
    void theParametersOfARealClientAreRead() {
        assertThat(QueryString.parse("a=b%20c&EIO=4&transport=polling&t=7n4ojwu0&sid=lv_VI97HAXpY6yYWAAAB"))
                .containsExactly(
                        Map.entry("a", "b c"),
                        Map.entry("EIO", "4"),
                        Map.entry("transport", "polling"),
                        Map.entry("t", "7n4ojwu0"),
                        Map.entry("sid", "lv_VI97HAXpY6yYWAAAB"));
    }

    @ParameterizedTest
    @CsvSource({
        "a, a, ''",
        "a=, a, ''",
        "=b, '', b",
        "=, '', ''",
        "a=b=c, a, b=c",
        "a=b+c, a, b c",
        "a=%2B%26%3D, a, +&=",
        "a=%E2%82%AC, a, €",
        "a=%F0%9F%98%80, a, \uD83D\uDE00",
        "%61=b, a, b",
        "A=b, A, b",
        "a=%ff, a, \uFFFD",
        "constructor=x, constructor, x",
        "__proto__=x, __proto__, x",
    })
    void aPairIsDecoded(String query, String name, String value) {
        assertThat(QueryString.parse(query)).containsExactly(Map.entry(name, value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "%zz", "100%", "%-1", "a%"})
    void whatIsNotValidEscapingIsTakenLiterally(String text) {
        assertThat(QueryString.parse("a=" + text)).containsExactly(Map.entry("a", text));
    }

    @Test
    void ofARepeatedNameTheLastValueCounts() {
        assertThat(QueryString.parse("EIO=3&sid=a&EIO=4&sid=")).isEqualTo(Map.of("EIO", "4", "sid", ""));
    }

    @Test
    void namesDifferByCase() {
        assertThat(QueryString.parse("eio=3&EIO=4")).isEqualTo(Map.of("eio", "3", "EIO", "4"));
    }

    @Test
    void emptyPairsAreSkipped() {
        assertThat(QueryString.parse("&a=1&&b=2&")).isEqualTo(Map.of("a", "1", "b", "2"));
    }

    @Test
    void nobodyCanChangeTheParameters() {
        Map<String, String> query = QueryString.parse("a=1");

        assertThatThrownBy(() -> query.put("b", "2")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void noTextAtAllIsAnError() {
        Random random = new Random(7);
        String alphabet = "ab&&==%%+0fF \u00e9\ud83d\udc00\u0000";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder query = new StringBuilder();
            for (int length = random.nextInt(20); length > 0; length--) {
                query.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String text = query.toString();

            Map<String, String> parsed = QueryString.parse(text);

            assertThat(parsed.size()).as(text).isLessThanOrEqualTo(text.split("&", -1).length);
        }
    }
}
