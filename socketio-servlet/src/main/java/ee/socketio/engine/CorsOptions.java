package ee.socketio.engine;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Cross-origin rules, with the meaning that they have in the reference's {@code cors} option. Off by default: then no
 * header is sent at all.
 *
 * @param origin which origins may use the server
 * @param credentials whether {@code Access-Control-Allow-Credentials: true} is sent
 * @param methods what a preflight answers in {@code Access-Control-Allow-Methods}
 * @param allowedHeaders what a preflight answers in {@code Access-Control-Allow-Headers}; empty echoes the request
 * @param exposedHeaders {@code Access-Control-Expose-Headers}
 * @param maxAge {@code Access-Control-Max-Age}, or null
 * @param preflightStatus the status of the answer to a preflight, 200 to 299
 * @param preflightContinue whether a preflight is not answered here: it gets its headers and goes on like other requests,
 *     which the engine refuses, so a filter must answer it
 */
public record CorsOptions(
        Origin origin,
        boolean credentials,
        List<String> methods,
        List<String> allowedHeaders,
        List<String> exposedHeaders,
        @Nullable Duration maxAge,
        int preflightStatus,
        boolean preflightContinue) {

    /** Checks the values. */
    public CorsOptions {
        methods = List.copyOf(methods);
        allowedHeaders = List.copyOf(allowedHeaders);
        exposedHeaders = List.copyOf(exposedHeaders);
        if (preflightStatus < 200 || preflightStatus > 299) {
            throw new InvalidOptionException("cors.optionsSuccessStatus", preflightStatus, "between 200 and 299");
        }
        if (maxAge != null && maxAge.isNegative()) {
            throw new InvalidOptionException("cors.maxAge", maxAge.toSeconds(), "zero or positive");
        }
        requireNoLineBreak("cors.methods", methods);
        requireNoLineBreak("cors.allowedHeaders", allowedHeaders);
        requireNoLineBreak("cors.exposedHeaders", exposedHeaders);
    }

    /** Starts with every origin allowed and the reference's defaults for the rest. */
    public static Builder builder() {
        return new Builder();
    }

    private static void requireNoLineBreak(String option, List<String> values) {
        for (String value : values) {
            if (value.chars().anyMatch(c -> c < ' ' || c == 127)) {
                throw new InvalidOptionException(option, value, "without control characters");
            }
        }
    }

    /** Which origins are allowed, and how that is said. */
    public sealed interface Origin {

        /** Everybody: {@code Access-Control-Allow-Origin: *}. */
        record Any() implements Origin {}

        /** Exactly one; it is sent whatever the request's origin is, as in the reference. */
        record Fixed(String origin) implements Origin {
            /** Refuses what cannot be an origin. */
            public Fixed {
                if (origin.isBlank() || origin.chars().anyMatch(c -> c <= ' ' || c == 127)) {
                    throw new InvalidOptionException("cors.origin", origin, "an origin such as https://example.com");
                }
            }
        }

        /** Those that match; the request's origin is echoed if it does. {@code Vary: Origin} is sent always. */
        record Matching(Predicate<String> matches) implements Origin {}

        /** Everybody by echoing the request's origin, which credentials need. */
        static Origin reflect() {
            return new Matching(origin -> true);
        }

        /** Nobody but the server's own origin. */
        static Origin none() {
            return new Matching(origin -> false);
        }

        /** One of a list. */
        static Origin anyOf(List<String> origins) {
            return new Matching(List.copyOf(origins)::contains);
        }

        /** Those that a pattern finds. */
        static Origin matching(Pattern pattern) {
            return new Matching(origin -> pattern.matcher(origin).find());
        }

        /** One of these rules is enough. */
        static Origin oneOf(List<? extends Origin> rules) {
            List<Origin> alternatives = List.copyOf(rules);
            return new Matching(origin -> alternatives.stream().anyMatch(rule -> rule.allows(origin)));
        }

        /** Whether a page of this origin may use the server. */
        default boolean allows(String candidate) {
            if (this instanceof Fixed fixed) {
                return fixed.origin().equals(candidate);
            }
            return !(this instanceof Matching matching) || matching.matches().test(candidate);
        }
    }

    /** Builds {@link CorsOptions}. */
    public static final class Builder {
        private Origin origin = new Origin.Any();
        private boolean credentials;
        private List<String> methods = List.of("GET", "HEAD", "PUT", "PATCH", "POST", "DELETE");
        private List<String> allowedHeaders = List.of();
        private List<String> exposedHeaders = List.of();
        private @Nullable Duration maxAge;
        private int preflightStatus = 204;
        private boolean preflightContinue;

        private Builder() {}

        /** {@code *}, or exactly this origin. */
        public Builder origin(String origin) {
            return origin(origin.equals("*") ? new Origin.Any() : new Origin.Fixed(origin));
        }

        /** Any of these origins. */
        public Builder origins(String... origins) {
            return origin(Origin.anyOf(List.of(origins)));
        }

        /** Those that one of the patterns finds. */
        public Builder origins(Pattern... patterns) {
            return origin(Origin.oneOf(Stream.of(patterns).map(Origin::matching).toList()));
        }

        /** Origins by any rule; a predicate is {@link Origin.Matching}. */
        public Builder origin(Origin origin) {
            this.origin = origin;
            return this;
        }

        /** Whether cookies and other credentials may be sent; browsers then want a fixed or listed origin. */
        public Builder credentials(boolean credentials) {
            this.credentials = credentials;
            return this;
        }

        /** The methods that a preflight names. */
        public Builder methods(String... methods) {
            this.methods = List.of(methods);
            return this;
        }

        /** The request headers that a preflight names; by default those that were asked for. */
        public Builder allowedHeaders(String... allowedHeaders) {
            this.allowedHeaders = List.of(allowedHeaders);
            return this;
        }

        /** The response headers that scripts may read. */
        public Builder exposedHeaders(String... exposedHeaders) {
            this.exposedHeaders = List.of(exposedHeaders);
            return this;
        }

        /** How long a browser may remember a preflight. */
        public Builder maxAge(Duration maxAge) {
            this.maxAge = maxAge;
            return this;
        }

        /** The status of the answer to a preflight; default 204. */
        public Builder optionsSuccessStatus(int status) {
            this.preflightStatus = status;
            return this;
        }

        /** Whether a preflight goes on, with its headers, instead of being answered; default false. */
        public Builder preflightContinue(boolean preflightContinue) {
            this.preflightContinue = preflightContinue;
            return this;
        }

        /** Checks and builds. */
        public CorsOptions build() {
            return new CorsOptions(
                    origin,
                    credentials,
                    methods,
                    allowedHeaders,
                    exposedHeaders,
                    maxAge,
                    preflightStatus,
                    preflightContinue);
        }
    }
}
