package ee.socketio.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.EngineOptions;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SessionStoreTest {

    private final SessionStore store = new SessionStore();

    @Test
    void aSessionIsFoundByItsIdUntilItIsRemoved() {
        EngineSession session = session("a");
        assertThat(store.get("a")).isNull();

        assertThat(store.add(session)).isTrue();
        assertThat(store.get("a")).isSameAs(session);
        assertThat(store.get("A")).isNull();
        assertThat(store.size()).isEqualTo(1);

        store.remove(session);
        assertThat(store.get("a")).isNull();
        assertThat(store.size()).isZero();
    }

    @Test
    void anIdIsTakenOnce() {
        EngineSession first = session("a");
        EngineSession second = session("a");
        store.add(first);

        assertThat(store.add(second)).isFalse();

        assertThat(store.get("a")).isSameAs(first);
    }

    @Test
    void whoeverWasNotAddedRemovesNobodyElse() {
        EngineSession first = session("a");
        store.add(first);

        store.remove(session("a"));

        assertThat(store.get("a")).isSameAs(first);
    }

    @Test
    void anIdIsFreeAgainAfterItsSession() {
        EngineSession first = session("a");
        store.add(first);
        store.remove(first);

        assertThat(store.add(session("a"))).isTrue();
    }

    @Test
    void closeReturnsWhoIsLeftAndTakesNobodyElse() {
        EngineSession a = session("a");
        EngineSession b = session("b");
        store.add(a);
        store.add(b);
        assertThat(store.isClosed()).isFalse();

        assertThat(store.close()).containsExactlyInAnyOrder(a, b);

        assertThat(store.isClosed()).isTrue();
        assertThat(store.add(session("c"))).isFalse();
        assertThat(store.get("c")).isNull();
    }

    @Test
    void whatCloseReturnsMayBeRemovedMeanwhile() {
        store.add(session("a"));
        store.add(session("b"));

        store.close().forEach(store::remove);

        assertThat(store.size()).isZero();
    }

    /** No session may live on after the server was closed: it is refused, or it is among those to end. */
    @Test
    void whoeverIsAddedWhileTheStoreClosesIsRefusedOrReturned() throws Exception {
        for (int round = 0; round < 1_000; round++) {
            SessionStore racing = new SessionStore();
            ConcurrentLinkedQueue<EngineSession> added = new ConcurrentLinkedQueue<>();
            ConcurrentLinkedQueue<Collection<EngineSession>> closed = new ConcurrentLinkedQueue<>();
            List<EngineSession> sessions =
                    List.of(session("a"), session("b"), session("c"), session("d"), session("e"));

            Race.run(2, thread -> {
                if (thread == 0) {
                    sessions.stream().filter(racing::add).forEach(added::add);
                } else {
                    closed.add(racing.close());
                }
            });

            assertThat(closed.element()).containsAll(added);
        }
    }

    private static EngineSession session(String id) {
        return new EngineSession(
                id, SessionRig.request(), EngineOptions.builder().build(), new SessionStore(), new ManualTimers());
    }
}
