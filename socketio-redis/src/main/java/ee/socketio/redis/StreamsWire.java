package ee.socketio.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import ee.socketio.adapter.ClusterMessage;
import ee.socketio.adapter.Fields;
import ee.socketio.adapter.MessageType;
import ee.socketio.adapter.ValueCodec;
import ee.socketio.spi.MalformedPacketException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entries of the stream of {@code @socket.io/redis-streams-adapter}: {@code uid}, {@code nsp}, {@code type}, and {@code data},
 * which is JSON, or base64 of MessagePack if there are bytes in it.
 */
final class StreamsWire {

    private static final String TICKET = "ticket";

    private final ValueCodec codec;

    StreamsWire(ValueCodec codec) {
        this.codec = codec;
    }

    /** Writes an entry. */
    Map<String, byte[]> write(ClusterMessage message) {
        Map<String, byte[]> entry = new LinkedHashMap<>();
        entry.put("uid", message.uid().getBytes(UTF_8));
        entry.put("nsp", message.namespace().getBytes(UTF_8));
        entry.put("type", Integer.toString(message.type().number()).getBytes(UTF_8));
        byte[] data = codec.write(message.data());
        entry.put("data", data[0] == '{' ? data : Base64.getEncoder().encode(data));
        return entry;
    }

    /** Adds the number by which its sender knows an entry again, which others do not read; 0 for none. */
    static Map<String, byte[]> withTicket(Map<String, byte[]> entry, long ticket) {
        if (ticket == 0) {
            return entry;
        }
        Map<String, byte[]> numbered = new LinkedHashMap<>(entry);
        numbered.put(TICKET, Long.toString(ticket).getBytes(UTF_8));
        return numbered;
    }

    /** The number by which the sender of an entry knows it again; 0 if it has none. */
    static long ticket(Map<String, byte[]> entry) throws MalformedPacketException {
        byte[] ticket = entry.get(TICKET);
        return ticket == null ? 0 : number(new String(ticket, UTF_8));
    }

    /** The namespace of an entry, or null if it is not one of this adapter. */
    static @Nullable String namespace(Map<String, byte[]> entry) {
        byte[] namespace = entry.get("nsp");
        return namespace == null ? null : new String(namespace, UTF_8);
    }

    ClusterMessage read(Map<String, byte[]> entry) throws MalformedPacketException {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        byte[] written = entry.get("data");
        if (written != null && written.length > 0) {
            Fields.of(value(written), "data").members().forEach((name, value) -> data.put(String.valueOf(name), value));
        }
        return new ClusterMessage(
                MessageType.of(number(text(entry, "type"))), text(entry, "uid"), text(entry, "nsp"), data);
    }

    private @Nullable Object value(byte[] written) throws MalformedPacketException {
        if (written[0] == '{') {
            return codec.read(written);
        }
        try {
            return codec.readMessagePack(Base64.getDecoder().decode(written));
        } catch (IllegalArgumentException e) {
            throw new MalformedPacketException("data is neither JSON nor base64");
        }
    }

    private static String text(Map<String, byte[]> entry, String name) throws MalformedPacketException {
        byte[] value = entry.get(name);
        if (value == null) {
            throw new MalformedPacketException(name + " is missing");
        }
        return new String(value, UTF_8);
    }

    private static long number(String text) throws MalformedPacketException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new MalformedPacketException(text + " is no number");
        }
    }
}
