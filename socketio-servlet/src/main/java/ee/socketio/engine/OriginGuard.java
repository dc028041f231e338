package ee.socketio.engine;

import ee.socketio.engine.RequestGuard.Verdict;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Asks for the origins of handshakes as 2.x did, before anybody else is asked. */
record OriginGuard(OriginDecider decider, RequestGuard next) implements RequestGuard {

    /** The headers that 2.x sends to these origins. */
    static CorsOptions cors(Predicate<String> echoed) {
        return CorsOptions.builder()
                .origin(new CorsOptions.Origin.Matching(echoed))
                .credentials(true)
                .methods("GET", "POST")
                .allowedHeaders("Content-Type")
                .optionsSuccessStatus(200)
                .build();
    }

    /** The origin of a request; one that says {@code null}, such as that of a file, is as good as none. */
    static String origin(@Nullable String origin, @Nullable String referer) {
        String told = origin == null || origin.isEmpty() ? referer : origin;
        return told == null || told.isEmpty() || told.equals("null") ? OriginRules.UNKNOWN : told;
    }

    @Override
    public CompletionStage<Verdict> check(EngineRequest request) {
        CompletableFuture<Verdict> decided = new CompletableFuture<>();
        try {
            decider.decide(
                    origin(request.header("Origin"), request.header("Referer")),
                    (error, success) -> decided.complete(new Verdict(success, success ? null : error)));
        } catch (Exception e) { // code of the application
            return CompletableFuture.failedFuture(e); // also if it has decided before: somebody meant something else
        }
        if (!decided.isDone()) {
            return decided.thenCompose(verdict -> after(verdict, request));
        }
        return after(decided.join(), request);
    }

    private CompletionStage<Verdict> after(Verdict verdict, EngineRequest request) {
        return verdict.allowed() ? next.check(request) : CompletableFuture.completedStage(verdict);
    }
}
