package ee.socketio.internal.msgpack;

import ee.socketio.internal.namespace.codec.JsonValues;
import ee.socketio.internal.namespace.codec.ReservedNames;
import ee.socketio.spi.MalformedPacketException;
import ee.socketio.spi.Packet;
import ee.socketio.spi.PacketType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a packet from one binary message.
 *
 * <pre>
 * packet = { "type": 0 to 4, "nsp": string, "data": see below, "id": integer }, in any order
 * data   = for CONNECT a map or absent, for DISCONNECT absent, for EVENT the name and the arguments,
 *          for ACK the arguments, for CONNECT_ERROR a map or a string
 * </pre>
 *
 * <p>Other keys are ignored: JavaScript clients send {@code options}. Nil is a value, and not the same as absent.
 */
public final class PacketReader {

    private static final PacketType[] TYPES = PacketType.values();
    /** The largest integer that a double holds exactly, with all before it. */
    private static final double MAX_SAFE_INTEGER = 9_007_199_254_740_991.0;

    private PacketReader() {}

    /** Reads a packet. Leaves are those of {@link ValueReader}; the data of a CONNECT is a {@code JsonObject}. */
    public static Packet read(byte[] message) throws MalformedPacketException {
        if (!(ValueReader.read(message) instanceof Map<?, ?> map)) {
            throw new MalformedPacketException("a packet is a map");
        }
        PacketType type = type(map);
        if (!(map.get("nsp") instanceof String namespace)) {
            throw new MalformedPacketException("invalid namespace");
        }
        boolean present = map.containsKey("data");
        Object data = map.get("data");
        if (!(present ? isValid(type, data) : mayLackData(type))) {
            throw new MalformedPacketException("invalid payload");
        }
        Long id = map.containsKey("id") ? Long.valueOf(integer(map.get("id"), "invalid packet id")) : null;
        boolean object = type == PacketType.CONNECT || type == PacketType.CONNECT_ERROR;
        return new Packet(type, namespace, id, object ? JsonValues.of(data) : data);
    }

    private static PacketType type(Map<?, ?> map) throws MalformedPacketException {
        long type = integer(map.get("type"), "invalid packet type");
        if (type < 0 || type >= TYPES.length) {
            throw new MalformedPacketException("invalid packet type");
        }
        return TYPES[(int) type];
    }

    /** An integer; JavaScript does not care how it was written. */
    private static long integer(@Nullable Object value, String otherwise) throws MalformedPacketException {
        if (value instanceof Long integer) {
            return integer;
        }
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) <= MAX_SAFE_INTEGER) {
            return number.longValue();
        }
        throw new MalformedPacketException(otherwise);
    }

    private static boolean mayLackData(PacketType type) {
        return type == PacketType.CONNECT || type == PacketType.DISCONNECT;
    }

    private static boolean isValid(PacketType type, @Nullable Object data) {
        return switch (type) {
            case CONNECT -> data instanceof Map;
            case DISCONNECT -> false;
            case EVENT -> data instanceof List<?> list && !list.isEmpty() && isEventName(list.get(0));
            case ACK -> data instanceof List;
            case CONNECT_ERROR -> data instanceof Map || data instanceof String;
        };
    }

    /** The reference lets clients send reserved names with this parser. None does, and listeners must not hear of them. */
    private static boolean isEventName(@Nullable Object name) {
        return name instanceof Number || (name instanceof String text && !ReservedNames.contains(text));
    }
}
