package ee.socketio.internal.namespace;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import ee.socketio.RecoveryOptions;
import ee.socketio.internal.engine.Timers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what connection state recovery keeps, by time and by bytes, for all namespaces of a server together: the oldest goes
 * first. What was taken out before its time counts until then; that errs on the safe side.
 */
final class Retention {

    private final Timers timers;
    private final long maxMillis;
    private final long maxBytes;
    private final Object lock = new Object();

    @GuardedBy("lock") private final ArrayDeque<Kept> kept = new ArrayDeque<>();

    @GuardedBy("lock") private long bytes;

    @GuardedBy("lock") private Timers.@Nullable Task timer;

    @GuardedBy("lock") private boolean closed;

    Retention(RecoveryOptions options, Timers timers) {
        this.timers = timers;
        this.maxMillis = options.maxDisconnectionDuration().toMillis();
        this.maxBytes = options.maxBytes();
    }

    private record Kept(long until, long bytes, Runnable drop) {}

    /** Keeps something for a while; {@code drop} is called once, when its time is over or its place is needed. */
    void keep(long size, Runnable drop) {
        List<Runnable> dropped;
        synchronized (lock) {
            if (closed) {
                dropped = List.of(drop);
            } else {
                kept.add(new Kept(timers.now() + maxMillis, size, drop));
                bytes += size;
                dropped = takeSurplus();
                arm();
            }
        }
        dropped.forEach(Runnable::run);
    }

    private void onTime() {
        List<Runnable> dropped;
        synchronized (lock) {
            timer = null;
            dropped = takeSurplus();
            arm();
        }
        dropped.forEach(Runnable::run);
    }

    @GuardedBy("lock") private List<Runnable> takeSurplus() {
        List<Runnable> surplus = new ArrayList<>(1);
        long now = timers.now();
        for (Kept oldest = kept.peek();
                oldest != null && (bytes > maxBytes || oldest.until <= now);
                oldest = kept.peek()) {
            kept.remove();
            bytes -= oldest.bytes;
            surplus.add(oldest.drop);
        }
        return surplus;
    }

    @GuardedBy("lock") private void arm() {
        Kept oldest = kept.peek();
        if (timer == null && oldest != null) {
            timer = timers.schedule(this::onTime, Math.max(1, oldest.until - timers.now()));
        }
    }

    long bytes() {
        synchronized (lock) {
            return bytes;
        }
    }

    /** The server stops: nothing is kept any more. */
    void close() {
        synchronized (lock) {
            closed = true;
            kept.clear();
            bytes = 0;
            if (timer != null) {
                timer.cancel();
                timer = null;
            }
        }
    }
}
