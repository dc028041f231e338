package ee.socketio.redis;

import ee.socketio.adapter.ClusterAdapter;
import ee.socketio.spi.Adapter;
import ee.socketio.spi.BroadcastAnswers;
import ee.socketio.spi.BroadcastTarget;
import ee.socketio.spi.BroadcastTarget.Flags;
import ee.socketio.spi.Packet;
import ee.socketio.spi.SocketDetails;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A cluster's adapter whose transport hears of rooms that get their first member or lose their last. */
final class ShardedAdapter implements Adapter {

    private final ClusterAdapter cluster;
    private final Supplier<@Nullable ShardedTransport> transport;

    ShardedAdapter(ClusterAdapter cluster, Supplier<@Nullable ShardedTransport> transport) {
        this.cluster = cluster;
        this.transport = transport;
    }

    @Override
    public void add(String socketId, Collection<String> rooms) {
        cluster.add(socketId, rooms);
        changed(socketId, rooms);
    }

    @Override
    public void remove(String socketId, String room) {
        cluster.remove(socketId, room);
        changed(socketId, List.of(room));
    }

    @Override
    public void removeAll(String socketId) {
        Set<String> left = cluster.rooms(socketId);
        cluster.removeAll(socketId);
        changed(socketId, left);
    }

    private void changed(String socketId, Collection<String> rooms) {
        ShardedTransport open = transport.get();
        if (open != null) {
            rooms.forEach(room -> open.onRoom(room, socketId));
        }
    }

    @Override
    public Set<String> rooms(String socketId) {
        return cluster.rooms(socketId);
    }

    @Override
    public Set<String> sockets(Set<String> rooms) {
        return cluster.sockets(rooms);
    }

    @Override
    public void broadcast(Packet packet, BroadcastTarget target) {
        cluster.broadcast(packet, target);
    }

    @Override
    public void broadcastWithAck(Packet packet, BroadcastTarget target, BroadcastAnswers answers) {
        cluster.broadcastWithAck(packet, target, answers);
    }

    @Override
    public CompletionStage<Integer> serverCount() {
        return cluster.serverCount();
    }

    @Override
    public CompletionStage<List<SocketDetails>> fetchSockets(BroadcastTarget target) {
        return cluster.fetchSockets(target);
    }

    @Override
    public void socketsJoin(BroadcastTarget target, Collection<String> rooms) {
        cluster.socketsJoin(target, rooms);
    }

    @Override
    public void socketsLeave(BroadcastTarget target, Collection<String> rooms) {
        cluster.socketsLeave(target, rooms);
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
    public void start() {
        cluster.start();
    }

    @Override
    public void close() {
        cluster.close();
    }

    @Override
    public String toString() {
        return "ShardedAdapter[" + cluster + "]";
    }
}
