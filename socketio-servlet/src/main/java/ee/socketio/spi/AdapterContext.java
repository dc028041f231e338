package ee.socketio.spi;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a namespace offers its adapter. Methods may be called from any thread, and none of them blocks. */
public interface AdapterContext {

    /** The namespace's name. */
    String namespace();

    /** The ids of the sockets that are connected to this server; a live view. */
    Set<String> socketIds();

    /** What is known of a connected socket of this server, or null. */
    @Nullable SocketDetails details(String socketId);

    /** Encodes a packet as the server's parser does. */
    EncodedPacket encode(Packet packet);

    /** Sends a packet to sockets of this server; it is encoded once. Ids that are gone are skipped. */
    void deliver(Packet packet, Collection<String> socketIds, BroadcastTarget.Flags flags);

    /**
     * Sends a packet to sockets of this server.
     *
     * @param encoded the packet, from {@link #encode}
     * @param packet the packet
     * @param socketIds the receivers; ids that are gone are skipped
     * @param flags how to send
     * @param offset the packet's offset, from now on the last of its receivers' ({@link SavedSession#lastOffset}); null if it
     *     has none
     */
    void deliver(
            EncodedPacket encoded,
            Packet packet,
            Collection<String> socketIds,
            BroadcastTarget.Flags flags,
            @Nullable String offset);

    /**
     * Sends an event with an id to sockets of this server. The answers go to the collector until it has ended.
     *
     * @return how many sockets it was sent to, for the adapter to {@linkplain BroadcastAnswers#expect report}
     */
    int deliverWithAck(
            Packet packet, Collection<String> socketIds, BroadcastTarget.Flags flags, BroadcastAnswers answers);

    /** Makes sockets of this server join rooms. */
    void join(Collection<String> socketIds, Collection<String> rooms);

    /** Makes sockets of this server leave rooms. */
    void leave(Collection<String> socketIds, Collection<String> rooms);

    /** Disconnects sockets of this server; with {@code close} their connections too. */
    void disconnect(Collection<String> socketIds, boolean close);

    /** Another server sent an event, its name and arguments; {@code ack} is null unless it waits for an answer. */
    void onServerSideEmit(List<@Nullable Object> event, @Nullable Consumer<List<@Nullable Object>> ack);

    /** Whether anybody wants to hear of room events. */
    boolean hearsRooms();

    /** Tells the application's listeners; not to be called with a lock held. */
    void onRoom(RoomEvent event);

    /** How long sessions and packets are kept for those who lost their connection; null without connection state recovery. */
    @Nullable Duration maxDisconnectionDuration();

    /**
     * What would be kept of a socket of this server if it lost its connection now; null if nothing would. Only in the order of
     * broadcasts.
     *
     * @param rooms where in this order it joined each of its rooms
     * @param place where this order is
     */
    @Nullable SavedSession session(String socketId, Map<String, String> rooms, String place);

    /** Maps values to JSON and back. */
    JsonMapper jsonMapper();

    /** Runs a short task later, on the server's timer thread. The returned action takes it back. */
    Runnable schedule(Runnable task, Duration delay);
}
