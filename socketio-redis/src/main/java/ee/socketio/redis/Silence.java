package ee.socketio.redis;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Follows a line of the log: no more of its kind for a while. */
final class Silence {

    private final long nanos;
    private final AtomicLong end = new AtomicLong(System.nanoTime());

    Silence(Duration length) {
        this.nanos = length.toNanos();
    }

    /** Begins, unless it lasts already: whether the caller is the one who may log. */
    boolean begin() {
        long now = System.nanoTime();
        long last = end.get();
        return now - last >= 0 && end.compareAndSet(last, now + nanos);
    }
}
