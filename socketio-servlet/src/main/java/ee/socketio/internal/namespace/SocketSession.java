package ee.socketio.internal.namespace;

import ee.socketio.DisconnectReason;
import ee.socketio.spi.SavedSession;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What connection state recovery knows of one socket. */
final class SocketSession {

    /** The client did not mean to leave. */
    private static final Set<DisconnectReason> RECOVERABLE = EnumSet.of(
            DisconnectReason.TRANSPORT_ERROR,
            DisconnectReason.TRANSPORT_CLOSE,
            DisconnectReason.FORCED_CLOSE,
            DisconnectReason.FORCED_SERVER_CLOSE,
            DisconnectReason.PING_TIMEOUT,
            DisconnectReason.SERVER_SHUTTING_DOWN);

    private final @Nullable SavedSession saved;
    private final @Nullable String clientOffset;
    private final String privateId;

    // --- confined to the order of broadcasts
    private @Nullable String connectedAt;
    private @Nullable String lastOffset;

    private SocketSession(String privateId, @Nullable SavedSession saved, @Nullable String clientOffset) {
        this.privateId = privateId;
        this.saved = saved;
        this.clientOffset = clientOffset;
    }

    /** The session of a new socket. */
    static SocketSession fresh(String privateId) {
        return new SocketSession(privateId, null, null);
    }

    /** The session of a socket that takes up a saved one. */
    static SocketSession of(SavedSession saved, @Nullable String clientOffset) {
        return new SocketSession(saved.privateId(), saved, clientOffset);
    }

    /** Whether a session is kept after a disconnect for this reason. */
    static boolean outlives(DisconnectReason reason) {
        return RECOVERABLE.contains(reason);
    }

    @Nullable SavedSession saved() {
        return saved;
    }

    @Nullable String clientOffset() {
        return clientOffset;
    }

    String privateId() {
        return privateId;
    }

    boolean recovered() {
        return saved != null;
    }

    /**
     * Whether the socket takes up a session of this namespace for certain. Servers of Node.js do not say of which it is when they
     * save one in a store for all namespaces; they do not know where in the log it began, either.
     */
    boolean isOfThisNamespace() {
        return saved != null && !saved.connectedAt().isEmpty();
    }

    /** The rooms that the socket has from before. */
    Set<String> rooms() {
        return saved != null ? saved.rooms().keySet() : Set.of();
    }

    /** The socket is let in as a new one. */
    void entered(String place) {
        connectedAt = place;
        lastOffset = place;
    }

    /** The socket is let in again. */
    void resumed(String offset) {
        connectedAt = Objects.requireNonNull(saved).connectedAt();
        lastOffset = offset;
    }

    /** A packet is meant for the socket, whether it can be sent or not. */
    void meantFor(String offset) {
        lastOffset = offset;
    }

    /** What is to be kept; null if the socket never was let in, unless there is something to put back. */
    @Nullable SavedSession save(String id, Map<String, String> rooms, Map<String, Object> data, String place) {
        return connectedAt == null || lastOffset == null
                ? saved
                : new SavedSession(id, privateId, rooms, data, connectedAt, lastOffset, place);
    }
}
