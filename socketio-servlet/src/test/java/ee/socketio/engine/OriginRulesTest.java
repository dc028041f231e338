package ee.socketio.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of 2.x; the cases and their results were taken from socket.io 2.5.1. */
class OriginRulesTest {

    @ParameterizedTest
    @CsvSource({
        "https://foo.example.com:443, https://foo.example.com",
        "https://foo.example.com:443, https://FOO.example.com:443",
        "https://FOO.example.com:443, https://foo.example.com",
        "https://foo.example.com:443, https://foo.example.com/a/b?c",
        "https://foo.example.com:443, https://user:pw@foo.example.com",
        "https://foo.example.com, https://foo.example.com",
        "http://foo.example.com/, http://foo.example.com:80",
        "foo.example.com:443, https://foo.example.com",
        "foo.example.com:443, http://foo.example.com:443",
        "foo.example.com:*, http://foo.example.com",
        "foo.example.com:*, https://foo.example.com:8443",
        "foo.example.com:*, chrome-extension://foo.example.com",
        "*:443, https://any.test",
        "*:443, http://any.test:443",
        "*:80, http://any.test",
        "*:80, *",
        "*:80, foo.example.com",
        "[::1]:80, http://[::1]",
        "http://[::1]:8080, http://[::1]:8080",
        "under_score.test:80, http://under_score.test",
        "*:*, https://any.test",
        "*:*, *",
        "*, null",
        "a.test:1 *:*, *"
    })
    void theseAreAllowed(String rule, String origin) {
        assertThat(OriginRules.of(List.of(rule)).test(origin)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://foo.example.com:443, http://foo.example.com",
        "https://foo.example.com:443, http://foo.example.com:443",
        "https://foo.example.com:443, https://foo.example.com:8443",
        "https://foo.example.com:443, https://foo.example.com.evil.test",
        "https://foo.example.com:443, https://evil.test/https://foo.example.com",
        "https://foo.example.com:443, https://foo.example.com@evil.test",
        "https://foo.example.com:443, https://evil.test\\@foo.example.com",
        "https://foo.example.com:443, https://evil.test#@foo.example.com",
        "https://foo.example.com:443, https://evil.test?@foo.example.com",
        "https://foo.example.com:443, *",
        "https://foo.example.com:443, foo.example.com",
        "foo.example.com:443, http://foo.example.com",
        "foo.example.com:*, https://xfoo.example.com",
        "foo.example.com:*, http://foo.example.com:b",
        "foo.example.com:*, *",
        "*:443, http://any.test",
        "*:443, *",
        "*:80, https://any.test",
        "example.com:443, https://ple.com"
    })
    void theseAreNot(String rule, String origin) {
        assertThat(OriginRules.of(List.of(rule)).test(origin)).isFalse();
    }

    @Test
    void oneRuleOfSeveralIsEnoughHoweverTheyAreWritten() {
        for (List<String> written : List.of(
                List.of("https://a.test:443", "b.test:*"),
                List.of("https://a.test:443, b.test:*"),
                List.of(" https://a.test:443\n b.test:* ,"))) {
            OriginRules rules = OriginRules.of(written);

            assertThat(rules.test("https://a.test")).isTrue();
            assertThat(rules.test("http://b.test:8080")).isTrue();
            assertThat(rules.test("http://a.test")).isFalse();
        }
    }

    @Test
    void noRuleAllowsNobody() {
        assertThat(OriginRules.of(List.of()).test("https://a.test")).isFalse();
        assertThat(OriginRules.of(List.of(" ")).test("*")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "foo.example.com",
                "https://foo.example.com:*",
                "https://*:443",
                "*.example.com:443",
                "foo:bar",
                "https://foo:bar",
                ":443",
                "::1:80",
                "/foo/",
                "null"
            })
    void whatNeverMatchesIsAMistake(String rule) {
        assertThatThrownBy(() -> OriginRules.of(List.of(rule)))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("origins")
                .hasMessageContaining(rule)
                .hasMessageContaining("https://foo.example.com:443");
    }
}
