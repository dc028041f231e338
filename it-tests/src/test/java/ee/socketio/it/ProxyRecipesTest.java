package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.EngineOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no test can wait for: the numbers in the recipes of docs/PROXIES.md fit the default options. */
class ProxyRecipesTest {

    private static final Path RECIPES = Path.of("..", "docs", "proxies");
    private static final EngineOptions DEFAULTS = EngineOptions.builder().build();

    @ParameterizedTest
    @CsvSource({
        "nginx.conf, 2, 'proxy_(?:read|send)_timeout +(\\d+)s;'",
        "apache.conf, 2, 'BalancerMember .* timeout=(\\d+)'",
        "haproxy.cfg, 3, 'timeout (?:client|server|tunnel) +(\\d+)s'"
    })
    void aProxyIsMorePatientThanTheServer(String recipe, int timeouts, String pattern) throws IOException {
        long noticed = DEFAULTS.pingInterval().plus(DEFAULTS.pingTimeout()).toSeconds();
        assertThat(numbers(recipe, pattern)).hasSize(timeouts).allMatch(seconds -> seconds > noticed);
    }

    @Test
    void aProxyTakesBodiesAsLargeAsTheServerDoes() throws IOException {
        assertThat(numbers("nginx.conf", "client_max_body_size (\\d+)m;"))
                .singleElement()
                .matches(mebibytes -> mebibytes * 1024 * 1024 >= DEFAULTS.maxHttpBufferSize());
        assertThat(numbers("apache.conf", "LimitRequestBody (\\d+)"))
                .singleElement()
                .matches(bytes -> bytes >= DEFAULTS.maxHttpBufferSize());
    }

    private static List<Long> numbers(String recipe, String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(RECIPES.resolve(recipe)))
                .results()
                .map((MatchResult found) -> Long.valueOf(found.group(1)))
                .toList();
    }
}
