package ee.socketio.redis;

import ee.socketio.adapter.ClusterMessage;
import ee.socketio.adapter.ClusterTransport;
import ee.socketio.adapter.Fields;
import ee.socketio.adapter.MessageType;
import ee.socketio.adapter.ValueCodec;
import ee.socketio.redis.Topic.Kind;
import ee.socketio.spi.MalformedPacketException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One namespace of a server in a cluster of the classic adapter. What arrives malformed is dropped with a line in the log. */
final class ClassicTransport implements ClusterTransport {

    /** Stands before the sender of a request that wants nothing but the ids of sockets. */
    private static final String WANTS_IDS = "ids ";
    /** Stands before the sender of a request that wants nothing but the names of rooms. */
    private static final String WANTS_ROOMS = "rooms ";

    private final Node node;
    private final ClassicWire wire;
    private final ClassicChannels channels;
    private final boolean specificResponses;
    private final RedisLink link;
    private final RedisLink.Session redis;
    private final List<Topic> topics;
    private final AtomicLong responses = new AtomicLong();

    ClassicTransport(Node node, ValueCodec codec, ClassicOptions options, RedisLink link) {
        this.node = node;
        this.wire = new ClassicWire(node.namespace(), codec);
        this.channels = new ClassicChannels(options.key(), node.namespace());
        this.specificResponses = options.publishOnSpecificResponseChannel();
        this.link = link;
        this.redis = link.acquire();
        Topic own = new Topic(Kind.CHANNEL, channels.response(node.uid()));
        this.topics = List.of(channels.requests(), channels.responses(), own, channels.broadcasts());
        try {
            redis.subscriptions().add(channels.broadcasts(), this::onBroadcast); // whoever else is there has this too
        } catch (IllegalStateException e) {
            link.release();
            throw e;
        }
        redis.subscriptions().add(channels.responses(), this::onResponse);
        redis.subscriptions().add(own, this::onResponse);
        redis.subscriptions().add(channels.requests(), this::onRequest); // it is counted by this one
    }

    // --- sending

    @Override
    public void publish(ClusterMessage message) {
        boolean plain =
                message.type() == MessageType.BROADCAST && !message.data().containsKey("requestId");
        if (plain) {
            redis.publisher().publish(channels.broadcast(onlyRoom(message)), false, wire.broadcast(message));
        } else {
            redis.publisher().publish(channels.requests().name(), false, wire.request(message));
        }
    }

    /** The room of a broadcast that concerns one alone. */
    static @Nullable String onlyRoom(ClusterMessage broadcast) {
        return broadcast.data().get("opts") instanceof Map<?, ?> opts
                        && opts.get("rooms") instanceof Collection<?> rooms
                        && rooms.size() == 1
                ? String.valueOf(rooms.iterator().next())
                : null;
    }

    @Override
    public void respond(String uid, ClusterMessage response) {
        if (uid.startsWith(WANTS_IDS)) {
            respond(uid.substring(WANTS_IDS.length()), response, "sockets", false);
        } else if (uid.startsWith(WANTS_ROOMS)) {
            respond(uid.substring(WANTS_ROOMS.length()), response, "rooms", true);
        } else {
            boolean shared = response.type() == MessageType.SERVER_SIDE_EMIT_RESPONSE; // always, in the reference
            send(shared ? ClassicWire.NOBODY : uid, wire.response(response));
        }
    }

    private void respond(String uid, ClusterMessage found, String name, boolean rooms) {
        Set<Object> names = new LinkedHashSet<>();
        if (found.data().get("sockets") instanceof List<?> sockets) {
            for (Object socket : sockets) {
                if (socket instanceof Map<?, ?> details) {
                    if (rooms && details.get("rooms") instanceof Collection<?> in) {
                        names.addAll(in);
                    } else {
                        names.add(String.valueOf(details.get("id")));
                    }
                }
            }
        }
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("requestId", found.data().get("requestId"));
        answer.put(name, new ArrayList<>(names));
        send(uid, wire.write(answer));
    }

    private void send(String uid, byte[] response) {
        boolean specific = specificResponses && !uid.equals(ClassicWire.NOBODY);
        String channel =
                specific ? channels.response(uid) : channels.responses().name();
        redis.publisher().publish(channel, false, response);
    }

    // --- receiving

    private void onBroadcast(String channel, byte[] bytes) {
        String room = channels.room(channel);
        if (room.isEmpty() ? !node.hasSockets() : !node.hasSockets(room)) {
            return; // not even read
        }
        Reception.read(channel, bytes.length, () -> {
            ClusterMessage message = wire.readBroadcast(bytes);
            if (message != null) {
                node.receive(message);
            }
        });
    }

    private void onRequest(String channel, byte[] bytes) {
        Reception.read(channel, bytes.length, () -> {
            Fields request = wire.readFields(bytes);
            if (request.has("requestid")) {
                throw new MalformedPacketException("a request of socket.io-redis 5, whose requests are others");
            }
            switch (ClassicWire.type(request)) {
                case ClassicWire.SOCKETS ->
                    ask(WANTS_IDS, request, request.has("rooms") ? request.list("rooms") : List.of());
                case ClassicWire.ALL_ROOMS -> ask(WANTS_ROOMS, request, List.of());
                default -> {
                    ClusterMessage message = wire.request(request);
                    boolean confirmed = isConfirmed(request); // before a disconnect, after which nobody has the socket
                    node.receive(message);
                    if (confirmed) {
                        confirm(request);
                    }
                }
            }
        });
    }

    /** Requests of older servers for a list of names: the sockets are asked for, and named in the answer. */
    private void ask(String wanted, Fields request, List<?> rooms) throws MalformedPacketException {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("requestId", request.text("requestId"));
        data.put("opts", Map.of("rooms", rooms, "except", List.of()));
        String uid = wanted + (request.has("uid") ? request.text("uid") : ClassicWire.NOBODY);
        node.receive(new ClusterMessage(MessageType.FETCH_SOCKETS, uid, node.namespace(), data));
    }

    /** Requests of older servers that concern one socket are confirmed by the server that has it. */
    private boolean isConfirmed(Fields request) throws MalformedPacketException {
        return request.has("sid")
                && request.has("requestId")
                && !request.has("opts")
                && node.hasSockets(request.text("sid"));
    }

    private void confirm(Fields request) throws MalformedPacketException {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("requestId", request.text("requestId"));
        send(ClassicWire.NOBODY, wire.write(answer));
    }

    private void onResponse(String channel, byte[] bytes) {
        Reception.read(channel, bytes.length, () -> {
            Fields response = wire.readFields(bytes);
            if (isForServersOfJava(response)) {
                node.receive(wire.response(response, "response " + responses.incrementAndGet()));
            }
        });
    }

    /** Others ask for what we never ask: names of sockets and rooms, and confirmations. */
    private static boolean isForServersOfJava(Fields response) throws MalformedPacketException {
        if (!response.has("requestId")) {
            return false;
        }
        if (response.has("type")) {
            return true;
        }
        return response.has("sockets")
                && response.list("sockets").stream().allMatch(socket -> socket instanceof Map<?, ?>);
    }

    @Override
    public void close() {
        topics.forEach(redis.subscriptions()::remove);
        Farewell.await(link.release());
    }
}
