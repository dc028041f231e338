package ee.socketio.engine;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * The Engine.IO server: it opens sessions and knows them. Methods may be called from any thread. The hooks
 * {@link #onInitialHeaders}, {@link #onHeaders} and {@link #onConnectionError} run on the container's thread that
 * serves the request and must not block; an exception of theirs is reported and changes nothing for the client.
 */
public interface EngineServer {

    /** The options in force. */
    EngineOptions options();

    /** How many sessions are open. */
    int clientsCount();

    /** The open session of this id. */
    Optional<EngineSocket> socket(String id);

    /** Adds a listener for new sessions; it runs on the session's listener thread, before any of its messages. */
    void onConnection(Consumer<EngineSocket> listener);

    /** Adds a listener for refused requests, the reference's {@code connection_error}. */
    void onConnectionError(Consumer<ConnectionError> listener);

    /** Adds a hook for the response headers of a handshake, the reference's {@code initial_headers}. */
    void onInitialHeaders(HeadersListener listener);

    /** Adds a hook for the headers of every polling response and of every upgrade, the reference's {@code headers}. */
    void onHeaders(HeadersListener listener);

    /** Closes every session without waiting for what is queued, and refuses new ones. Later calls do nothing. */
    void close();
}
