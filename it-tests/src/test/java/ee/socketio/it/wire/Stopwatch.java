package ee.socketio.it.wire;

import java.time.Duration;

/** The time since it was made. */
final class Stopwatch {

    private final long start = System.nanoTime();

    static Stopwatch started() {
        return new Stopwatch();
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
