package ee.socketio.engine;

/**
 * What the container said about the caller of a request, beside the principal; it outlives the request. Methods may be called
 * from any thread.
 */
@FunctionalInterface
public interface Caller {

    /**
     * Whether the caller was in a role when the request came: the container's {@code isUserInRole}. Only roles whose names were
     * known then were asked for; of any other name the answer is false, and the servlets log a warning once that says how to make
     * it known.
     */
    boolean isUserInRole(String role);

    /** A caller in no role. */
    static Caller inNoRole() {
        return role -> false;
    }
}
