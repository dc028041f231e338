package ee.socketio.internal.engine;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The live sessions of a server, and the only place that adds or removes one. */
public final class SessionStore {

    private final Map<String, EngineSession> sessions = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** The session of this id, or null. */
    public @Nullable EngineSession get(String id) {
        return sessions.get(id);
    }

    /** How many sessions live. */
    public int size() {
        return sessions.size();
    }

    /** False if the id is taken or the server has stopped. */
    boolean add(EngineSession session) {
        if (closed || sessions.putIfAbsent(session.id(), session) != null) {
            return false;
        }
        if (closed) { // close() may have taken its look between the two lines above
            sessions.remove(session.id(), session);
            return false;
        }
        return true;
    }

    void remove(EngineSession session) {
        sessions.remove(session.id(), session);
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
        return List.copyOf(sessions.values());
    }
}
