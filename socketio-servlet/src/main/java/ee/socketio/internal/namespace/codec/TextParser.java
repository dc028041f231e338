package ee.socketio.internal.namespace.codec;

import ee.socketio.spi.EncodedPacket;
import ee.socketio.spi.JsonMapper;
import ee.socketio.spi.Packet;
import ee.socketio.spi.PacketType;
import ee.socketio.spi.Parser;
import jakarta.json.spi.JsonProvider;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The standard parser: text with JSON, bytes as attachments.
 *
 * <pre>
 * packet = type [ count "-" ] [ nsp "," ] [ ackid ] [ json ]
 * type   = "0" CONNECT | "1" DISCONNECT | "2" EVENT | "3" ACK | "4" CONNECT_ERROR
 *        | "5" EVENT with attachments | "6" ACK with attachments
 * count  = the number of attachments, for types 5 and 6 only
 * nsp    = "/" *(any character but ","), left out for "/"
 * </pre>
 */
public final class TextParser implements Parser {

    private final JsonMapper mapper;
    private final JsonReading json;
    private final int maxAttachments;

    /** Makes a parser that accepts so many attachments per packet. */
    public TextParser(JsonMapper mapper, int maxAttachments) {
        this.mapper = mapper;
        this.json = new JsonReading(JsonProvider.provider());
        this.maxAttachments = maxAttachments;
    }

    @Override
    public EncodedPacket encode(Packet packet) {
        Placeholders placeholders = new Placeholders();
        String payload = LoneSurrogates.escape(payload(packet, placeholders));
        List<byte[]> attachments = placeholders.collected();
        if (attachments.size() > maxAttachments) { // the JavaScript client has the same limit, and would disconnect
            throw new IllegalArgumentException("The packet has " + attachments.size()
                    + " binary attachments, but option 'maxAttachments' allows " + maxAttachments);
        }
        StringBuilder text =
                new StringBuilder(payload.length() + packet.namespace().length() + 16);
        text.append(digit(packet.type(), !attachments.isEmpty()));
        if (!attachments.isEmpty()) {
            text.append(attachments.size()).append('-');
        }
        if (!packet.namespace().equals("/")) {
            text.append(packet.namespace()).append(',');
        }
        if (packet.id() != null) {
            text.append(packet.id().longValue());
        }
        return new EncodedPacket(text.append(payload).toString(), attachments);
    }

    @Override
    public Decoder newDecoder() {
        return new TextDecoder(json, maxAttachments);
    }

    private String payload(Packet packet, Placeholders placeholders) {
        try {
            return write(packet, placeholders);
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException("The data is nested too deep, or contains itself", e);
        }
    }

    private String write(Packet packet, Placeholders placeholders) {
        if (packet.type() != PacketType.EVENT && packet.type() != PacketType.ACK) {
            return packet.data() == null ? "" : mapper.write(packet.data(), placeholders);
        }
        StringBuilder array = new StringBuilder("[");
        for (@Nullable Object value : packet.list()) {
            if (array.length() > 1) {
                array.append(',');
            }
            array.append(mapper.write(value, placeholders));
        }
        return array.append(']').toString();
    }

    private static char digit(PacketType type, boolean binary) {
        return switch (type) {
            case CONNECT -> '0';
            case DISCONNECT -> '1';
            case EVENT -> binary ? '5' : '2';
            case ACK -> binary ? '6' : '3';
            case CONNECT_ERROR -> '4';
        };
    }
}
