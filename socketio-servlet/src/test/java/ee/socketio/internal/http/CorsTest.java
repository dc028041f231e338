package ee.socketio.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.CorsOptions;
import ee.socketio.engine.CorsOptions.Origin;
import ee.socketio.fakes.FakeRequest;
import ee.socketio.fakes.FakeResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of PROTOCOL 1.11. */
class CorsTest {

    private static final String MINE = "https://example.com";
    private static final String EVIL = "https://evil.test";

    private final FakeResponse response = new FakeResponse();

    @Test
    void everybodyIsAllowedByAStar() {
        assertThat(apply(CorsOptions.builder(), "GET", EVIL)).isFalse();

        assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(response.headerNames()).containsExactly("Access-Control-Allow-Origin");
    }

    @Test
    void aPreflightIsAnswered() {
        CorsOptions options = CorsOptions.builder().build();
        FakeRequest request = FakeRequest.of("OPTIONS")
                .header("Origin", EVIL)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "x-a,x-b");

        assertThat(new Cors(options).apply(request.proxy(), response.proxy())).isTrue();

        assertThat(response.status()).isEqualTo(204);
        assertThat(response.header("Content-Length")).isEqualTo("0");
        assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(response.header("Access-Control-Allow-Methods")).isEqualTo("GET,HEAD,PUT,PATCH,POST,DELETE");
        assertThat(response.header("Vary")).isEqualTo("Access-Control-Request-Headers");
        assertThat(response.header("Access-Control-Allow-Headers")).isEqualTo("x-a,x-b");
    }

    @Test
    void aPreflightMayGoOnWithItsHeaders() {
        assertThat(apply(CorsOptions.builder().preflightContinue(true).optionsSuccessStatus(201), "OPTIONS", EVIL))
                .isFalse();

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("Content-Length")).isNull();
        assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(response.header("Access-Control-Allow-Methods")).isEqualTo("GET,HEAD,PUT,PATCH,POST,DELETE");
    }

    @Test
    void aPreflightThatAsksForNoHeadersIsAllowedNone() {
        assertThat(apply(CorsOptions.builder(), "OPTIONS", EVIL)).isTrue();

        assertThat(response.header("Access-Control-Allow-Headers")).isNull();
    }

    @Test
    void aFixedOriginIsSentWhateverTheRequestsOriginIs() {
        apply(CorsOptions.builder().origin(MINE).credentials(true), "GET", EVIL);

        assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo(MINE);
        assertThat(response.header("Vary")).isEqualTo("Origin");
        assertThat(response.header("Access-Control-Allow-Credentials")).isEqualTo("true");
    }

    @Test
    void aListedOriginIsEchoed() {
        apply(CorsOptions.builder().origins("https://a.test", MINE), "GET", MINE);

        assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo(MINE);
        assertThat(response.header("Vary")).isEqualTo("Origin");
    }

    @Test
    void anOriginThatIsNotListedGetsNothingButTheVary() {
        apply(CorsOptions.builder().origins("https://a.test", MINE), "GET", EVIL);

        assertThat(response.header("Access-Control-Allow-Origin")).isNull();
        assertThat(response.header("Vary")).isEqualTo("Origin");
    }

    @Test
    void aRequestWithoutAnOriginGetsNoneBack() {
        apply(CorsOptions.builder().origin(Origin.reflect()), "GET", null);

        assertThat(response.header("Access-Control-Allow-Origin")).isNull();
    }

    @Test
    void explicitHeadersReplaceTheEcho() {
        CorsOptions options = CorsOptions.builder().allowedHeaders("x-c", "x-d").build();
        FakeRequest request =
                FakeRequest.of("OPTIONS").header("Origin", EVIL).header("Access-Control-Request-Headers", "x-a");

        new Cors(options).apply(request.proxy(), response.proxy());

        assertThat(response.header("Access-Control-Allow-Headers")).isEqualTo("x-c,x-d");
        assertThat(response.header("Vary")).isNull();
    }

    @Test
    void aListAndAnEchoVaryByBoth() {
        apply(CorsOptions.builder().origins(MINE), "OPTIONS", MINE);

        assertThat(response.header("Vary")).isEqualTo("Origin & Access-Control-Request-Headers");
    }

    @Test
    void everyOptionHasItsHeader() {
        apply(
                CorsOptions.builder()
                        .methods("GET", "POST")
                        .exposedHeaders("x-e", "x-f")
                        .maxAge(Duration.ofMinutes(1))
                        .optionsSuccessStatus(200),
                "OPTIONS",
                EVIL);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("Access-Control-Allow-Methods")).isEqualTo("GET,POST");
        assertThat(response.header("Access-Control-Expose-Headers")).isEqualTo("x-e,x-f");
        assertThat(response.header("Access-Control-Max-Age")).isEqualTo("60");
    }

    @Test
    void whatIsForPreflightsIsNotSentWithOtherResponses() {
        apply(CorsOptions.builder().maxAge(Duration.ofMinutes(1)).exposedHeaders("x-e"), "POST", EVIL);

        assertThat(response.headerNames())
                .containsExactlyInAnyOrder("Access-Control-Allow-Origin", "Access-Control-Expose-Headers");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "https://example.com, example.com, https://a.test, true",
                "https://EXAMPLE.com, example.COM, https://a.test, true",
                "http://localhost:8080, localhost:8080, https://a.test, true",
                "http://localhost:3000, localhost:8080, https://a.test, false",
                "https://a.test, example.com, https://a.test, true",
                "https://evil.test, example.com, https://a.test, false",
                "https://example.com.evil.test, example.com, https://a.test, false",
                "https://evil.test/example.com, example.com, https://a.test, false",
                "https://example.com@evil.test, example.com, https://a.test, false",
                "https://evil.test, example.com, *, true",
                "null, example.com, https://a.test, false",
                "not a uri, example.com, https://a.test, false",
                "'', example.com, https://a.test, false",
                "https://example.com, none, https://a.test, false",
                "none, example.com, https://a.test, true",
            })
    void anUpgradeIsAllowedFromNowhereFromHereAndFromAllowedOrigins(
            String origin, String host, String allowed, boolean expected) {
        FakeRequest request = FakeRequest.of("GET");
        if (origin != null) {
            request.header("Origin", origin);
        }
        if (host != null) {
            request.header("Host", host);
        }

        Cors cors = new Cors(CorsOptions.builder().origin(allowed).build());

        assertThat(cors.allowsUpgrade(request.proxy())).isEqualTo(expected);
    }

    private boolean apply(CorsOptions.Builder options, String method, String origin) {
        FakeRequest request = FakeRequest.of(method);
        if (origin != null) {
            request.header("Origin", origin);
        }
        return new Cors(options.build()).apply(request.proxy(), response.proxy());
    }
}
