package ee.socketio.engine;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The cookie with the session id that is set on the polling handshake, for sticky load balancing. The server never
 * reads it back. Off by default, as in the reference.
 *
 * @param name the cookie's name
 * @param path the Path attribute, or null to leave it out
 * @param httpOnly whether scripts are kept from reading it
 * @param secure whether it travels over TLS only
 * @param sameSite {@code Lax}, {@code Strict}, {@code None}, or null to leave it out
 * @param domain the Domain attribute, or null
 * @param maxAge the Max-Age attribute, or null for a cookie that ends with the browser
 */
public record CookieOptions(
        String name,
        @Nullable String path,
        boolean httpOnly,
        boolean secure,
        @Nullable String sameSite,
        @Nullable String domain,
        @Nullable Duration maxAge) {

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern ATTRIBUTE = Pattern.compile("[\\x20-\\x3A\\x3C-\\x7E]*");

    /** Checks every attribute, so that none can smuggle in another header or attribute. */
    public CookieOptions {
        if (!TOKEN.matcher(name).matches()) {
            throw new InvalidOptionException("cookie.name", name, "a token of RFC 6265");
        }
        requireAttribute("cookie.path", path);
        requireAttribute("cookie.domain", domain);
        if (sameSite != null) {
            sameSite = capitalised(sameSite);
        }
        if (maxAge != null && maxAge.isNegative()) {
            throw new InvalidOptionException("cookie.maxAge", maxAge.toSeconds(), "zero or positive");
        }
    }

    /** The reference's defaults: name {@code io}, path {@code /}, HttpOnly, SameSite Lax. */
    public static CookieOptions defaults() {
        return named("io");
    }

    /** The reference's defaults under another name. */
    public static CookieOptions named(String name) {
        return new CookieOptions(name, "/", true, false, "Lax", null, null);
    }

    /** The Set-Cookie value for this session id. */
    public String header(String sessionId) {
        StringBuilder header = new StringBuilder(name).append('=').append(sessionId);
        append(header, "; Max-Age=", maxAge == null ? null : maxAge.toSeconds());
        append(header, "; Domain=", domain);
        append(header, "; Path=", path);
        append(header, "; HttpOnly", httpOnly ? "" : null);
        append(header, "; Secure", secure ? "" : null);
        append(header, "; SameSite=", sameSite);
        return header.toString();
    }

    private static void append(StringBuilder header, String attribute, @Nullable Object value) {
        if (value != null) {
            header.append(attribute).append(value);
        }
    }

    private static void requireAttribute(String option, @Nullable String value) {
        if (value != null && !ATTRIBUTE.matcher(value).matches()) {
            throw new InvalidOptionException(option, value, "printable ASCII without ';'");
        }
    }

    private static String capitalised(String sameSite) {
        return switch (sameSite.toLowerCase(Locale.ROOT)) {
            case "lax" -> "Lax";
            case "strict" -> "Strict";
            case "none" -> "None";
            default -> throw new InvalidOptionException("cookie.sameSite", sameSite, "Lax, Strict or None");
        };
    }
}
