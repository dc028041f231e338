package ee.socketio.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One Socket.IO packet. The data of an outgoing packet is whatever the {@link JsonMapper} can write; in
 * that of an incoming one the leaves are {@code JsonValue}s and {@code byte[]}, or, of a binary parser, plain values: {@code
 * String}, {@code Boolean}, {@code Long}, {@code BigInteger}, {@code Double} and null.
 *
 * @param type the packet's type
 * @param namespace the namespace, {@code /} for the main one
 * @param id the ack id, or null
 * @param data for events the name and the arguments, for acks the arguments, both as a {@code List}; for CONNECT and
 *     CONNECT_ERROR an object or null, which in an incoming CONNECT is a {@code JsonObject}; for DISCONNECT null
 */
public record Packet(
        PacketType type,
        String namespace,
        @Nullable Long id,
        @Nullable Object data) {

    /** An event without ack. */
    public static Packet event(String namespace, List<@Nullable Object> nameAndArguments) {
        return new Packet(PacketType.EVENT, namespace, null, nameAndArguments);
    }

    /** The name and arguments of an event, or the arguments of an ack; empty for other packets. */
    @SuppressWarnings("unchecked") // parsers put nothing but lists into events and acks
    public List<@Nullable Object> list() {
        return data instanceof List ? (List<@Nullable Object>) data : List.of();
    }
}
