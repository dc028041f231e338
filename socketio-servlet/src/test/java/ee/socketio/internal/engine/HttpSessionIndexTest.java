package ee.socketio.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.EngineRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sessions are found by their HTTP session, whatever happens to it while they open. */
@Timeout(60)
class HttpSessionIndexTest {

    private Instant now = Instant.EPOCH;
    private final HttpSessionIndex index = new HttpSessionIndex(() -> now);

    @Test
    void theEndOfAnHttpSessionNamesItsSessionsAndNoOthers() {
        EngineSession one = session("http-1");
        EngineSession two = session("http-1");
        EngineSession other = session("http-2");
        assertThat(List.of(one, two, other)).allMatch(index::add);

        assertThat(index.end("http-1")).containsExactlyInAnyOrder(one, two);
        assertThat(index.end("http-3")).isEmpty();
    }

    @Test
    void whoeverHasNoHttpSessionIsNotIn() {
        assertThat(index.add(session(null))).isTrue();

        assertThat(index.size()).isZero();
    }

    @Test
    void whatEndedItselfIsForgotten() {
        EngineSession one = session("http-1");
        index.add(one);

        index.remove(one);
        index.remove(one);

        assertThat(index.end("http-1")).isEmpty();
        assertThat(index.size()).isZero();
    }

    @Test
    void aSessionThatEndedBeforeItWasInIsNotKept() {
        EngineSession one = session("http-1");
        one.discard();

        assertThat(index.add(one)).isTrue();

        assertThat(index.size()).isZero();
    }

    @Test
    void anotherIdIsFollowed() {
        EngineSession one = session("http-1");
        EngineSession two = session("http-2");
        index.add(one);
        index.add(two);

        index.renamed("http-1", "http-2");
        index.renamed("http-2", "http-2");
        index.renamed("http-9", "http-2");

        assertThat(index.end("http-1")).isEmpty();
        assertThat(index.end("http-2")).containsExactlyInAnyOrder(one, two);
        index.remove(one);
        assertThat(index.end("http-2")).containsExactly(two);
    }

    @Test
    void anIdThatChangedDuringTheHandshakeIsAskedFor() {
        EngineSession one = session("before");
        index.currentId(request -> "after");

        assertThat(index.add(one)).isTrue();

        assertThat(index.end("before")).isEmpty();
        assertThat(index.end("after")).containsExactly(one);
    }

    @Test
    void anIdThatIsHeardOfWhileTheOldOneIsAskedForCounts() {
        EngineSession one = session("before");
        index.currentId(request -> {
            index.renamed("before", "between");
            index.renamed("between", "after");
            return "between";
        });

        assertThat(index.add(one)).isTrue();

        assertThat(index.end("between")).isEmpty();
        assertThat(index.end("after")).containsExactly(one);
    }

    /** It may be in a store only, and come back with the next request. */
    @Test
    void anHttpSessionThatCannotBeAskedKeepsTheIdOfTheHandshake() {
        index.currentId(request -> null);
        EngineSession one = session("http-1");

        assertThat(index.add(one)).isTrue();

        assertThat(index.end("http-1")).containsExactly(one);
        assertThat(index.add(session("http-1"))).isFalse();
    }

    /** As containers do: their listeners are told while the HTTP session can still be used. */
    @Test
    void anEndDuringTheHandshakeIsNotMissed() {
        EngineSession one = session("http-1");
        index.end("http-1");

        assertThat(index.add(one)).isFalse();
        assertThat(index.size()).isZero();
    }

    @Test
    void anEndUnderAnotherIdDuringTheHandshakeIsNotMissed() {
        EngineSession one = session("before");
        index.end("after");
        index.currentId(request -> "after");

        assertThat(index.add(one)).isFalse();
        assertThat(index.size()).isZero();
    }

    @Test
    void aHandshakeOfTheNextHttpSessionWithThisIdIsAdmitted() {
        index.end("http-1");
        now = now.plusSeconds(2);

        assertThat(index.add(session("http-1"))).isTrue();
    }

    @Test
    void anEndIsRememberedForAMinute() {
        EngineSession slow = session("http-1");
        index.end("http-1");
        now = now.plusSeconds(59);
        index.end("http-2");
        assertThat(index.ends()).isEqualTo(2);

        assertThat(index.add(slow)).isFalse();

        now = now.plus(Duration.ofSeconds(2));
        index.end("http-2");
        assertThat(index.ends()).isEqualTo(1);
    }

    /** It is refused, or it is among those that are to end. */
    @Test
    void nobodyEscapesAnEndThatRacesWithTheHandshake() throws Exception {
        for (int round = 0; round < 1_000; round++) {
            HttpSessionIndex racing = new HttpSessionIndex(() -> now);
            EngineSession one = session("http-1");
            AtomicBoolean added = new AtomicBoolean();
            AtomicBoolean ended = new AtomicBoolean();

            Race.run(2, thread -> {
                if (thread == 0) {
                    added.set(racing.add(one));
                } else {
                    ended.set(racing.end("http-1").contains(one));
                }
            });

            assertThat(added.get() && !ended.get()).isFalse();
        }
    }

    private EngineSession session(String httpSessionId) {
        EngineRequest request = new EngineRequest(
                "GET",
                "/",
                Map.of("EIO", "4"),
                Map.of(),
                "192.0.2.1",
                false,
                Locale.ROOT,
                null,
                httpSessionId,
                Map.of(),
                List.of(),
                now);
        EngineSession session = new EngineSession(
                "sid", request, EngineOptions.builder().build(), new SessionStore(), new ManualTimers());
        session.attach(new RecordingHandler(), RecordingTransport.polling());
        return session;
    }
}
