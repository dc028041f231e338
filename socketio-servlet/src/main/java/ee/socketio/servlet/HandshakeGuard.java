package ee.socketio.servlet;

import ee.socketio.engine.EngineRequest;
import ee.socketio.engine.RequestGuard.Verdict;
import ee.socketio.internal.engine.Admission;
import ee.socketio.internal.engine.ContainerCall;
import ee.socketio.internal.engine.Engine;
import ee.socketio.internal.engine.Timers;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks the option {@code allowRequest}. A guard that throws, fails or does not answer in time refuses. */
final class HandshakeGuard {

    /** A client waits no longer for a guard that has lost its answer. */
    private static final long TIMEOUT_MILLIS = 30_000;

    private static final String DECIDED = HandshakeGuard.class.getName() + ".decided";

    private final Engine engine;
    private final Set<CompletableFuture<Verdict>> waiting = ConcurrentHashMap.newKeySet();

    HandshakeGuard(Engine engine) {
        this.engine = engine;
    }

    /** A handshake that was admitted: a copy of its request, and its place. */
    record Opening(EngineRequest request, Admission.Place place) {}

    /** The decision about a request that was dispatched again. */
    record Decided(Opening opening, Verdict verdict) {}

    /** Calls back exactly once, now or later. */
    void check(EngineRequest request, Consumer<Verdict> then) {
        CompletableFuture<Verdict> answer = ask(request);
        if (!answer.isDone()) {
            Timers.Task timeout = engine.timers().schedule(() -> answer.complete(Verdict.deny()), TIMEOUT_MILLIS);
            CompletionStage<Verdict> unused = answer.whenComplete((verdict, failure) -> timeout.cancel());
        }
        CompletionStage<Verdict> unused = answer.whenComplete((verdict, failure) -> then.accept(verdict));
    }

    /** The verdict if the guard answers at once; otherwise null, and the request is dispatched again when it has. */
    @Nullable Verdict checkUpgrade(Opening opening, HttpServletRequest http, HttpServletResponse response) {
        CompletableFuture<Verdict> answer = ask(opening.request());
        if (!answer.isDone() && !http.isAsyncSupported()) {
            String why = "An answer of allowRequest that comes later needs async-supported";
            engine.errors().report("allowRequest", "", new IllegalStateException(why));
            answer.complete(Verdict.deny(why));
        }
        if (answer.isDone()) {
            return answer.join();
        }
        AsyncContext async = http.startAsync(http, response);
        async.setTimeout(0);
        Timers.Task timeout = engine.timers().schedule(() -> answer.complete(Verdict.deny()), TIMEOUT_MILLIS);
        CompletionStage<Verdict> unused = answer.whenComplete((verdict, failure) -> {
            timeout.cancel();
            http.setAttribute(DECIDED, new Decided(opening, verdict));
            ContainerCall.run(async, async::dispatch);
        });
        return null;
    }

    static @Nullable Decided decided(HttpServletRequest request) {
        Object decided = request.getAttribute(DECIDED);
        request.removeAttribute(DECIDED);
        return decided instanceof Decided found ? found : null;
    }

    /** The server stops: whoever still waits is refused. */
    void close() {
        waiting.forEach(answer -> answer.complete(Verdict.deny()));
    }

    /** Never completes exceptionally. */
    @SuppressWarnings("CollectionUndefinedEquality") // identity is what is meant
    private CompletableFuture<Verdict> ask(EngineRequest request) {
        CompletableFuture<Verdict> answer = new CompletableFuture<>();
        waiting.add(answer);
        CompletionStage<Verdict> unused = answer.whenComplete((verdict, failure) -> waiting.remove(answer));
        try {
            CompletionStage<Verdict> verdict = engine.options().allowRequest().check(request);
            verdict.whenComplete((decided, failure) -> {
                if (failure != null) {
                    engine.errors().report("allowRequest", "", failure);
                }
                answer.complete(decided == null ? Verdict.deny() : decided);
            });
        } catch (Throwable t) { // code of the application
            engine.errors().report("allowRequest", "", t);
            answer.complete(Verdict.deny());
        }
        return answer;
    }
}
