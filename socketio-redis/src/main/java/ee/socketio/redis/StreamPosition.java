package ee.socketio.redis;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * The id of an entry of a stream, such as {@code 1795253210202-0}.
 *
 * @param millis the time
 * @param number counts the entries of one millisecond
 */
record StreamPosition(long millis, long number) implements Comparable<StreamPosition> {

    /** Where an empty stream begins. */
    static final String BEFORE_ALL = "0-0";

    static final Comparator<String> ORDER = Comparator.comparing(StreamPosition::of);

    private static final Pattern SYNTAX = Pattern.compile("\\d{1,18}-\\d{1,18}");
    private static final Comparator<StreamPosition> NATURAL =
            Comparator.comparingLong(StreamPosition::millis).thenComparingLong(StreamPosition::number);

    static boolean is(String text) {
        return SYNTAX.matcher(text).matches();
    }

    private static StreamPosition of(String text) {
        int dash = text.indexOf('-');
        return new StreamPosition(Long.parseLong(text, 0, dash, 10), Long.parseLong(text, dash + 1, text.length(), 10));
    }

    @Override
    public int compareTo(StreamPosition other) {
        return NATURAL.compare(this, other);
    }
}
