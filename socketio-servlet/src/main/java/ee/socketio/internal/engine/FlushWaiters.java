package ee.socketio.internal.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Who waits until what was sent has left, by the position of the last message. Confined to the session's lock; the stages
 * are completed by the {@link Step} that is returned, because what hangs on them is the application's.
 */
final class FlushWaiters {

    private record Waiter(long position, FlushStage stage) {}

    /** In the order of their positions. Null until somebody asks, which most sessions never see. */
    private @Nullable ArrayDeque<Waiter> waiters;

    /** Waits for a position, which is never before that of an earlier call. Calls for the same one share a stage. */
    CompletionStage<Void> add(long position) {
        ArrayDeque<Waiter> all = waiters;
        if (all == null) {
            all = new ArrayDeque<>(4);
            waiters = all;
        }
        Waiter last = all.peekLast();
        if (last == null || last.position != position) {
            last = new Waiter(position, new FlushStage());
            all.add(last);
        }
        return last.stage;
    }

    /** Everything up to this position has left. */
    Step complete(long position) {
        if (waiters == null || waiters.isEmpty()) {
            return Step.NOTHING;
        }
        List<FlushStage> done = new ArrayList<>(1);
        for (Waiter next = waiters.peek(); next != null && next.position <= position; next = waiters.peek()) {
            done.add(next.stage);
            waiters.remove();
        }
        return done.isEmpty() ? Step.NOTHING : () -> done.forEach(stage -> stage.complete(null));
    }

    /** The session has ended. */
    Step fail(Throwable why) {
        ArrayDeque<Waiter> failed = waiters;
        waiters = null;
        return failed == null ? Step.NOTHING : () -> failed.forEach(waiter -> waiter.stage.completeExceptionally(why));
    }
}
