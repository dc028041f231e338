package ee.socketio.adapter;

import ee.socketio.spi.Adapter;
import ee.socketio.spi.AdapterContext;
import ee.socketio.spi.AdapterFactory;
import ee.socketio.spi.BroadcastAnswers;
import ee.socketio.spi.BroadcastTarget;
import ee.socketio.spi.BroadcastTarget.Flags;
import ee.socketio.spi.Packet;
import ee.socketio.spi.SocketDetails;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * An adapter for a cluster, over any transport: the reference's {@code ClusterAdapter} and {@code
 * ClusterAdapterWithHeartbeat}. It does for the sockets of this server what the adapter in memory does, tells the other servers
 * to do the same, and asks them where an answer is wanted.
 *
 * <p>What one thread sends arrives in its order, on every server. A message is published before this server's own sockets see
 * it: what their clients send in response can not overtake it. Nothing that a transport does fails a call; a value that cannot
 * be written does, with an {@code IllegalArgumentException}, and then nobody has received anything.
 *
 * <p>Fetches and server-side emits wait for the servers that are known when they begin. A server that leaves or dies is not
 * waited for any longer. Of acks only the first argument travels between servers. After {@link #close} everything concerns
 * this server alone, and what waited has failed with an {@code IllegalStateException}.
 */
public final class ClusterAdapter implements Adapter {

    private final AdapterContext namespace;
    private final ClusterTransport.Factory transports;
    private final ClusterOptions options;
    private final InMemoryAdapter members;
    private final Link link;
    private final Peers peers;
    private final Requests requests;
    private final Incoming incoming;

    /** Makes the adapter of one namespace; {@link #start} opens its transport. */
    public ClusterAdapter(AdapterContext namespace, ClusterTransport.Factory transports, ClusterOptions options) {
        this.namespace = namespace;
        this.transports = transports;
        this.options = options;
        this.members = new InMemoryAdapter(namespace);
        this.link = new Link(namespace.namespace());
        this.peers = new Peers(namespace, link, options, this::onGone);
        this.requests = new Requests(namespace, link, peers, options);
        this.incoming = new Incoming(namespace, members, link, peers, requests, options);
    }

    /** The option {@code adapter} of a server whose cluster is connected by channels of bytes. */
    public static AdapterFactory factory(ClusterChannel.Factory channels, ClusterOptions options) {
        return namespace -> new ClusterAdapter(
                namespace, node -> ChannelTransport.open(channels, namespace.jsonMapper(), node), options);
    }

    private void onGone(String uid) {
        requests.gone(uid);
    }

    @Override
    public void start() {
        link.open(transports, members, incoming::receive);
        if (options.serverCount() == null) {
            peers.start();
        }
    }

    // --- the sockets of this server

    @Override
    public void add(String socketId, Collection<String> rooms) {
        members.add(socketId, rooms);
    }

    @Override
    public void remove(String socketId, String room) {
        members.remove(socketId, room);
    }

    @Override
    public void removeAll(String socketId) {
        members.removeAll(socketId);
    }

    @Override
    public Set<String> rooms(String socketId) {
        return members.rooms(socketId);
    }

    @Override
    public Set<String> sockets(Set<String> rooms) {
        return members.sockets(rooms);
    }

    /** Whether a socket of this server is in a room. */
    public boolean hasSockets(String room) {
        return members.hasSockets(room);
    }

    // --- the sockets of all servers

    @Override
    public void broadcast(Packet packet, BroadcastTarget target) {
        if (isShared(target)) {
            link.publish(MessageType.BROADCAST, broadcastData(packet, target));
        }
        members.broadcast(packet, target);
    }

    @Override
    public void broadcastWithAck(Packet packet, BroadcastTarget target, BroadcastAnswers answers) {
        if (isShared(target)) {
            requests.broadcast(broadcastData(packet, target), answers);
        }
        members.broadcastWithAck(packet, target, answers);
    }

    static Map<String, @Nullable Object> broadcastData(Packet packet, BroadcastTarget target) {
        Map<String, @Nullable Object> inner = new LinkedHashMap<>();
        inner.put("type", packet.type().ordinal());
        inner.put("data", packet.data());
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("packet", inner);
        data.put("opts", Targets.write(target));
        return data;
    }

    @Override
    public CompletionStage<List<SocketDetails>> fetchSockets(BroadcastTarget target) {
        List<SocketDetails> own = members.details(target);
        return isShared(target)
                ? requests.fetch(own, targetData(target), target.flags().timeout())
                : CompletableFuture.completedFuture(own);
    }

    @Override
    public void socketsJoin(BroadcastTarget target, Collection<String> rooms) {
        publish(MessageType.SOCKETS_JOIN, target, "rooms", List.copyOf(rooms));
        members.socketsJoin(target, rooms);
    }

    @Override
    public void socketsLeave(BroadcastTarget target, Collection<String> rooms) {
        publish(MessageType.SOCKETS_LEAVE, target, "rooms", List.copyOf(rooms));
        members.socketsLeave(target, rooms);
    }

    @Override
    public void disconnectSockets(BroadcastTarget target, boolean close) {
        publish(MessageType.DISCONNECT_SOCKETS, target, "close", close);
        members.disconnectSockets(target, close);
    }

    private void publish(MessageType type, BroadcastTarget target, String name, Object value) {
        if (isShared(target)) {
            Map<String, @Nullable Object> data = targetData(target);
            data.put(name, value);
            link.publish(type, data);
        }
    }

    private boolean isShared(BroadcastTarget target) {
        return !target.flags().local() && link.isOpen();
    }

    private static Map<String, @Nullable Object> targetData(BroadcastTarget target) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("opts", Targets.write(target));
        return data;
    }

    // --- servers

    @Override
    public CompletionStage<Integer> serverCount() {
        ServerCount counting = options.serverCount();
        return counting == null || !link.isOpen()
                ? CompletableFuture.completedFuture(1 + peers.uids().size())
                : counting.count(namespace.namespace());
    }

    @Override
    public void serverSideEmit(List<@Nullable Object> event) {
        link.publish(MessageType.SERVER_SIDE_EMIT, eventData(event));
    }

    @Override
    public CompletionStage<List<List<@Nullable Object>>> serverSideEmitWithAck(
            List<@Nullable Object> event, Flags flags) {
        return flags.local() || !link.isOpen()
                ? CompletableFuture.completedFuture(List.of())
                : requests.serverSideEmit(eventData(event), flags.timeout());
    }

    private static Map<String, @Nullable Object> eventData(List<@Nullable Object> event) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("packet", event);
        return data;
    }

    @Override
    public void close() {
        if (options.serverCount() == null) {
            link.publish(MessageType.ADAPTER_CLOSE, Map.of());
        }
        link.close();
        peers.close();
        requests.close();
        incoming.close();
    }

    @Override
    public String toString() {
        return "ClusterAdapter[" + link.uid() + ", " + members + ", " + requests + "]";
    }
}
