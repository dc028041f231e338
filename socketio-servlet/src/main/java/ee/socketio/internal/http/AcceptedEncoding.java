package ee.socketio.internal.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One member of an {@code Accept-Encoding} header.
 *
 * @param name the encoding, or {@code *}
 * @param weight its {@code q}, 0 to 1
 */
public record AcceptedEncoding(String name, double weight) {

    /** Reads the header; what is malformed counts as refused. */
    public static List<AcceptedEncoding> parse(@Nullable String header) {
        List<AcceptedEncoding> accepted = new ArrayList<>();
        if (header != null) {
            for (String member : header.split(",", -1)) {
                String[] parts = member.split(";", -1);
                accepted.add(new AcceptedEncoding(parts[0].strip(), parts.length == 1 ? 1 : weight(parts[1].strip())));
            }
        }
        return accepted;
    }

    private static double weight(String parameter) {
        try {
            return parameter.startsWith("q=") ? Double.parseDouble(parameter.substring(2)) : 1;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
