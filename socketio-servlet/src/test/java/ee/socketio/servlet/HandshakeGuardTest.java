package ee.socketio.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.EngineRequest;
import ee.socketio.engine.ListenerError;
import ee.socketio.engine.RequestGuard;
import ee.socketio.engine.RequestGuard.Verdict;
import ee.socketio.fakes.FakeRequest;
import ee.socketio.fakes.FakeResponse;
import ee.socketio.internal.engine.Admission;
import ee.socketio.internal.engine.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HandshakeGuardTest {

    private final List<ListenerError> errors = new ArrayList<>();
    private final List<Verdict> verdicts = new ArrayList<>();
    private final List<Engine> engines = new ArrayList<>();
    private final FakeRequest http = FakeRequest.of("GET");
    private final EngineRequest request = RequestSnapshot.of(http.proxy(), Set.of(), new Roles(Set.of()));

    private final HandshakeGuard.Opening opening = new HandshakeGuard.Opening(request, Admission.Place.unlimited());

    @AfterEach
    void stop() {
        engines.forEach(Engine::stop);
    }

    @Test
    void aVerdictThatIsThereIsGivenAtOnce() {
        guard(r -> CompletableFuture.completedStage(Verdict.deny("No!"))).check(request, verdicts::add);

        assertThat(verdicts).containsExactly(Verdict.deny("No!"));
        assertThat(errors).isEmpty();
    }

    @Test
    void theGuardSeesTheRequest() {
        List<EngineRequest> seen = new ArrayList<>();
        HandshakeGuard guard = guard(r -> {
            seen.add(r);
            return CompletableFuture.completedStage(Verdict.allow());
        });

        guard.check(request, verdicts::add);

        assertThat(seen).containsExactly(request);
        assertThat(verdicts).containsExactly(Verdict.allow());
    }

    @Test
    void aVerdictMayComeLater() {
        CompletableFuture<Verdict> later = new CompletableFuture<>();
        guard(r -> later).check(request, verdicts::add);
        assertThat(verdicts).isEmpty();

        later.complete(Verdict.allow());

        assertThat(verdicts).containsExactly(Verdict.allow());
    }

    @Test
    void aGuardThatThrowsRefusesAndIsReported() {
        guard(r -> {
                    throw new IllegalStateException("on purpose");
                })
                .check(request, verdicts::add);

        assertThat(verdicts).containsExactly(Verdict.deny());
        assertThat(errors).singleElement().extracting(ListenerError::listener).isEqualTo("allowRequest");
    }

    @Test
    void aGuardThatFailsRefusesAndIsReported() {
        CompletableFuture<Verdict> later = new CompletableFuture<>();
        guard(r -> later).check(request, verdicts::add);

        later.completeExceptionally(new IllegalStateException("on purpose"));

        assertThat(verdicts).containsExactly(Verdict.deny());
        assertThat(errors).hasSize(1);
    }

    @Test
    void aGuardWithoutAnAnswerRefuses() {
        guard(r -> null).check(request, verdicts::add);
        guard(r -> CompletableFuture.completedStage(null)).check(request, verdicts::add);

        assertThat(verdicts).containsExactly(Verdict.deny(), Verdict.deny());
    }

    @Test
    void anUpgradeIsDecidedAtOnceIfTheVerdictIsThere() {
        HandshakeGuard guard = guard(r -> CompletableFuture.completedStage(Verdict.allow()));

        assertThat(guard.checkUpgrade(opening, http.proxy(), new FakeResponse().proxy()))
                .isEqualTo(Verdict.allow());

        assertThat(http.isAsyncStarted()).isFalse();
    }

    @Test
    void anUpgradeIsDispatchedAgainWhenTheVerdictComesLater() {
        CompletableFuture<Verdict> later = new CompletableFuture<>();
        HandshakeGuard guard = guard(r -> later);
        assertThat(guard.checkUpgrade(opening, http.proxy(), new FakeResponse().proxy()))
                .isNull();
        assertThat(http.async().dispatched()).isFalse();
        assertThat(http.async().getTimeout()).isZero();
        assertThat(HandshakeGuard.decided(http.proxy())).isNull();

        later.complete(Verdict.deny("No!"));

        assertThat(http.async().dispatched()).isTrue();
        HandshakeGuard.Decided decided = HandshakeGuard.decided(http.proxy());
        assertThat(decided).isEqualTo(new HandshakeGuard.Decided(opening, Verdict.deny("No!")));
        assertThat(HandshakeGuard.decided(http.proxy()))
                .as("asked a second time")
                .isNull();
    }

    @Test
    void anUpgradeThatCannotWaitIsRefusedIfTheVerdictComesLater() {
        http.notAsync();
        HandshakeGuard guard = guard(r -> new CompletableFuture<>());

        Verdict verdict = guard.checkUpgrade(opening, http.proxy(), new FakeResponse().proxy());

        assertThat(verdict.allowed()).isFalse();
        assertThat(verdict.message()).contains("async-supported");
        assertThat(http.isAsyncStarted()).isFalse();
        assertThat(errors).hasSize(1);
    }

    @Test
    void anUpgradeThatCannotWaitIsDecidedAtOnceIfTheVerdictIsThere() {
        http.notAsync();
        HandshakeGuard guard = guard(r -> CompletableFuture.completedStage(Verdict.allow()));

        assertThat(guard.checkUpgrade(opening, http.proxy(), new FakeResponse().proxy()))
                .isEqualTo(Verdict.allow());
    }

    private HandshakeGuard guard(RequestGuard guard) {
        Engine engine = new Engine(
                EngineOptions.builder()
                        .allowRequest(guard)
                        .errorListener(errors::add)
                        .build(),
                Thread::new);
        engines.add(engine);
        return new HandshakeGuard(engine);
    }
}
