package ee.socketio.engine;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The origins that 2.x calls allowed: {@code https://foo.example.com:443}, {@code foo.example.com:443}, {@code
 * foo.example.com:*}, {@code *:443}, and {@code *:*} for all. An entry counts as a whole; in 2.x a part of a string was enough,
 * so that {@code ple.com:443} passed where {@code example.com:443} was allowed.
 */
record OriginRules(Set<String> rules) implements Predicate<String> {

    /** What 2.x calls the origin of a request that does not tell any. */
    static final String UNKNOWN = "*";

    /** Whom a URL belongs to: browsers end the authority at a backslash too. */
    private static final Pattern URL = Pattern.compile("([a-z][a-z0-9+.-]*:)//([^/?#\\\\]*).*", Pattern.DOTALL);

    private static final Pattern AUTHORITY = Pattern.compile("(?:.*@)?(\\[[^\\]]*]|[^:\\[\\]]*)(?::([0-9]*))?");

    private static final Pattern RULE =
            Pattern.compile("[a-z][a-z0-9+.-]*://[^:/*\\s]+:[0-9]+|[^:/*\\s]+:([0-9]+|\\*)|\\*:[0-9]+");

    /** Reads entries, of which one string may have several, separated by white space or commas. */
    static OriginRules of(List<String> entries) {
        return new OriginRules(entries.stream()
                .flatMap(entry -> Pattern.compile("[\\s,]+").splitAsStream(entry.strip()))
                .filter(entry -> !entry.isEmpty())
                .map(OriginRules::rule)
                .collect(Collectors.toUnmodifiableSet()));
    }

    private static String rule(String entry) {
        String rule = entry.toLowerCase(Locale.ROOT);
        if (rule.equals("*") || rule.equals("*:*")) {
            return "*:*";
        }
        Place place = rule.contains("://") ? Place.of(rule) : null;
        String complete = place == null ? rule : place.withScheme();
        if (!RULE.matcher(complete.replaceAll("\\[[^\\]]*]", "ipv6")).matches()) {
            throw new InvalidOptionException(
                    "origins",
                    entry,
                    "such as https://foo.example.com:443, foo.example.com:443, foo.example.com:*, *:443");
        }
        return complete;
    }

    @Override
    public boolean test(String origin) {
        if (rules.contains("*:*")) {
            return true;
        }
        Place place = Place.of(origin);
        return place != null
                && (rules.contains(place.withScheme())
                        || rules.contains(place.host() + ":" + place.port())
                        || rules.contains(place.host() + ":*")
                        || rules.contains("*:" + place.port()));
    }

    /** Where a page comes from; what tells no host, as a page of a file, is on port 80 of nowhere, as in 2.x. */
    private record Place(String scheme, String host, String port) {

        static @Nullable Place of(String origin) {
            Matcher url = URL.matcher(origin.toLowerCase(Locale.ROOT));
            if (!url.matches()) {
                return new Place("", "", "80");
            }
            Matcher authority = AUTHORITY.matcher(url.group(2));
            if (!authority.matches()) {
                return null;
            }
            String scheme = url.group(1);
            String port = authority.group(2);
            String standard = scheme.equals("https:") ? "443" : "80";
            return new Place(scheme, authority.group(1), port == null || port.isEmpty() ? standard : port);
        }

        String withScheme() {
            return scheme + "//" + host + ":" + port;
        }
    }
}
