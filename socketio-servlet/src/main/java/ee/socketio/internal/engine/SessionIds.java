package ee.socketio.internal.engine;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/** Ids of 20 URL-safe characters: 120 random bits. */
public final class SessionIds {

    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private final SecureRandom random = new SecureRandom();

    /** Makes an id. */
    public String next() {
        byte[] bytes = new byte[15];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static boolean isWellFormed(String id) {
        return WELL_FORMED.matcher(id).matches();
    }
}
