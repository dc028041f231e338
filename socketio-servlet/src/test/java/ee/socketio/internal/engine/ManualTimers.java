package ee.socketio.internal.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time that passes when the test says so. Tasks run on the thread that lets it pass, each at its own time. */
public final class ManualTimers implements Timers {

    @GuardedBy("this") private final List<Waiting> waiting = new ArrayList<>();

    @GuardedBy("this") private long now = 1_000;

    @GuardedBy("this") private int scheduled;

    @Override
    public synchronized long now() {
        return now;
    }

    @Override
    public synchronized Task schedule(Runnable task, long delayMillis) {
        scheduled++;
        Waiting entry = new Waiting(now + delayMillis, scheduled, task);
        waiting.add(entry);
        return () -> remove(entry);
    }

    /** Lets time pass and runs what falls due on the way, in its order. */
    public void advance(long millis) {
        long end = now() + millis;
        for (Waiting next = due(end); next != null; next = due(end)) {
            next.task.run();
        }
        arriveAt(end);
    }

    /** The timer thread is late: everything that falls due meanwhile runs at the end. */
    void stall(long millis) {
        arriveAt(now() + millis);
        advance(0);
    }

    /** How many tasks wait for their time. */
    public synchronized int live() {
        return waiting.size();
    }

    /** How many tasks there have ever been. */
    synchronized int scheduled() {
        return scheduled;
    }

    private synchronized Waiting due(long end) {
        Waiting next = waiting.stream()
                .filter(entry -> entry.time <= end)
                .min(Comparator.<Waiting>comparingLong(entry -> entry.time).thenComparing(entry -> entry.number))
                .orElse(null);
        if (next != null) {
            waiting.remove(next);
            now = Math.max(now, next.time);
        }
        return next;
    }

    private synchronized void arriveAt(long time) {
        now = time;
    }

    private synchronized void remove(Waiting entry) {
        waiting.remove(entry);
    }

    private record Waiting(long time, int number, Runnable task) {}
}
