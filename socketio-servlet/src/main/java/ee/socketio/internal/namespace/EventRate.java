package ee.socketio.internal.namespace;

import ee.socketio.TooManyEventsException;
import ee.socketio.internal.engine.Timers;
import ee.socketio.internal.engine.TokenBucket;
import org.jspecify.annotations.Nullable;

/**
 * The option {@code eventsPerSecond}, for one socket. Whoever exceeds it is disconnected and not slowed down or ignored: a
 * dropped event would be missing without anybody knowing, an ack would never come, and slow listeners slow a client down
 * already. Confined to the reading thread.
 */
final class EventRate {

    private final int perSecond;
    private final Timers clock;
    private final @Nullable TokenBucket bucket;

    private EventRate(int perSecond, Timers clock) {
        this.perSecond = perSecond;
        this.clock = clock;
        this.bucket = perSecond == 0 ? null : new TokenBucket(perSecond, clock.now());
    }

    static EventRate of(LocalServer server) {
        return new EventRate(server.options().eventsPerSecond(), server.timers());
    }

    /** Counts an event; if it is one too many, the client is disconnected. */
    boolean exceeded(ClientConnection client) {
        if (bucket == null || bucket.take(clock.now())) {
            return false;
        }
        client.onMalformed(new TooManyEventsException(perSecond));
        return true;
    }
}
