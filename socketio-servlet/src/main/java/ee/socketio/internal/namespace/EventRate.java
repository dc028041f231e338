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
    /** Null until the first event. */
    private @Nullable TokenBucket bucket;

    private EventRate(int perSecond, Timers clock) {
        this.perSecond = perSecond;
        this.clock = clock;
    }

    static EventRate of(LocalServer server) {
        return new EventRate(server.options().eventsPerSecond(), server.timers());
    }

    /** Counts an event; if it is one too many, the client is disconnected. */
    boolean exceeded(ClientConnection client) {
        if (perSecond == 0) {
            return false;
        }
        TokenBucket mine = bucket == null ? first(client) : bucket;
        bucket = mine;
        if (mine.take(clock.now())) {
            return false;
        }
        client.onMalformed(new TooManyEventsException(perSecond));
        return true;
    }

    /** Who leaves and comes again has no new burst. */
    private TokenBucket first(ClientConnection client) {
        TokenBucket used = client.usedBuckets().poll();
        return used == null ? new TokenBucket(perSecond, clock.now()) : used;
    }

    /** The client leaves the namespace of its own accord. */
    void onLeft(ClientConnection client) {
        if (bucket != null) {
            client.usedBuckets().add(bucket);
        }
    }
}
