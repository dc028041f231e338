package ee.socketio.redis;

import io.lettuce.core.RedisURI;
import java.util.regex.Pattern;

/** Addresses of Redis as text. What is said about them has no password in it, whatever is wrong with them. */
final class RedisAddress {

    /** What can be an address, for messages. */
    static final String ACCEPTED = "an address such as redis://user:password@host:6379/0, rediss://host for TLS, or"
            + " redis-sentinel://host,host/0#master, with user and password percent-encoded";

    private static final Pattern AUTHORITY = Pattern.compile("[^:]*://[^/?#]*");
    private static final Pattern STARS = Pattern.compile("\\*+@");

    private RedisAddress() {}

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException if it is none, without the cause, which would have all of it in its message
     */
    static RedisURI parse(String text) {
        if (isUserComplete(text)) {
            try {
                return RedisURI.create(text);
            } catch (IllegalArgumentException e) {
                // said below
            }
        }
        throw new IllegalArgumentException("'" + withoutPassword(text) + "' is not " + ACCEPTED);
    }

    /** A password with a slash that is not encoded would be taken for a host, and for a part of every message about it. */
    private static boolean isUserComplete(String text) {
        return text.lastIndexOf('@') < 0
                || AUTHORITY.matcher(text).replaceFirst("").indexOf('@') < 0;
    }

    static String withoutPassword(String text) {
        int at = text.lastIndexOf('@');
        int user = text.indexOf("://") + 3;
        return at < 0 ? text : (user < 3 || user > at ? "" : text.substring(0, user)) + "***" + text.substring(at);
    }

    /** How an address is called in the log; Lettuce would tell how long the password is. */
    static String name(RedisURI uri) {
        return STARS.matcher(uri.toString()).replaceFirst("***@");
    }
}
