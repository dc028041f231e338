package ee.socketio.spi;

import java.util.Collection;
import java.util.Set;

/**
 * Knows who is in which room of one namespace, and carries broadcasts. Methods are called from any thread and must not
 * block; a socket's own id is one of its rooms.
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

    /** Sends a packet to everybody in the target, on all servers unless it is local, and to each once. */
    void broadcast(Packet packet, BroadcastTarget target);

    /** The server stops. */
    default void close() {}
}
