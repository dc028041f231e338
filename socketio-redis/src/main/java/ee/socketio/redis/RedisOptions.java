package ee.socketio.redis;

import ee.socketio.engine.InvalidOptionException;
import org.jspecify.annotations.Nullable;

/** What the options of all adapters have in common. */
final class RedisOptions {

    static final long MAX_PENDING_BYTES = 64L << 20;

    private RedisOptions() {}

    static void requireName(String option, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new InvalidOptionException(option, "'" + value + "'", "a text that is not blank");
        }
    }
}
