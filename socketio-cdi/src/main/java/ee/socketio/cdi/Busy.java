package ee.socketio.cdi;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.TimeUnit;

/** How many sockets have asynchronous observers at work, so that the end of the server can wait for them. */
final class Busy {

    private final Object lock = new Object();

    @GuardedBy("lock") private int count;

    void begin() {
        synchronized (lock) {
            count++;
        }
    }

    void end() {
        synchronized (lock) {
            count--;
            if (count == 0) {
                lock.notifyAll();
            }
        }
    }

    /** Waits until nobody is at work, or the time is over. */
    boolean await(long millis) {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        synchronized (lock) {
            while (count > 0) {
                long left = until - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(lock, left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
            return true;
        }
    }
}
