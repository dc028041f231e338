package ee.socketio.internal.namespace.codec;

import ee.socketio.spi.MalformedPacketException;
import ee.socketio.spi.Packet;
import ee.socketio.spi.PacketType;
import ee.socketio.spi.Parser;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decodes the messages of one connection. Its state spans transports: an attachment may come over another than its header. */
final class TextDecoder implements Parser.Decoder {

    private final JsonReading json;
    private final int maxAttachments;
    /** The packet whose attachments are still coming. Bounded by the number of attachments times the message limit. */
    private @Nullable Header incomplete;

    private final List<byte[]> attachments = new ArrayList<>(0);

    TextDecoder(JsonReading json, int maxAttachments) {
        this.json = json;
        this.maxAttachments = maxAttachments;
    }

    @Override
    public @Nullable Packet decode(String text) throws MalformedPacketException {
        if (incomplete != null) {
            throw new MalformedPacketException("got plaintext data when reconstructing a packet");
        }
        Header header = new HeaderScanner(text, maxAttachments).scan();
        String rest = text.substring(header.length());
        @Nullable JsonValue payload = rest.isEmpty() ? null : json.read(rest);
        validate(header.type(), payload);
        Header whole = header.with(payload);
        if (header.attachments() > 0) {
            incomplete = whole;
            return null;
        }
        return whole.packet(payload);
    }

    @Override
    public @Nullable Packet decode(byte[] binary) throws MalformedPacketException {
        Header header = incomplete;
        if (header == null) {
            throw new MalformedPacketException("got binary data when not reconstructing a packet");
        }
        attachments.add(binary);
        if (attachments.size() < header.attachments()) {
            return null;
        }
        List<byte[]> all = List.copyOf(attachments);
        close();
        JsonValue payload = header.payload();
        return header.packet(payload == null ? null : Placeholders.resolve(payload, all));
    }

    @Override
    public void close() {
        incomplete = null;
        attachments.clear();
    }

    private static void validate(PacketType type, @Nullable JsonValue payload) throws MalformedPacketException {
        boolean valid =
                switch (type) {
                    case CONNECT -> payload == null || payload instanceof JsonObject;
                    case DISCONNECT -> payload == null;
                    case EVENT -> payload instanceof JsonArray array && !array.isEmpty() && isEventName(array.get(0));
                    case ACK -> payload == null || payload instanceof JsonArray;
                    case CONNECT_ERROR -> payload instanceof JsonObject || payload instanceof JsonString;
                };
        if (!valid) {
            throw new MalformedPacketException("invalid payload");
        }
    }

    private static boolean isEventName(JsonValue name) {
        return name instanceof JsonNumber
                || (name instanceof JsonString text && !ReservedNames.contains(text.getString()));
    }

    /** What stands before the payload. */
    record Header(
            PacketType type,
            int attachments,
            String namespace,
            @Nullable Long id,
            int length,
            @Nullable JsonValue payload) {

        Header with(@Nullable JsonValue value) {
            return new Header(type, attachments, namespace, id, length, value);
        }

        Packet packet(@Nullable Object data) {
            return new Packet(type, namespace, id, data);
        }
    }
}
