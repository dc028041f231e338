package ee.socketio.internal.engine;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The live sessions of a server, and the only place that adds or removes one. */
public final class SessionStore {

    /** A session with its place among the limited number of them. */
    private record Held(EngineSession session, Admission.Place place) {}

    private final Map<String, Held> sessions = new ConcurrentHashMap<>();
    private final @Nullable HttpSessionIndex httpSessions;
    private volatile boolean closed;

    SessionStore() {
        this(null);
    }

    /** With an index that forgets what is removed here. */
    SessionStore(@Nullable HttpSessionIndex httpSessions) {
        this.httpSessions = httpSessions;
    }

    /** The session of this id, or null. */
    public @Nullable EngineSession get(String id) {
        Held held = sessions.get(id);
        return held == null ? null : held.session();
    }

    /** How many sessions live. */
    public int size() {
        return sessions.size();
    }

    /** Adds a session that no limit counts. */
    boolean add(EngineSession session) {
        return add(session, Admission.Place.unlimited());
    }

    /** False if the id is taken, the place was lost meanwhile or the server has stopped; the place is free then. */
    boolean add(EngineSession session, Admission.Place place) {
        if (!place.keep()) {
            return false;
        }
        Held held = new Held(session, place);
        if (closed || sessions.putIfAbsent(session.id(), held) != null) {
            place.end();
            return false;
        }
        if (closed) { // close() may have taken its look between the two lines above
            remove(held);
            return false;
        }
        return true;
    }

    void remove(EngineSession session) {
        Held held = sessions.get(session.id());
        if (held != null && held.session() == session) {
            remove(held);
        }
    }

    /** Who removes it from the map, and nobody else, frees the place. */
    private void remove(Held held) {
        if (sessions.remove(held.session().id(), held)) {
            held.place().end();
            if (httpSessions != null) {
                httpSessions.remove(held.session());
            }
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** Takes no more sessions and returns those that are there; they go on until somebody ends them. */
    Collection<EngineSession> close() {
        closed = true;
        return all();
    }

    /** The live sessions; a copy. */
    Collection<EngineSession> all() {
        return sessions.values().stream().map(Held::session).toList();
    }
}
