package ee.socketio.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
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

    @Test
    void everyAttributeIsWritten() {
        CookieOptions cookie =
                new CookieOptions("sess", "/custom/", false, true, "Strict", "example.com", Duration.ofDays(1));

        assertThat(cookie.header("SID"))
                .isEqualTo("sess=SID; Max-Age=86400; Domain=example.com; Path=/custom/; Secure; SameSite=Strict");
    }

    @Test
    void attributesMayBeLeftOut() {
        assertThat(new CookieOptions("a", null, false, false, null, null, null).header("b"))
                .isEqualTo("a=b");
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
        return new CookieOptions(name, path, true, false, sameSite, domain, null);
    }

    private static CookieOptions aged(Duration maxAge) {
        return new CookieOptions("io", "/", true, false, "Lax", null, maxAge);
    }
}
