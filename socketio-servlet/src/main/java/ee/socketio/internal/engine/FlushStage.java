package ee.socketio.internal.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What {@code flushed()} returns: a stage that several callers may share, and that none of them can complete. No minimal
 * stage, because that would wrap the exception.
 */
public final class FlushStage extends CompletableFuture<Void> {

    /** Ends as another does. */
    public void follow(CompletionStage<Void> other) {
        var unused = other.whenComplete((nothing, failure) -> {
            if (failure == null) {
                complete(null);
            } else {
                completeExceptionally(failure);
            }
        });
    }

    @Override
    public CompletableFuture<Void> toCompletableFuture() {
        return copy();
    }
}
