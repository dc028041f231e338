package ee.socketio.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.engine.CorsOptions.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorsOptionsTest {

    private static final String MINE = "https://example.com";
    private static final String EVIL = "https://evil.test";

    @Test
    void theDefaultsAreThoseOfTheReference() {
        CorsOptions options = CorsOptions.builder().build();

        assertThat(options.origin()).isEqualTo(new Origin.Any());
        assertThat(options.credentials()).isFalse();
        assertThat(options.methods()).containsExactly("GET", "HEAD", "PUT", "PATCH", "POST", "DELETE");
        assertThat(options.allowedHeaders()).isEmpty();
        assertThat(options.exposedHeaders()).isEmpty();
        assertThat(options.maxAge()).isNull();
        assertThat(options.preflightStatus()).isEqualTo(204);
    }

    @Test
    void whatIsSetIsBuilt() {
        CorsOptions options = CorsOptions.builder()
                .origin(MINE)
                .credentials(true)
                .methods("GET")
                .allowedHeaders("a", "b")
                .exposedHeaders("c")
                .maxAge(Duration.ofSeconds(5))
                .optionsSuccessStatus(200)
                .preflightContinue(true)
                .build();

        assertThat(options)
                .isEqualTo(new CorsOptions(
                        new Origin.Fixed(MINE),
                        true,
                        List.of("GET"),
                        List.of("a", "b"),
                        List.of("c"),
                        Duration.ofSeconds(5),
                        200,
                        true));
    }

    @Test
    void aStarIsEverybody() {
        assertThat(CorsOptions.builder().origin("*").build().origin()).isEqualTo(new Origin.Any());
        assertThat(new Origin.Any().allows(EVIL)).isTrue();
    }

    @Test
    void aFixedOriginAllowsItself() {
        Origin origin = new Origin.Fixed(MINE);

        assertThat(origin.allows(MINE)).isTrue();
        assertThat(origin.allows(EVIL)).isFalse();
        assertThat(origin.allows(MINE + ".evil.test")).isFalse();
        assertThat(origin.allows("null")).isFalse();
    }

    @Test
    void aListAllowsItsMembers() {
        Origin origin =
                CorsOptions.builder().origins(MINE, "https://b.test").build().origin();

        assertThat(origin.allows(MINE)).isTrue();
        assertThat(origin.allows("https://b.test")).isTrue();
        assertThat(origin.allows(EVIL)).isFalse();
    }

    @Test
    void aListIsCopied() {
        List<String> origins = new ArrayList<>(List.of(MINE));
        Origin origin = Origin.anyOf(origins);

        origins.add(EVIL);

        assertThat(origin.allows(EVIL)).isFalse();
    }

    @Test
    void aPatternAllowsWhatItFinds() {
        Origin origin = Origin.matching(Pattern.compile("\\.example\\.com$"));

        assertThat(origin.allows("https://a.example.com")).isTrue();
        assertThat(origin.allows("https://a.example.com.evil.test")).isFalse();
    }

    @Test
    void everybodyMayBeReflectedAndNobodyAllowed() {
        assertThat(Origin.reflect().allows(EVIL)).isTrue();
        assertThat(Origin.none().allows(MINE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "https://a.test\r\nX: y", "https://a.test\n", "a\u0000", "a\u007f", "a\tb"})
    void anOriginSmugglesInNothing(String origin) {
        assertThatThrownBy(() -> CorsOptions.builder().origin(origin))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("'cors.origin'");
    }

    @Test
    void headersSmuggleInNothing() {
        String bad = "a\r\nSet-Cookie: b";
        assertThatThrownBy(() -> CorsOptions.builder().methods(bad).build())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("'cors.methods'");
        assertThatThrownBy(() -> CorsOptions.builder().allowedHeaders("ok", bad).build())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("'cors.allowedHeaders'");
        assertThatThrownBy(() -> CorsOptions.builder().exposedHeaders("a\u007f").build())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("'cors.exposedHeaders'");
    }

    @ParameterizedTest
    @ValueSource(ints = {199, 300, 404, 0, -1})
    void theStatusOfAPreflightIsASuccess(int status) {
        assertThatThrownBy(
                        () -> CorsOptions.builder().optionsSuccessStatus(status).build())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessage("Option 'cors.optionsSuccessStatus' is '" + status + "', but must be between 200 and 299");
    }

    @Test
    void theAgeIsNotNegative() {
        assertThat(CorsOptions.builder().maxAge(Duration.ZERO).build().maxAge()).isZero();
        assertThatThrownBy(() ->
                        CorsOptions.builder().maxAge(Duration.ofSeconds(-1)).build())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("'cors.maxAge'");
    }

    @Test
    void patternsAreEnoughOneByOne() {
        Origin origin = CorsOptions.builder()
                .origins(Pattern.compile("^https://.+\\.example\\.com$"), Pattern.compile("localhost"))
                .build()
                .origin();

        assertThat(origin.allows("https://a.example.com")).isTrue();
        assertThat(origin.allows("http://localhost:8080")).isTrue();
        assertThat(origin.allows(EVIL)).isFalse();
    }

    @Test
    void rulesOfAnyKindMayBeJoined() {
        Origin origin = Origin.oneOf(
                List.of(new Origin.Fixed(MINE), new Origin.Matching(o -> o.endsWith(":3000")), Origin.none()));

        assertThat(origin.allows(MINE)).isTrue();
        assertThat(origin.allows("http://a:3000")).isTrue();
        assertThat(origin.allows(EVIL)).isFalse();
        assertThat(Origin.oneOf(List.of()).allows(MINE)).isFalse();
    }

    @Test
    void theListsAreCopied() {
        List<String> methods = new ArrayList<>(List.of("GET"));
        CorsOptions options = new CorsOptions(new Origin.Any(), false, methods, List.of(), List.of(), null, 204, false);

        methods.add("POST");

        assertThat(options.methods()).containsExactly("GET");
    }
}
