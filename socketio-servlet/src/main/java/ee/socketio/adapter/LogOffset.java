package ee.socketio.adapter;

import org.jspecify.annotations.Nullable;

/**
 * What a client received last: a position in the log, and, if its server had given up the entries of broadcasts that may come
 * late, the last of these: {@code position~uid~ticket}. The client has had them, whatever their positions will be.
 *
 * @param position the position
 * @param uid the server, or empty
 * @param ticket the last of its broadcasts that the client has had without position
 */
record LogOffset(String position, String uid, long ticket) {

    private static final char SEPARATOR = '~';
    private static final int LONGEST_TICKET = 18;

    /** Null if it is none: clients may say anything. */
    static @Nullable LogOffset read(String text, LogTransport log) {
        int first = text.indexOf(SEPARATOR);
        int last = text.lastIndexOf(SEPARATOR);
        String position = position(text);
        if (!log.isPosition(position)) {
            return null;
        }
        if (first < 0) {
            return new LogOffset(position, "", 0);
        }
        String ticket = text.substring(last + 1);
        boolean valid = last > first + 1
                && !ticket.isEmpty()
                && ticket.length() <= LONGEST_TICKET
                && ticket.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        return valid ? new LogOffset(position, text.substring(first + 1, last), Long.parseLong(ticket)) : null;
    }

    /** Of an offset that is known to be one. */
    static String position(String text) {
        int end = text.indexOf(SEPARATOR);
        return end < 0 ? text : text.substring(0, end);
    }

    /** Whether the client has had a broadcast for certain, though its position may be a later one. */
    boolean includes(String sender, long number) {
        return number > 0 && number <= ticket && sender.equals(uid);
    }

    @Override
    public String toString() {
        return uid.isEmpty() ? position : position + SEPARATOR + uid + SEPARATOR + ticket;
    }
}
