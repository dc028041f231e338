package ee.socketio.adapter;

import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.InvalidOptionException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The options of a {@link ClusterAdapter}, with the reference's names and defaults. Immutable; a bad value is an {@link
 * InvalidOptionException}. Durations are 1 ms to one day.
 *
 * @param requestsTimeout how long other servers have for an answer, where the request does not say; default 5 s
 * @param heartbeatInterval how often a server tells that it is alive; default 5 s
 * @param heartbeatTimeout the silence after which a server counts as gone, give or take a tenth; longer than the interval;
 *     default 10 s
 * @param serverCount who counts the servers; null, the default, is by heartbeats. With it no heartbeats are sent, and a
 *     server that dies while it is asked costs the request its timeout
 */
public record ClusterOptions(
        Duration requestsTimeout,
        Duration heartbeatInterval,
        Duration heartbeatTimeout,
        @Nullable ServerCount serverCount) {

    /** Checks every value. */
    public ClusterOptions {
        EngineOptions.requireDuration("requestsTimeout", requestsTimeout);
        EngineOptions.requireDuration("heartbeatInterval", heartbeatInterval);
        EngineOptions.requireDuration("heartbeatTimeout", heartbeatTimeout);
        if (heartbeatTimeout.compareTo(heartbeatInterval) <= 0) {
            throw new InvalidOptionException(
                    "heartbeatTimeout",
                    heartbeatTimeout.toMillis(),
                    "longer than heartbeatInterval, which is " + heartbeatInterval.toMillis() + " ms");
        }
    }

    /** 5 s for answers, heartbeats every 5 s, gone after 10 s. */
    public static ClusterOptions defaults() {
        return new ClusterOptions(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(10), null);
    }

    /** Another time for answers, the rest as it is. */
    public ClusterOptions withRequestsTimeout(Duration timeout) {
        return new ClusterOptions(timeout, heartbeatInterval, heartbeatTimeout, serverCount);
    }

    /** Other heartbeats, the rest as it is. */
    public ClusterOptions withHeartbeat(Duration interval, Duration timeout) {
        return new ClusterOptions(requestsTimeout, interval, timeout, serverCount);
    }

    /** Servers counted by somebody else, or, with null, by heartbeats; the rest as it is. */
    public ClusterOptions withServerCount(@Nullable ServerCount count) {
        return new ClusterOptions(requestsTimeout, heartbeatInterval, heartbeatTimeout, count);
    }
}
