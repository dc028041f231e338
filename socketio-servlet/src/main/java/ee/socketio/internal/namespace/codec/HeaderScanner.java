package ee.socketio.internal.namespace.codec;

import ee.socketio.internal.namespace.codec.TextDecoder.Header;
import ee.socketio.spi.MalformedPacketException;
import ee.socketio.spi.PacketType;
import org.jspecify.annotations.Nullable;

/** Reads what stands before the payload of a text packet, in one pass. Only ASCII digits count as digits. */
final class HeaderScanner {

    /** Enough for any number that is accepted; more digits are a fault without reading them. */
    private static final int MAX_DIGITS = 19;

    private final String text;
    private final int maxAttachments;
    private int position;

    HeaderScanner(String text, int maxAttachments) {
        this.text = text;
        this.maxAttachments = maxAttachments;
    }

    Header scan() throws MalformedPacketException {
        if (text.isEmpty()) {
            throw new MalformedPacketException("empty packet");
        }
        char digit = text.charAt(position++);
        PacketType type = type(digit);
        int attachments = digit == '5' || digit == '6' ? attachments() : 0;
        String namespace = namespace();
        Long id = number();
        return new Header(type, attachments, namespace, id, position, null);
    }

    private static PacketType type(char digit) throws MalformedPacketException {
        return switch (digit) {
            case '0' -> PacketType.CONNECT;
            case '1' -> PacketType.DISCONNECT;
            case '2', '5' -> PacketType.EVENT;
            case '3', '6' -> PacketType.ACK;
            case '4' -> PacketType.CONNECT_ERROR;
            default -> throw new MalformedPacketException("unknown packet type " + digit);
        };
    }

    private int attachments() throws MalformedPacketException {
        Long count = number();
        if (count == null || position >= text.length() || text.charAt(position) != '-') {
            throw new MalformedPacketException("Illegal attachments");
        }
        position++;
        if (count > maxAttachments) {
            throw new MalformedPacketException("too many attachments");
        }
        return count.intValue();
    }

    private String namespace() {
        if (position >= text.length() || text.charAt(position) != '/') {
            return "/";
        }
        int start = position;
        int comma = text.indexOf(',', start);
        position = comma < 0 ? text.length() : comma + 1;
        return text.substring(start, comma < 0 ? position : comma);
    }

    /** A run of digits, or null if there is none. It must fit into 64 bits. */
    private @Nullable Long number() throws MalformedPacketException {
        int start = position;
        while (position < text.length() && isDigit(text.charAt(position)) && position - start <= MAX_DIGITS) {
            position++;
        }
        if (position == start) {
            return null;
        }
        try {
            return Long.valueOf(text.substring(start, position));
        } catch (NumberFormatException e) {
            throw new MalformedPacketException("number out of range");
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
