package ee.socketio.adapter;

import ee.socketio.spi.AdapterContext;
import ee.socketio.spi.BroadcastAnswers;
import ee.socketio.spi.MalformedPacketException;
import ee.socketio.spi.SocketDetails;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What this server has asked the others. Each kind has its own ids, so that an answer is always of the kind that was asked for. */
final class Requests {

    private final AdapterContext namespace;
    private final Link link;
    private final Peers peers;
    private final ClusterOptions options;
    private final Map<String, Request<SocketDetails>> fetches = new ConcurrentHashMap<>();
    private final Map<String, Request<List<@Nullable Object>>> serverEvents = new ConcurrentHashMap<>();
    private final Map<String, AckRequest> broadcasts = new ConcurrentHashMap<>();

    private volatile boolean closed;

    Requests(AdapterContext namespace, Link link, Peers peers, ClusterOptions options) {
        this.namespace = namespace;
        this.link = link;
        this.peers = peers;
        this.options = options;
    }

    /** A broadcast that collects answers, and the servers that have counted their clients for it. */
    private record AckRequest(BroadcastAnswers answers, Set<String> counted) {}

    // --- asking

    CompletionStage<List<SocketDetails>> fetch(
            List<SocketDetails> own, Map<String, @Nullable Object> data, @Nullable Duration timeout) {
        return ask(fetches, MessageType.FETCH_SOCKETS, own, data, timeout);
    }

    CompletionStage<List<List<@Nullable Object>>> serverSideEmit(
            Map<String, @Nullable Object> data, @Nullable Duration timeout) {
        return ask(serverEvents, MessageType.SERVER_SIDE_EMIT, List.of(), data, timeout);
    }

    /** The answers end by themselves, and the request with them. */
    void broadcast(Map<String, @Nullable Object> data, BroadcastAnswers answers) {
        String id = Link.randomId();
        broadcasts.put(id, new AckRequest(answers, ConcurrentHashMap.newKeySet()));
        answers.onEnd(() -> broadcasts.remove(id));
        data.put("requestId", id);
        try {
            link.publish(MessageType.BROADCAST, data);
        } catch (RuntimeException e) {
            broadcasts.remove(id);
            throw e;
        }
    }

    private <T extends @Nullable Object> CompletionStage<List<T>> ask(
            Map<String, Request<T>> pending,
            MessageType type,
            Collection<? extends T> own,
            Map<String, @Nullable Object> data,
            @Nullable Duration timeout) {
        ServerCount counting = options.serverCount();
        Request<T> request =
                counting == null ? new Request<>(own, peers.uids(), 0) : new Request<>(own, Set.of(), Request.UNKNOWN);
        if (request.endIfNobodyIsAsked()) {
            return request.result();
        }
        String id = Link.randomId();
        pending.put(id, request);
        Runnable cancel = namespace.schedule(request::onTimeout, timeout == null ? options.requestsTimeout() : timeout);
        CompletionStage<?> unused = request.result().whenComplete((answers, failure) -> {
            pending.remove(id);
            cancel.run();
        });
        data.put("requestId", id);
        if (counting == null) {
            publish(request, type, data);
            request.retain(peers.uids()); // one that went before the request could be found is not told to it
        } else {
            count(counting, request, type, data);
        }
        if (closed) { // if close() has taken its look already
            request.fail(closing());
        }
        return request.result();
    }

    /** Asks when it is known how many will answer; if nobody can tell, whoever hears it may answer until its timeout. */
    private void count(ServerCount counting, Request<?> request, MessageType type, Map<String, @Nullable Object> data) {
        CompletionStage<?> unused = counting.count(namespace.namespace()).whenComplete((count, failure) -> {
            if (failure == null) {
                request.expect(count - 1);
            }
            if (!request.endIfNobodyIsAsked()) {
                publish(request, type, data);
            }
        });
    }

    private void publish(Request<?> request, MessageType type, Map<String, @Nullable Object> data) {
        try {
            link.publish(type, data);
        } catch (RuntimeException e) { // an argument cannot be written
            request.fail(e);
            throw e;
        }
    }

    // --- hearing

    void answer(ClusterMessage message) throws MalformedPacketException {
        Fields data = new Fields(message.data());
        String id = data.text("requestId");
        switch (message.type()) {
            case FETCH_SOCKETS_RESPONSE -> onSockets(fetches.get(id), message.uid(), data);
            case SERVER_SIDE_EMIT_RESPONSE -> onServerAck(serverEvents.get(id), message.uid(), data);
            case BROADCAST_CLIENT_COUNT -> onClientCount(broadcasts.get(id), message.uid(), data);
            case BROADCAST_ACK -> onClientAck(broadcasts.get(id), data);
            default -> throw new MalformedPacketException(message.type() + " is no response");
        }
    }

    private void onSockets(@Nullable Request<SocketDetails> request, String uid, Fields data)
            throws MalformedPacketException {
        if (request != null) {
            List<SocketDetails> sockets = new ArrayList<>();
            for (Object socket : data.list("sockets")) {
                sockets.add(RemoteDetails.read(Fields.of(socket, "a socket"), namespace.jsonMapper()));
            }
            request.answer(uid, sockets);
        }
    }

    private static void onServerAck(@Nullable Request<List<@Nullable Object>> request, String uid, Fields data) {
        if (request != null) {
            request.answer(uid, List.of(firstArgument(data)));
        }
    }

    private static void onClientCount(@Nullable AckRequest request, String uid, Fields data)
            throws MalformedPacketException {
        if (request != null) {
            long clients = data.integer("clientCount");
            if (clients < 0 || clients > Integer.MAX_VALUE) {
                throw new MalformedPacketException("clientCount is " + clients);
            }
            if (request.counted().add(uid)) {
                request.answers().expect((int) clients);
            }
        }
    }

    private static void onClientAck(@Nullable AckRequest request, Fields data) {
        if (request != null) {
            request.answers().answer(firstArgument(data));
        }
    }

    /** Of the arguments of an ack only the first travels; without any it is missing. */
    private static List<@Nullable Object> firstArgument(Fields data) {
        return data.members().containsKey("packet") ? Collections.singletonList(data.get("packet")) : List.of();
    }

    // --- ends

    /** A server has gone. */
    void gone(String uid) {
        fetches.values().forEach(request -> request.gone(uid));
        serverEvents.values().forEach(request -> request.gone(uid));
    }

    /** Fails what waits. Broadcasts end by themselves. */
    void close() {
        closed = true;
        fetches.values().forEach(request -> request.fail(closing()));
        serverEvents.values().forEach(request -> request.fail(closing()));
    }

    private IllegalStateException closing() {
        return new IllegalStateException("The namespace " + namespace.namespace() + " has ended");
    }

    @Override
    public String toString() {
        return fetches.size() + serverEvents.size() + broadcasts.size() + " requests";
    }
}
