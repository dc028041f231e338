package ee.socketio.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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
 * @param expires the Expires attribute, or null; browsers look at it only without {@code maxAge}
 * @param partitioned whether an embedding site gets a cookie jar of its own; browsers then want {@code secure} too
 * @param priority {@code Low}, {@code Medium}, {@code High}, or null to leave it out; only Chromium knows it
 */
public record CookieOptions(
        String name,
        @Nullable String path,
        boolean httpOnly,
        boolean secure,
        @Nullable String sameSite,
        @Nullable String domain,
        @Nullable Duration maxAge,
        @Nullable Instant expires,
        boolean partitioned,
        @Nullable String priority) {

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern ATTRIBUTE = Pattern.compile("[\\x20-\\x3A\\x3C-\\x7E]*");

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** Checks every attribute, so that none can smuggle in another header or attribute. */
    public CookieOptions {
        if (!TOKEN.matcher(name).matches()) {
            throw new InvalidOptionException("cookie.name", name, "a token of RFC 6265");
        }
        requireAttribute("cookie.path", path);
        requireAttribute("cookie.domain", domain);
        sameSite = oneOf("cookie.sameSite", sameSite, "Lax", "Strict", "None");
        priority = oneOf("cookie.priority", priority, "Low", "Medium", "High");
        if (maxAge != null && maxAge.isNegative()) {
            throw new InvalidOptionException("cookie.maxAge", maxAge.toSeconds(), "zero or positive");
        }
        if (expires != null && !isFourDigitYear(expires)) {
            throw new InvalidOptionException("cookie.expires", expires, "between the years 1601 and 9999");
        }
    }

    /** The reference's defaults: name {@code io}, path {@code /}, HttpOnly, SameSite Lax. */
    public static CookieOptions defaults() {
        return builder().build();
    }

    /** The reference's defaults under another name. */
    public static CookieOptions named(String name) {
        return builder().name(name).build();
    }

    /** Starts with the reference's defaults: name {@code io}, path {@code /}, HttpOnly, SameSite Lax. */
    public static Builder builder() {
        return new Builder();
    }

    /** The same with another path, and readable for scripts or not. */
    CookieOptions with(@Nullable String otherPath, boolean otherHttpOnly) {
        return new CookieOptions(
                name, otherPath, otherHttpOnly, secure, sameSite, domain, maxAge, expires, partitioned, priority);
    }

    /** The Set-Cookie value for this session id; attributes in the reference's order. */
    public String header(String sessionId) {
        StringBuilder header = new StringBuilder(name).append('=').append(sessionId);
        append(header, "; Max-Age=", maxAge == null ? null : maxAge.toSeconds());
        append(header, "; Domain=", domain);
        append(header, "; Path=", path);
        append(header, "; Expires=", expires == null ? null : HTTP_DATE.format(expires));
        append(header, "; HttpOnly", httpOnly ? "" : null);
        append(header, "; Secure", secure ? "" : null);
        append(header, "; Partitioned", partitioned ? "" : null);
        append(header, "; Priority=", priority);
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

    private static boolean isFourDigitYear(Instant instant) {
        return !instant.isBefore(Instant.parse("1601-01-01T00:00:00Z"))
                && instant.isBefore(Instant.parse("9999-12-31T23:59:59Z"));
    }

    /** The spelling that browsers expect. */
    private static @Nullable String oneOf(String option, @Nullable String value, String... spellings) {
        for (String spelling : spellings) {
            if (spelling.equalsIgnoreCase(value)) {
                return spelling;
            }
        }
        if (value != null) {
            String accepted = spellings[0] + ", " + spellings[1] + " or " + spellings[2];
            throw new InvalidOptionException(option, value, accepted);
        }
        return null;
    }

    /** Builds {@link CookieOptions}. */
    public static final class Builder {
        private String name = "io";
        private @Nullable String path = "/";
        private boolean httpOnly = true;
        private boolean secure;
        private @Nullable String sameSite = "Lax";
        private @Nullable String domain;
        private @Nullable Duration maxAge;
        private @Nullable Instant expires;
        private boolean partitioned;
        private @Nullable String priority;

        private Builder() {}

        /** The cookie's name. */
        public Builder name(String name) {
            this.name = name;
            return this;
        }

        /** The Path attribute; null leaves it out. */
        public Builder path(@Nullable String path) {
            this.path = path;
            return this;
        }

        /** Whether scripts are kept from reading it. */
        public Builder httpOnly(boolean httpOnly) {
            this.httpOnly = httpOnly;
            return this;
        }

        /** Whether it travels over TLS only. */
        public Builder secure(boolean secure) {
            this.secure = secure;
            return this;
        }

        /** {@code Lax}, {@code Strict} or {@code None}, in any case; null leaves it out. */
        public Builder sameSite(@Nullable String sameSite) {
            this.sameSite = sameSite;
            return this;
        }

        /** The Domain attribute; null leaves it out. */
        public Builder domain(@Nullable String domain) {
            this.domain = domain;
            return this;
        }

        /** How long browsers keep it, in whole seconds; null until they end. */
        public Builder maxAge(@Nullable Duration maxAge) {
            this.maxAge = maxAge;
            return this;
        }

        /** When browsers forget it; null leaves it out. */
        public Builder expires(@Nullable Instant expires) {
            this.expires = expires;
            return this;
        }

        /** Whether an embedding site gets a cookie jar of its own. */
        public Builder partitioned(boolean partitioned) {
            this.partitioned = partitioned;
            return this;
        }

        /** {@code Low}, {@code Medium} or {@code High}, in any case; null leaves it out. */
        public Builder priority(@Nullable String priority) {
            this.priority = priority;
            return this;
        }

        /** Checks and builds. */
        public CookieOptions build() {
            return new CookieOptions(
                    name, path, httpOnly, secure, sameSite, domain, maxAge, expires, partitioned, priority);
        }
    }
}
