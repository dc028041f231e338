package ee.socketio.internal.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One member of an {@code Accept-Encoding} header.
 *
 * @param name the encoding in lower case, as it is compared without regard to case, or {@code *}
 * @param weight its {@code q}, 0 to 1
 */
public record AcceptedEncoding(String name, double weight) {

    private static final Pattern WEIGHT = Pattern.compile("(?i)q=(0(\\.\\d{0,3})?|1(\\.0{0,3})?)");

    /** Reads the header; what is malformed counts as refused. */
    public static List<AcceptedEncoding> parse(@Nullable String header) {
        List<AcceptedEncoding> accepted = new ArrayList<>();
        if (header != null) {
            for (String member : header.split(",", -1)) {
                String[] parts = member.split(";", -1);
                accepted.add(new AcceptedEncoding(parts[0].strip().toLowerCase(Locale.ROOT), weight(parts)));
            }
        }
        return accepted;
    }

    private static double weight(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.regionMatches(true, 0, "q=", 0, 2)) {
                return WEIGHT.matcher(parameter).matches() ? Double.parseDouble(parameter.substring(2)) : 0;
            }
        }
        return 1;
    }
}
