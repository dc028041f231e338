package ee.socketio.servlet;

import ee.socketio.engine.CorsOptions.Origin;
import ee.socketio.engine.InvalidOptionException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The init-param {@code cors.origin}: {@code *}, {@code true}, {@code false}, or origins separated by commas, each as it is or
 * as a regular expression between slashes: {@code https://a.example, /\.b\.example$/i}. No origin begins with a slash, so
 * what does is an expression, and commas in it belong to it.
 */
final class OriginParam {

    private final String option;
    private final String value;
    private int position;

    private OriginParam(String option, String value) {
        this.option = option;
        this.value = value;
    }

    static Origin parse(String option, String value) {
        return switch (value) {
            case "*" -> new Origin.Any();
            case "true" -> Origin.reflect();
            case "false" -> Origin.none();
            default -> new OriginParam(option, value).origins();
        };
    }

    /** One origin is sent whoever asks, as in the reference; of several, and of patterns, the one that matches. */
    private Origin origins() {
        List<Origin> origins = new ArrayList<>();
        boolean comma = false;
        while (position < value.length()) {
            char c = value.charAt(position);
            if (c == ',' || Character.isWhitespace(c)) {
                comma |= c == ',';
                position++;
            } else {
                origins.add(c == '/' ? pattern() : literal());
            }
        }
        if (origins.isEmpty()) {
            throw bad("an origin such as https://example.com");
        }
        return origins.size() == 1 && !comma ? origins.get(0) : Origin.oneOf(origins);
    }

    private Origin literal() {
        int end = value.indexOf(',', position);
        String origin =
                value.substring(position, end < 0 ? value.length() : end).strip();
        position = end < 0 ? value.length() : end;
        if (origin.equals("*")) {
            throw bad("'*' alone, or a list without it");
        }
        return new Origin.Fixed(origin);
    }

    private Origin pattern() {
        int end = closingSlash();
        String expression = value.substring(position + 1, end);
        int comma = value.indexOf(',', end);
        position = comma < 0 ? value.length() : comma;
        String flags = value.substring(end + 1, position).strip();
        if (!flags.isEmpty() && !flags.equals("i")) {
            throw bad("with no flag but i after an expression");
        }
        try {
            return Origin.matching(Pattern.compile(expression, flags.isEmpty() ? 0 : Pattern.CASE_INSENSITIVE));
        } catch (PatternSyntaxException e) {
            throw bad("a regular expression between slashes: " + e.getDescription());
        }
    }

    /** As in JavaScript: a slash ends the expression, unless it is escaped or in a class. */
    private int closingSlash() {
        boolean inClass = false;
        for (int i = position + 1; i < value.length(); i++) {
            switch (value.charAt(i)) {
                case '\\' -> i++;
                case '[' -> inClass = true;
                case ']' -> inClass = false;
                case '/' -> {
                    if (!inClass) {
                        return i;
                    }
                }
                default -> {}
            }
        }
        throw bad("an expression that ends with a slash");
    }

    private InvalidOptionException bad(String accepted) {
        return new InvalidOptionException(option, value, accepted);
    }
}
