package ee.socketio.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import ee.socketio.adapter.Fields;
import ee.socketio.adapter.LogTransport.StoredSession;
import ee.socketio.adapter.ValueCodec;
import ee.socketio.spi.JsonMapper;
import ee.socketio.spi.MalformedPacketException;
import ee.socketio.spi.SavedSession;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sessions as {@code @socket.io/redis-streams-adapter} keeps them: base64 of MessagePack of {@code sid}, {@code pid}, {@code
 * rooms} and {@code data}. What only servers of Java know stands beside it, under {@code java}, which others do not read.
 */
final class SessionWire {

    /** A multiple of four characters is one of three bytes: up to here is the part that says whose it is. */
    private static final int OWNER_LENGTH = 40;

    private static final SavedSession NOBODY = new SavedSession("", "", Map.of(), Map.of(), "", "", "");

    private final ValueCodec codec;
    private final JsonMapper mapper;
    private final String server;
    private final String namespace;

    /** Writes sessions of this namespace of this server. */
    SessionWire(ValueCodec codec, JsonMapper mapper, String server, String namespace) {
        this.codec = codec;
        this.mapper = mapper;
        this.server = server;
        this.namespace = namespace;
    }

    byte[] write(SavedSession session, boolean live) {
        Map<String, @Nullable Object> own = new LinkedHashMap<>();
        own.put("server", server);
        own.put("live", live);
        own.put("nsp", namespace);
        own.put("since", session.rooms());
        own.put("connectedAt", session.connectedAt());
        own.put("lastOffset", live ? "" : session.lastOffset()); // of one that dies with its server nobody knows
        own.put("leftAt", live ? "" : session.leftAt());
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("java", own); // first: see owner()
        map.put("sid", session.id());
        map.put("pid", session.privateId());
        map.put("rooms", List.copyOf(session.rooms().keySet()));
        map.put("data", session.data());
        return Base64.getEncoder().encode(codec.writeMessagePack(map));
    }

    /** What everything that this server writes begins with, and nothing of others: its id is at the front. */
    byte[] owner() {
        return Arrays.copyOf(write(NOBODY, true), OWNER_LENGTH);
    }

    /**
     * Reads a session. Null if it is another namespace's: a client must not take over what it may do in one into another. Servers
     * of Node.js do not say of which it is.
     */
    @Nullable StoredSession read(byte[] written) throws MalformedPacketException {
        Fields map;
        try {
            map = Fields.of(codec.readMessagePack(Base64.getDecoder().decode(written)), "a session");
        } catch (IllegalArgumentException e) {
            throw new MalformedPacketException("a session that is not base64: " + new String(written, UTF_8));
        }
        Fields own = map.has("java") ? map.object("java") : new Fields(Map.of());
        if (own.has("nsp") && !own.text("nsp").equals(namespace)) {
            return null;
        }
        Fields since = own.has("since") ? own.object("since") : new Fields(Map.of());
        Map<String, String> rooms = new HashMap<>();
        for (String room : map.texts("rooms")) {
            rooms.put(room, position(since, room));
        }
        Map<String, Object> data = new HashMap<>();
        if (map.has("data") && mapper.read(map.get("data"), Map.class) instanceof Map<?, ?> members) {
            members.forEach((name, value) -> {
                if (value != null) {
                    data.put(String.valueOf(name), value);
                }
            });
        }
        return new StoredSession(
                new SavedSession(
                        map.text("sid"),
                        map.text("pid"),
                        rooms,
                        data,
                        position(own, "connectedAt"),
                        own.has("lastOffset") ? own.text("lastOffset") : "",
                        position(own, "leftAt")),
                own.isTrue("live") ? own.text("server") : "");
    }

    private static String position(Fields own, String name) throws MalformedPacketException {
        String position = own.has(name) ? own.text(name) : "";
        return StreamPosition.is(position) ? position : "";
    }
}
