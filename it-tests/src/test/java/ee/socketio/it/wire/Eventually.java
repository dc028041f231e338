package ee.socketio.it.wire;

import java.time.Duration;

/** Waiting for what the server does in its own time. */
final class Eventually {

    private Eventually() {}

    /** Repeats an assertion until it holds, and fails with its last failure if it does not in time. */
    static void eventually(Runnable assertion) {
        eventually(RawHttp.PATIENCE, assertion);
    }

    /** Repeats an assertion until it holds, and fails with its last failure if it does not within that time. */
    static void eventually(Duration patience, Runnable assertion) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                assertion.run();
                return;
            } catch (AssertionError notYet) {
                if (System.nanoTime() > deadline) {
                    throw notYet;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(10).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
