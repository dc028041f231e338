package ee.socketio.internal.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import ee.socketio.engine.EngineRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The sessions by the id of the HTTP session that their handshake belonged to, so that they can end with it.
 *
 * <p>A handshake under way is not in here when its HTTP session ends or changes its id. So {@link #add} looks behind itself: it
 * asks the HTTP session for its id, and it knows the ends of the last minute. Those alone decide: containers tell of an end while
 * the HTTP session still says that it is valid, and one that is only not in memory now may say that it is not.
 */
public final class HttpSessionIndex {

    /** No handshake takes longer. */
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    /** How long after telling of its end a container may hand an HTTP session to requests. Ids may be used again after that. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final Object lock = new Object();

    @GuardedBy("lock") private final Map<String, Set<EngineSession>> byId = new HashMap<>();

    @GuardedBy("lock") private final Map<EngineSession, String> ids = new HashMap<>();

    /** When HTTP sessions ended, the oldest first. */
    @GuardedBy("lock") private final Map<String, Instant> ends = new LinkedHashMap<>();

    private volatile Function<EngineRequest, @Nullable String> current = EngineRequest::httpSessionId;

    HttpSessionIndex(InstantSource clock) {
        this.clock = clock;
    }

    /** Sets who knows the id that the HTTP session of a request has now, or null for unknown. Before the first request. */
    public void currentId(Function<EngineRequest, @Nullable String> known) {
        current = known;
    }

    /** Takes a session in that is in the store. False if its HTTP session has ended meanwhile, and so must it. */
    boolean add(EngineSession session) {
        EngineRequest request = session.request();
        String id = request.httpSessionId();
        if (id == null) {
            return true;
        }
        synchronized (lock) {
            put(session, id);
        }
        // From here on both an end and another id are heard of. What came before is asked for.
        String now = current.apply(request);
        boolean valid = isStillOf(session, id, now == null ? id : now);
        if (!valid || session.isClosed()) { // it may have been removed before it was in here
            remove(session);
        }
        return valid;
    }

    private boolean isStillOf(EngineSession session, String before, String now) {
        synchronized (lock) {
            if (before.equals(
                    ids.get(session))) { // if not, another id was heard of, which is as new as this one or newer
                drop(session);
                put(session, now);
            }
            forgetOldEnds();
            Instant end = ends.get(ids.getOrDefault(session, now));
            return end == null || !session.request().receivedAt().isBefore(end.plus(MARGIN));
        }
    }

    void remove(EngineSession session) {
        synchronized (lock) {
            drop(session);
        }
    }

    /** An HTTP session has another id, as after a login. */
    public void renamed(String before, String now) {
        synchronized (lock) {
            Set<EngineSession> moving = before.equals(now) ? null : byId.remove(before);
            if (moving != null) {
                moving.forEach(session -> put(session, now));
            }
        }
    }

    /** An HTTP session ends; returns the sessions that are to end with it. They stay in here until they do. */
    Collection<EngineSession> end(String id) {
        synchronized (lock) {
            forgetOldEnds();
            ends.remove(id); // the youngest is the last
            ends.put(id, clock.instant());
            return List.copyOf(byId.getOrDefault(id, Set.of()));
        }
    }

    /** How many sessions are in here. */
    int size() {
        synchronized (lock) {
            return ids.size();
        }
    }

    /** How many ends are remembered. */
    int ends() {
        synchronized (lock) {
            return ends.size();
        }
    }

    @GuardedBy("lock") private void forgetOldEnds() {
        Instant oldest = clock.instant().minus(REMEMBERED);
        while (!ends.isEmpty() && ends.values().iterator().next().isBefore(oldest)) {
            ends.remove(ends.keySet().iterator().next());
        }
    }

    @GuardedBy("lock") private void put(EngineSession session, String id) {
        ids.put(session, id);
        byId.computeIfAbsent(id, key -> new HashSet<>(2)).add(session);
    }

    @GuardedBy("lock") private void drop(EngineSession session) {
        String id = ids.remove(session);
        Set<EngineSession> others = id == null ? null : byId.get(id);
        if (others != null && others.remove(session) && others.isEmpty()) {
            byId.remove(id);
        }
    }
}
