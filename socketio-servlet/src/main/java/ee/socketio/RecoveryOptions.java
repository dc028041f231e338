package ee.socketio;

import ee.socketio.engine.EngineOptions;
import java.time.Duration;

/**
 * The option {@code connectionStateRecovery}: a client that lost its connection, and is back in time, gets its id, its rooms,
 * its data and what it missed.
 *
 * @param maxDisconnectionDuration how long sessions and packets are kept; default 2 minutes
 * @param maxBytes how much of sessions and packets is kept, in bytes, for the whole server; the oldest go first; default 64
 *     MiB. The reference has no such bound.
 * @param skipMiddlewares whether a recovered client passes by the middlewares of its namespace; default false, other than
 *     in the code of the reference: somebody who was banned meanwhile must not come back
 */
public record RecoveryOptions(Duration maxDisconnectionDuration, long maxBytes, boolean skipMiddlewares) {

    /** Checks every value. */
    public RecoveryOptions {
        EngineOptions.requireDuration("connectionStateRecovery.maxDisconnectionDuration", maxDisconnectionDuration);
        EngineOptions.requireRange("connectionStateRecovery.maxBytes", maxBytes, 1, Long.MAX_VALUE);
    }

    /** Two minutes, 64 MiB, middlewares run. */
    public static RecoveryOptions defaults() {
        return new RecoveryOptions(Duration.ofMinutes(2), 64L << 20, false);
    }

    /** Another duration, the rest as it is. */
    public RecoveryOptions withMaxDisconnectionDuration(Duration duration) {
        return new RecoveryOptions(duration, maxBytes, skipMiddlewares);
    }

    /** Another number of bytes, the rest as it is. */
    public RecoveryOptions withMaxBytes(long bytes) {
        return new RecoveryOptions(maxDisconnectionDuration, bytes, skipMiddlewares);
    }

    /** Middlewares skipped or not, the rest as it is. */
    public RecoveryOptions withSkipMiddlewares(boolean skip) {
        return new RecoveryOptions(maxDisconnectionDuration, maxBytes, skip);
    }
}
