package ee.socketio.internal.engine;

import ee.socketio.engine.EngineRequest;
import ee.socketio.engine.IdGenerator;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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

    /**
     * The id that the application makes, or if it makes none, one from here.
     *
     * @throws IllegalArgumentException if that of the application is taken or malformed
     */
    String next(@Nullable IdGenerator generator, EngineRequest request, SessionStore taken) {
        if (generator == null) {
            return next();
        }
        String id = generator.generate(request);
        if (isWellFormed(id) && taken.get(id) == null) {
            return id;
        }
        throw new IllegalArgumentException("The id '" + id + "' is in use or not of A-Z a-z 0-9 - _");
    }

    static boolean isWellFormed(String id) {
        return WELL_FORMED.matcher(id).matches();
    }
}
