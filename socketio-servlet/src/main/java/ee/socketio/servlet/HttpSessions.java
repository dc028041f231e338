package ee.socketio.servlet;

import ee.socketio.engine.EngineRequest;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpSession;
import java.util.function.Consumer;

/**
 * The HTTP sessions of clients, after their handshakes. Nothing here creates one. Every request of a client over polling is one of
 * its HTTP session and keeps it alive as any other request does; messages over a WebSocket do not.
 */
public final class HttpSessions {

    private HttpSessions() {}

    /**
     * Lets an action have the HTTP session that a client had at its handshake, if it is still valid: {@code
     * HttpSessions.access(socket.handshake().request(), session -> ...)}. The action runs on the calling thread, and what it
     * throws is thrown here; an {@link IllegalStateException} of the container if the HTTP session ends in the middle of it.
     *
     * <p>With Servlet 6.1 this is {@code HttpSession.Accessor}, which counts as an access, so that the HTTP session lives on as
     * after a request. With 6.0 it is the object that the request had, which Jetty, Tomcat and Undertow keep usable; containers
     * that keep HTTP sessions elsewhere (a distributable application, a session store) need not, and may not notice what the action
     * changes.
     *
     * @return whether the action was called; not if there was no HTTP session, it has ended, the container does not let it be
     *     reached, or the request was not one to this server
     */
    public static boolean access(EngineRequest handshake, Consumer<HttpSession> action) {
        return handshake.caller() instanceof ServletCaller caller
                && caller.session() != null
                && caller.session().access(action);
    }

    /**
     * Disconnects the clients of an HTTP session on all servers of this application that have the option {@code
     * disconnectOnSessionEnd}, as the end of the HTTP session does: call it after {@code request.logout()}, which does not end the
     * HTTP session and which no listener hears of. Handshakes that are under way are refused, and so are those of the second that
     * follows. Returns at once; may be called from any thread.
     *
     * @throws IllegalStateException if no server of the application has the option
     */
    public static void disconnect(ServletContext context, String httpSessionId) {
        HttpSessionEnds ends = HttpSessionEnds.of(context);
        if (ends.isEmpty()) {
            throw new IllegalStateException("No server of this application has the option 'disconnectOnSessionEnd'");
        }
        ends.ended(httpSessionId);
    }
}
