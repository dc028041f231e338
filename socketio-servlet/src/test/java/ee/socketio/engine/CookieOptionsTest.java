package ee.socketio.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CookieOptionsTest {

    /** PROTOCOL 1.6, as captured. */
    @Test
    void theDefaultHeaderIsTheOneOfTheReference() {
        assertThat(CookieOptions.defaults().header("SID")).isEqualTo("io=SID; Path=/; HttpOnly; SameSite=Lax");
    }

    @Test
    void onlyTheNameMayBeOther() {
        assertThat(CookieOptions.named("sess").header("SID")).isEqualTo("sess=SID; Path=/; HttpOnly; SameSite=Lax");
    }

    /** In the order of the package {@code cookie} 0.7, as captured. */
    @Test
    void everyAttributeIsWritten() {
        CookieOptions cookie = CookieOptions.builder()
                .name("sess")
                .path("/custom/")
                .httpOnly(true)
                .secure(true)
                .sameSite("Strict")
                .domain("example.com")
                .maxAge(Duration.ofDays(1))
                .expires(Instant.parse("2031-03-02T01:04:05.999Z"))
                .partitioned(true)
                .priority("high")
                .build();

        assertThat(cookie.header("SID"))
                .isEqualTo("sess=SID; Max-Age=86400; Domain=example.com; Path=/custom/;"
                        + " Expires=Sun, 02 Mar 2031 01:04:05 GMT; HttpOnly; Secure; Partitioned; Priority=High;"
                        + " SameSite=Strict");
    }

    @Test
    void attributesMayBeLeftOut() {
        CookieOptions bare = CookieOptions.builder()
                .name("a")
                .path(null)
                .httpOnly(false)
                .sameSite(null)
                .build();

        assertThat(bare.header("b")).isEqualTo("a=b");
    }

    @ParameterizedTest
    @CsvSource({"low, Low", "Medium, Medium", "HIGH, High"})
    void aPriorityIsWrittenAsBrowsersExpectIt(String given, String written) {
        assertThat(CookieOptions.builder().priority(given).build().header("b")).contains("; Priority=" + written + ";");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "urgent", "High; Domain=evil.test", "low\r\nX: y"})
    void aPriorityIsOneOfThree(String priority) {
        assertThatThrownBy(() -> CookieOptions.builder().priority(priority).build())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContainingAll("'cookie.priority'", "Low, Medium or High");
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 'Thu, 01 Jan 1970 00:00:00 GMT'",
        "1601-01-01T00:00:00Z, 'Mon, 01 Jan 1601 00:00:00 GMT'",
        "9999-12-31T23:59:58Z, 'Fri, 31 Dec 9999 23:59:58 GMT'",
    })
    void anExpiryIsADateOfHttp(Instant expires, String written) {
        assertThat(CookieOptions.builder().expires(expires).build().header("b")).contains("; Expires=" + written + ";");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1600-12-31T23:59:59Z", "+10000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z"})
    void anExpiryIsOneThatBrowsersCanRead(Instant expires) {
        assertThatThrownBy(() -> CookieOptions.builder().expires(expires).build())
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("'cookie.expires'");
    }

    @ParameterizedTest
    @CsvSource({"lax, Lax", "LAX, Lax", "Lax, Lax", "strict, Strict", "sTRICT, Strict", "none, None"})
    void sameSiteIsWrittenAsBrowsersExpectIt(String given, String written) {
        assertThat(cookie("io", "/", given, null).header("b")).endsWith("SameSite=" + written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no", "Lax; Secure", "Lax\r\nX: y", " lax"})
    void sameSiteIsOneOfThree(String sameSite) {
        assertThatThrownBy(() -> cookie("io", "/", sameSite, null))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContainingAll("'cookie.sameSite'", "Lax, Strict or None");
    }

    /** GHSA-pxg6-pf52-xh8x: whoever sets a name must not set another attribute, nor another header. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "a b", "a=b", "a;b", "a; Domain=evil.test", "a,b", "a\r\nSet-Cookie: b=c", "a\n", "a\tb",
                        "\"a\"",
                "a\u0000", "é", "a@b", "(a)", "a/b", "a[b]", "a{b}", "a?b", "a:b", "a\\b", "<a>"
            })
    void aNameIsAToken(String name) {
        assertThatThrownBy(() -> cookie(name, "/", "Lax", null))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("'cookie.name'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"io", "__Host-io", "JSESSIONID", "a.b_c-d", "!#$%&'*+-.^_`|~"})
    void anyTokenIsAName(String name) {
        assertThat(cookie(name, "/", "Lax", null).header("SID")).startsWith(name + "=SID;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/;b", "/; Secure", "/\r\nSet-Cookie: a=b", "/\n", "/\t", "/\u0000", "/é", "/\u007f"})
    void aPathSmugglesInNothing(String path) {
        assertThatThrownBy(() -> cookie("io", path, "Lax", null))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("'cookie.path'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"example.com; HttpOnly", ";", "example.com\r\nX: y", "exa\u0000mple.com", "\u00e9xample.com"})
    void aDomainSmugglesInNothing(String domain) {
        assertThatThrownBy(() -> cookie("io", "/", "Lax", domain))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("'cookie.domain'");
    }

    @Test
    void theAgeIsNotNegative() {
        assertThat(aged(Duration.ZERO).header("b")).startsWith("io=b; Max-Age=0;");
        assertThatThrownBy(() -> aged(Duration.ofSeconds(-1)))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("'cookie.maxAge'");
    }

    private static CookieOptions cookie(String name, String path, String sameSite, String domain) {
        return CookieOptions.builder()
                .name(name)
                .path(path)
                .sameSite(sameSite)
                .domain(domain)
                .build();
    }

    private static CookieOptions aged(Duration maxAge) {
        return CookieOptions.builder().maxAge(maxAge).build();
    }
}
