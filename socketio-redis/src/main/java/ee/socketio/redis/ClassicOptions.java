package ee.socketio.redis;

import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.InvalidOptionException;
import java.time.Duration;

/**
 * The options of the classic adapter, with the names and defaults of {@code @socket.io/redis-adapter}. Immutable; a bad value is
 * an {@link InvalidOptionException}.
 *
 * @param key what the names of all channels begin with; the same on every server; default {@code socket.io}
 * @param requestsTimeout how long other servers have for an answer, where the request does not say, 1 ms to one day; default 5 s
 * @param publishOnSpecificResponseChannel whether answers go to the channel of the server that asked, which spares the others;
 *     default false, because servers before 7.1 of the reference's adapter do not listen there
 * @param maxPendingBytes how many bytes may be on their way to Redis; what comes then does not reach other servers; default 64
 *     MiB. The reference has no such bound.
 */
public record ClassicOptions(
        String key, Duration requestsTimeout, boolean publishOnSpecificResponseChannel, long maxPendingBytes) {

    /** Checks every value. */
    public ClassicOptions {
        RedisOptions.requireName("key", key);
        EngineOptions.requireDuration("requestsTimeout", requestsTimeout);
        EngineOptions.requireRange("maxPendingBytes", maxPendingBytes, 1024, Long.MAX_VALUE);
    }

    /** {@code socket.io}, 5 s, one channel for all answers, 64 MiB. */
    public static ClassicOptions defaults() {
        return new ClassicOptions("socket.io", Duration.ofSeconds(5), false, RedisOptions.MAX_PENDING_BYTES);
    }

    /** Another prefix, the rest as it is. */
    public ClassicOptions withKey(String prefix) {
        return new ClassicOptions(prefix, requestsTimeout, publishOnSpecificResponseChannel, maxPendingBytes);
    }

    /** Another time for answers, the rest as it is. */
    public ClassicOptions withRequestsTimeout(Duration timeout) {
        return new ClassicOptions(key, timeout, publishOnSpecificResponseChannel, maxPendingBytes);
    }

    /** Answers to who asked, or to all, the rest as it is. */
    public ClassicOptions withPublishOnSpecificResponseChannel(boolean specific) {
        return new ClassicOptions(key, requestsTimeout, specific, maxPendingBytes);
    }

    /** Another bound of what is on its way, the rest as it is. */
    public ClassicOptions withMaxPendingBytes(long bytes) {
        return new ClassicOptions(key, requestsTimeout, publishOnSpecificResponseChannel, bytes);
    }
}
