package ee.socketio.spi;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Knows who is in which room of one namespace, and carries whatever concerns the sockets of several servers. Methods are
 * called from any thread and must not block; a socket's own id is one of its rooms.
 *
 * <p>The first five methods are about the sockets of this server alone. The others reach all servers of a cluster, unless
 * their target is {@link BroadcastTarget.Flags#local() local}; what they ask of this server they ask of its {@link
 * AdapterContext}.
 */
public interface Adapter {

    /** Adds a socket of this server to rooms. */
    void add(String socketId, Collection<String> rooms);

    /** Takes a socket out of a room. */
    void remove(String socketId, String room);

    /** Takes a socket out of all rooms, because it is gone. */
    void removeAll(String socketId);

    /** The rooms of a socket of this server; a copy. */
    Set<String> rooms(String socketId);

    /** The sockets of this server that are in any of the rooms, or all sockets if there are no rooms; a copy. */
    Set<String> sockets(Set<String> rooms);

    /** Sends a packet to everybody in the target, and to each once. */
    void broadcast(Packet packet, BroadcastTarget target);

    /**
     * Sends an event to everybody in the target and collects an answer of each; every server reports how many clients it
     * asked. The packet has no id yet: each server gives it one of its own.
     */
    void broadcastWithAck(Packet packet, BroadcastTarget target, BroadcastAnswers answers);

    /** How many servers there are, this one included. */
    default CompletionStage<Integer> serverCount() {
        return CompletableFuture.completedFuture(1);
    }

    /** Describes the sockets of the target; fails with {@link RequestTimeoutException} if a server does not answer. */
    CompletionStage<List<SocketDetails>> fetchSockets(BroadcastTarget target);

    /** Makes the sockets of the target join rooms. */
    void socketsJoin(BroadcastTarget target, Collection<String> rooms);

    /** Makes the sockets of the target leave rooms. */
    void socketsLeave(BroadcastTarget target, Collection<String> rooms);

    /** Disconnects the sockets of the target; with {@code close} their connections too. */
    void disconnectSockets(BroadcastTarget target, boolean close);

    /** Sends an event, its name and arguments, to the other servers. */
    default void serverSideEmit(List<@Nullable Object> event) {}

    /**
     * Sends an event to the other servers and collects an answer of each: its arguments. Fails with {@link
     * RequestTimeoutException} if one does not answer.
     */
    default CompletionStage<List<List<@Nullable Object>>> serverSideEmitWithAck(
            List<@Nullable Object> event, BroadcastTarget.Flags flags) {
        return CompletableFuture.completedFuture(List.of());
    }

    /**
     * The namespace is ready: from now on its context may be called. Called once, before any socket enters; what was created
     * may also end without it. An exception makes the creation of the namespace fail.
     */
    default void start() {}

    /** The namespace ends, with its server or without it: everything that waits is given up. */
    default void close() {}
}
