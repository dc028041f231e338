package ee.socketio.internal.engine;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** The last moments of a server: what is queued may leave, for a while, before everything is closed. */
final class Drain {

    private static final Duration MAX = Duration.ofDays(1);

    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final CompletionStage<Void> told = over.minimalCompletionStage(); // nobody else completes it
    private final AtomicBoolean begun = new AtomicBoolean();

    /** A time that can be waited for, in milliseconds. */
    static long millis(Duration drain) {
        if (drain.isNegative() || drain.compareTo(MAX) > 0) {
            throw new IllegalArgumentException("The drain is " + drain + ", but must be from 0 to 1 day");
        }
        return drain.toMillis();
    }

    /** Whether this call is the first, which is to {@link #run}. */
    boolean begin() {
        return begun.compareAndSet(false, true);
    }

    /** Completes when everything is closed. */
    CompletionStage<Void> over() {
        return told;
    }

    /**
     * Closes when the sessions have nothing more to send, or when the time is over. A session that ends has nothing more
     * to send, so whoever closes them all cuts the time short.
     */
    void run(Collection<EngineSession> sessions, Timers timers, long millis, Runnable close) {
        CompletableFuture<Void> drained =
                CompletableFuture.allOf(sessions.stream().map(Drain::drained).toArray(CompletableFuture<?>[]::new));
        Timers.Task limit = timers.schedule(() -> drained.complete(null), millis);
        var unused = drained.thenRun(() -> {
            limit.cancel();
            try {
                close.run();
            } finally {
                over.complete(null);
            }
        });
    }

    private static CompletableFuture<Boolean> drained(EngineSession session) {
        return session.flushed().handle((nothing, end) -> end == null).toCompletableFuture();
    }
}
