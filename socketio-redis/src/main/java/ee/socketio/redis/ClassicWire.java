package ee.socketio.redis;

import ee.socketio.adapter.ClusterMessage;
import ee.socketio.adapter.Fields;
import ee.socketio.adapter.MessageType;
import ee.socketio.adapter.ValueCodec;
import ee.socketio.spi.MalformedPacketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages of {@code @socket.io/redis-adapter} 7 and 8, and of {@code @socket.io/redis-emitter}: a broadcast is MessagePack,
 * {@code [uid, packet, opts]}; a request is a JSON object whose {@code type} is one of the numbers below, or MessagePack if it
 * is a broadcast that wants acks; an answer has the request's id and no sender.
 */
final class ClassicWire {

    static final int SOCKETS = 0;
    static final int ALL_ROOMS = 1;
    static final int REMOTE_JOIN = 2;
    static final int REMOTE_LEAVE = 3;
    static final int REMOTE_DISCONNECT = 4;
    static final int REMOTE_FETCH = 5;
    static final int SERVER_SIDE_EMIT = 6;
    static final int BROADCAST = 7;
    static final int BROADCAST_CLIENT_COUNT = 8;
    static final int BROADCAST_ACK = 9;

    /** Whose messages have no sender. */
    static final String NOBODY = "emitter";

    private final String namespace;
    private final ValueCodec codec;

    ClassicWire(String namespace, ValueCodec codec) {
        this.namespace = namespace;
        this.codec = codec;
    }

    // --- writing

    /** A broadcast that wants no acks. */
    byte[] broadcast(ClusterMessage message) {
        List<@Nullable Object> array = new ArrayList<>(3);
        array.add(message.uid());
        array.add(packet(message));
        array.add(message.data().get("opts"));
        return codec.writeMessagePack(array);
    }

    private Map<String, @Nullable Object> packet(ClusterMessage message) {
        Map<String, @Nullable Object> packet = new LinkedHashMap<>();
        if (message.data().get("packet") instanceof Map<?, ?> inner) {
            packet.put("type", inner.get("type"));
            packet.put("data", inner.get("data"));
        }
        packet.put("nsp", namespace);
        return packet;
    }

    /** Everything else that goes to all servers. */
    byte[] request(ClusterMessage message) {
        Map<String, ? extends @Nullable Object> data = message.data();
        Map<String, @Nullable Object> request = new LinkedHashMap<>();
        boolean unsigned = message.uid().equals(NOBODY) && message.type() != MessageType.SERVER_SIDE_EMIT;
        if (!unsigned) { // as the reference's emitter does
            request.put("uid", message.uid());
        }
        if (data.containsKey("requestId")) {
            request.put("requestId", data.get("requestId"));
        }
        switch (message.type()) {
            case BROADCAST -> {
                request.put("type", BROADCAST);
                request.put("packet", packet(message));
                request.put("opts", data.get("opts"));
                return codec.writeMessagePack(request);
            }
            case SOCKETS_JOIN -> request(request, REMOTE_JOIN, data, "opts", "rooms");
            case SOCKETS_LEAVE -> request(request, REMOTE_LEAVE, data, "opts", "rooms");
            case DISCONNECT_SOCKETS -> request(request, REMOTE_DISCONNECT, data, "opts", "close");
            case FETCH_SOCKETS -> request(request, REMOTE_FETCH, data, "opts");
            case SERVER_SIDE_EMIT -> {
                request.put("type", SERVER_SIDE_EMIT);
                request.put("data", data.get("packet"));
            }
            default -> throw new IllegalStateException(message + " has no form in the classic adapter");
        }
        return codec.writeJson(request);
    }

    /** The options without the flags, which JSON requests of the reference do not have. */
    private static void request(
            Map<String, @Nullable Object> request,
            int type,
            Map<String, ? extends @Nullable Object> data,
            String... members) {
        request.put("type", type);
        for (String member : members) {
            Object value = data.get(member);
            if (member.equals("opts") && value instanceof Map<?, ?> opts) {
                Map<String, @Nullable Object> rooms = new LinkedHashMap<>();
                rooms.put("rooms", opts.get("rooms"));
                rooms.put("except", opts.get("except"));
                value = rooms;
            }
            request.put(member, value);
        }
    }

    /** An answer. */
    byte[] response(ClusterMessage message) {
        Map<String, ? extends @Nullable Object> data = message.data();
        Map<String, @Nullable Object> response = new LinkedHashMap<>();
        switch (message.type()) {
            case FETCH_SOCKETS_RESPONSE -> response.putAll(data);
            case SERVER_SIDE_EMIT_RESPONSE -> {
                response.put("type", SERVER_SIDE_EMIT);
                response.put("requestId", data.get("requestId"));
                if (data.containsKey("packet")) {
                    response.put("data", data.get("packet"));
                }
            }
            case BROADCAST_CLIENT_COUNT -> {
                response.put("type", BROADCAST_CLIENT_COUNT);
                response.putAll(data);
            }
            case BROADCAST_ACK -> {
                response.put("type", BROADCAST_ACK);
                response.putAll(data);
                return codec.writeMessagePack(response);
            }
            default -> throw new IllegalStateException(message + " is no answer");
        }
        return codec.writeJson(response);
    }

