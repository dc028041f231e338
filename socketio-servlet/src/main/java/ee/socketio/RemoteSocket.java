package ee.socketio;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A socket somewhere in the cluster, as {@code fetchSockets} found it. Of a socket of this server rooms and data are live; of
 * another server's they are as they were then. Methods may be called from any thread, none blocks, and all of them do
 * nothing if the socket is gone.
 */
public interface RemoteSocket {

    /** The socket's id. */
    String id();

    /**
     * How the socket came. Another server does not tell what belongs to the container: no principal, session or certificates
     * then.
     */
    Handshake handshake();

    /** The rooms that it is in, its own id among them. */
    Set<String> rooms();

    /** The application's data. Of another server's socket it is what JSON makes of it. */
    Map<String, ?> data();

    /** A copy whose {@link #emitWithAck} waits so long. */
    RemoteSocket timeout(Duration timeout);

    /**
     * Sends an event to the socket.
     *
     * @throws IllegalArgumentException if the name is reserved or an argument cannot be written
     */
    void emit(String event, @Nullable Object... arguments);

    /**
     * Sends an event and returns its answer, of another server's socket the first argument of it. Needs {@link #timeout};
     * fails with {@link AckTimeoutException}.
     *
     * @throws IllegalStateException without a timeout
     * @throws IllegalArgumentException if the name is reserved or an argument cannot be written
     */
    CompletionStage<Arguments> emitWithAck(String event, @Nullable Object... arguments);

    /** Makes the socket join rooms. */
    void join(String... rooms);

    /** Makes the socket leave rooms. */
    void leave(String... rooms);

    /** Disconnects the socket, with {@code close} its connection too. */
    void disconnect(boolean close);
}
