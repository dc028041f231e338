package ee.socketio.engine;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
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

    /** The open sessions, the reference's {@code clients}; an unmodifiable copy in no order. */
    Collection<EngineSocket> sockets();

    /** Adds a listener for new sessions; it runs on the session's listener thread, before any of its messages. */
    void onConnection(Consumer<EngineSocket> listener);

    /** Adds a listener for refused requests, the reference's {@code connection_error}. */
    void onConnectionError(Consumer<ConnectionError> listener);

    /** Adds a hook for the response headers of a handshake, the reference's {@code initial_headers}. */
    void onInitialHeaders(HeadersListener listener);

    /** Adds a hook for the headers of every polling response and of every upgrade, the reference's {@code headers}. */
    void onHeaders(HeadersListener listener);

    /**
     * Adds a listener that sees the packets of every session, from the next one on; for how, see {@link PacketListener}. Costs
     * nothing while there is none.
     */
    void onPacket(PacketListener listener);

    /** Closes every session without waiting for what is queued, and refuses new ones. Later calls do nothing. */
    void close();

    /**
     * Closes gently: new sessions are refused at once, as after {@link #close()}, while those that are open go on, their
     * polls are served, and what was sent on them before this call may leave. When all of it has left ({@link
     * EngineSocket#flushed()}), or after {@code drain}, this does what {@link #close()} does. Messages that are sent
     * meanwhile are not waited for.
     *
     * <p>A later call changes nothing and returns the stage of the first; {@link #close()} ends the wait.
     *
     * @param drain how long the wait may take: 0 to 1 day
     * @return completes, and never fails, when every session was closed: on the timer thread, or on the one that wrote or
     *     closed last. What hangs on it must not block
     * @throws IllegalArgumentException if {@code drain} is out of range
     */
    CompletionStage<Void> close(Duration drain);
}