    byte[] write(Map<String, @Nullable Object> answer) {
        return codec.writeJson(answer);
    }

    // --- reading

    /** A broadcast, or null if it is one of another namespace. */
    @Nullable ClusterMessage readBroadcast(byte[] bytes) throws MalformedPacketException {
        if (!(codec.readMessagePack(bytes) instanceof List<?> array)
                || array.size() < 2
                || !(array.get(0) instanceof String uid)) {
            throw new MalformedPacketException("no array of a sender, a packet and options");
        }
        Fields packet = Fields.of(array.get(1), "the packet");
        if (!(packet.has("nsp") ? packet.text("nsp") : "/").equals(namespace)) {
            return null;
        }
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("packet", packet.members());
        data.put("opts", options(array.size() > 2 ? array.get(2) : null));
        return message(MessageType.BROADCAST, uid, data);
    }

    /** Older senders leave out what is empty. */
    private static Map<String, @Nullable Object> options(@Nullable Object opts) {
        Map<String, @Nullable Object> complete = new LinkedHashMap<>();
        complete.put("rooms", List.of());
        complete.put("except", List.of());
        if (opts instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                if (value != null) {
                    complete.put(String.valueOf(name), value);
                }
            });
        }
        return complete;
    }

    Fields readFields(byte[] bytes) throws MalformedPacketException {
        return Fields.of(codec.read(bytes), "a request or response");
    }

    /** What a request or response is, if it is anything that is known. */
    static int type(Fields message) throws MalformedPacketException {
        long type = message.integer("type");
        if (type < SOCKETS || type > BROADCAST_ACK) {
            throw new MalformedPacketException("unknown type " + type);
        }
        return (int) type;
    }

    /** A request in the form that it has between servers of Java; the types 0 and 1 have none. */
    ClusterMessage request(Fields request) throws MalformedPacketException {
        String uid = request.has("uid") ? request.text("uid") : NOBODY;
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        if (request.has("requestId")) {
            data.put("requestId", request.text("requestId"));
        }
        int type = type(request);
        switch (type) {
            case REMOTE_JOIN, REMOTE_LEAVE -> {
                boolean old = !request.has("opts");
                data.put("opts", options(old ? ofSocket(request) : request.get("opts")));
                data.put("rooms", old ? List.of(request.text("room")) : request.list("rooms"));
                return message(type == REMOTE_JOIN ? MessageType.SOCKETS_JOIN : MessageType.SOCKETS_LEAVE, uid, data);
            }
            case REMOTE_DISCONNECT -> {
                data.put("opts", options(request.has("opts") ? request.get("opts") : ofSocket(request)));
                data.put("close", request.isTrue("close"));
                return message(MessageType.DISCONNECT_SOCKETS, uid, data);
            }
            case REMOTE_FETCH -> {
                data.put("opts", options(request.get("opts")));
                return message(MessageType.FETCH_SOCKETS, uid, data);
            }
            case SERVER_SIDE_EMIT -> {
                data.put("packet", request.get("data"));
                return message(MessageType.SERVER_SIDE_EMIT, uid, data);
            }
            case BROADCAST -> {
                data.put("packet", request.object("packet").members());
                data.put("opts", options(request.get("opts")));
                return message(MessageType.BROADCAST, uid, data);
            }
            default -> throw new MalformedPacketException("unknown type " + type);
        }
    }

    /** Requests of 6.x concern one socket. */
    private static Map<String, @Nullable Object> ofSocket(Fields request) throws MalformedPacketException {
        return Collections.singletonMap("rooms", List.of(request.text("sid")));
    }

    /**
     * A response in the form that it has between servers of Java.
     *
     * @param uid stands for the sender, whom nobody knows
     */
    ClusterMessage response(Fields response, String uid) throws MalformedPacketException {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("requestId", response.text("requestId"));
        int type = response.has("type") ? type(response) : REMOTE_FETCH;
        switch (type) {
            case SERVER_SIDE_EMIT -> {
                if (response.members().containsKey("data")) {
                    data.put("packet", response.get("data"));
                }
                return message(MessageType.SERVER_SIDE_EMIT_RESPONSE, uid, data);
            }
            case BROADCAST_CLIENT_COUNT -> {
                data.put("clientCount", response.integer("clientCount"));
                return message(MessageType.BROADCAST_CLIENT_COUNT, uid, data);
            }
            case BROADCAST_ACK -> {
                if (response.members().containsKey("packet")) {
                    data.put("packet", response.get("packet"));
                }
                return message(MessageType.BROADCAST_ACK, uid, data);
            }
            default -> {
                data.put("sockets", response.list("sockets"));
                return message(MessageType.FETCH_SOCKETS_RESPONSE, uid, data);
            }
        }
    }

    private ClusterMessage message(MessageType type, String uid, Map<String, @Nullable Object> data) {
        return new ClusterMessage(type, uid, namespace, data);
    }
}
