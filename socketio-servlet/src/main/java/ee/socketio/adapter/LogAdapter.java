package ee.socketio.adapter;

import ee.socketio.spi.AdapterContext;
import ee.socketio.spi.BroadcastAnswers;
import ee.socketio.spi.BroadcastTarget;
import ee.socketio.spi.BroadcastTarget.Flags;
import ee.socketio.spi.Packet;
import ee.socketio.spi.SavedSession;
import ee.socketio.spi.SessionAwareAdapter;
import ee.socketio.spi.SocketDetails;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A cluster's adapter with connection state recovery across servers: a client whose server has died goes on at another one, with
 * what it missed. Broadcasts go through a log, and every server, that of the sender too, hands them to its sockets in the order
 * of the log; so the last offset that a client has received says that it has received everything before.
 *
 * <p>A broadcast whose entry does not come back within half a second, or a whole one, because the log is away or slow, goes to
 * this server's own sockets without an offset, and other servers get it late or never. Who then loses its connection before it
 * has received anything newer may get it twice, if it went into the log all the same. Sessions are kept in
 * the log's store, those of connected sockets too: their rooms as they were 50 ms ago at the latest, their data as it was 10 s
 * ago, or a quarter of the time for which sessions are kept.
 */
public final class LogAdapter implements SessionAwareAdapter {

    private final ClusterAdapter cluster;
    private final LogState state;
    private final OrderedRooms<String> rooms;
    private final LogBroadcasts broadcasts;
    private final LogSessions sessions;

    /**
     * Makes the adapter of one namespace; {@link #start} opens its transport.
     *
     * @param maxDisconnectionDuration how long sessions are kept
     */
    public LogAdapter(
            AdapterContext namespace,
            LogTransport.Factory logs,
            ClusterOptions options,
            Duration maxDisconnectionDuration) {
        this.cluster = new ClusterAdapter(namespace, node -> open(logs, node), options);
        this.state = new LogState(namespace);
        this.rooms = new OrderedRooms<>(cluster, state.order(), state::reached, state::compare);
        Resumptions resumptions = new Resumptions(state, rooms.members());
        this.broadcasts = new LogBroadcasts(state, rooms.members(), resumptions);
        this.sessions = new LogSessions(state, rooms.members(), resumptions, maxDisconnectionDuration);
    }

    private LogTransport open(LogTransport.Factory logs, ClusterTransport.Node node) {
        LogTransport opened = logs.open(broadcasts.end(node));
        state.open(opened, node.uid());
        return opened;
    }

    @Override
    public void start() {
        cluster.start();
        sessions.live().start();
    }

    // --- broadcasts

    @Override
    public void broadcast(Packet packet, BroadcastTarget target) {
        broadcasts.send(packet, target);
    }

    @Override
    public void inOrder(Runnable send) {
        state.order().run(send);
    }

    @Override
    public void broadcastWithAck(Packet packet, BroadcastTarget target, BroadcastAnswers answers) {
        cluster.broadcastWithAck(packet, target, answers);
    }

    // --- sessions

    @Override
    public CompletionStage<@Nullable SavedSession> takeSession(String privateId) {
        return sessions.take(privateId);
    }

    @Override
    public void enter(Consumer<String> connect) {
        sessions.enter(connect);
    }

    @Override
    public void resume(SavedSession session, @Nullable String offset, Consumer<@Nullable Missed> connect) {
        sessions.resume(session, offset, connect);
    }

    @Override
    public void exit(Function<String, @Nullable SavedSession> disconnect) {
        sessions.exit(disconnect);
    }

    @Override
    public Map<String, String> joinedRooms(String socketId) {
        return new HashMap<>(rooms.members().of(socketId));
    }

    // --- rooms

    @Override
    public void add(String socketId, Collection<String> added) {
        rooms.add(socketId, added);
        sessions.live().changed(socketId);
    }

    @Override
    public void remove(String socketId, String room) {
        rooms.remove(socketId, room);
        sessions.live().changed(socketId);
    }

    @Override
    public void removeAll(String socketId) {
        rooms.removeAll(socketId);
        sessions.left(socketId);
    }

    @Override
    public Set<String> rooms(String socketId) {
        return cluster.rooms(socketId);
    }

    @Override
    public Set<String> sockets(Set<String> some) {
        return cluster.sockets(some);
    }

    // --- servers

    @Override
    public CompletionStage<Integer> serverCount() {
        return cluster.serverCount();
    }

    @Override
    public CompletionStage<List<SocketDetails>> fetchSockets(BroadcastTarget target) {
        return cluster.fetchSockets(target);
    }

    @Override
    public void socketsJoin(BroadcastTarget target, Collection<String> joined) {
        cluster.socketsJoin(target, joined);
    }

    @Override
    public void socketsLeave(BroadcastTarget target, Collection<String> left) {
        cluster.socketsLeave(target, left);
    }

    @Override
    public void disconnectSockets(BroadcastTarget target, boolean close) {
        cluster.disconnectSockets(target, close);
    }

    @Override
    public void serverSideEmit(List<@Nullable Object> event) {
        cluster.serverSideEmit(event);
    }

    @Override
    public CompletionStage<List<List<@Nullable Object>>> serverSideEmitWithAck(
            List<@Nullable Object> event, Flags flags) {
        return cluster.serverSideEmitWithAck(event, flags);
    }

    @Override
    public void close() {
        broadcasts.close(); // so that those who left behind a broadcast are saved before the log is closed
        sessions.close();
        state.close();
        cluster.close();
    }

    @Override
    public String toString() {
        return "LogAdapter[" + cluster + ", " + broadcasts + "]";
    }
}
