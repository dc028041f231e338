package ee.socketio.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Lets everybody in. One is as good as another, so that the default can be told from a guard that somebody set. */
record AllowAll() implements RequestGuard {

    private static final CompletionStage<Verdict> ALLOWED = CompletableFuture.completedStage(Verdict.allow());

    @Override
    public CompletionStage<Verdict> check(EngineRequest request) {
        return ALLOWED;
    }
}
