package ee.socketio.servlet;

import ee.socketio.engine.Caller;
import ee.socketio.engine.EngineRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is left of a caller when the request is over. */
record ServletCaller(
        Roles roles, Set<String> granted, @Nullable HeldSession session) implements Caller {

    static ServletCaller of(HttpServletRequest request, Roles roles) {
        return new ServletCaller(roles, roles.of(request), HeldSession.of(request.getSession(false)));
    }

    /** The id of the HTTP session of this request now, or null if it does not tell or there was none. */
    static @Nullable String currentSessionId(EngineRequest request) {
        return request.caller() instanceof ServletCaller caller && caller.session() != null
                ? caller.session().currentId()
                : null;
    }

    @Override
    public boolean isUserInRole(String role) {
        return roles.contains(granted, role);
    }

    @Override
    public String toString() {
        return granted.toString();
    }
}
