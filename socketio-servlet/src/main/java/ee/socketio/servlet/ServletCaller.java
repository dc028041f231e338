package ee.socketio.servlet;

import ee.socketio.engine.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/** What is left of a caller when the request is over. */
record ServletCaller(Roles roles, Set<String> granted) implements Caller {

    static ServletCaller of(HttpServletRequest request, Roles roles) {
        return new ServletCaller(roles, roles.of(request));
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
