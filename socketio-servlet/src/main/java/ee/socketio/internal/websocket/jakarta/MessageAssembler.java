package ee.socketio.internal.websocket.jakarta;

import ee.socketio.internal.engine.codec.Utf8;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Puts the parts of a message together, up to a limit in bytes. Confined to the reading thread. */
final class MessageAssembler {

    private final int maxBytes;
    private final StringBuilder text = new StringBuilder(0);
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream(0);
    private long bytes;
    private boolean full;

    MessageAssembler(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** False if the message is too big; it stays so, and what follows is dropped. */
    boolean addText(String part) {
        if (count(Utf8.length(part) + joined(part))) {
            text.append(part);
        }
        return !full;
    }

    /** What is missing in the count when a pair of surrogates came in two parts: its halves counted one byte each. */
    private int joined(String part) {
        boolean pair = !part.isEmpty()
                && !text.isEmpty()
                && Character.isSurrogatePair(text.charAt(text.length() - 1), part.charAt(0));
        return pair ? 2 : 0;
    }

    boolean addBinary(ByteBuffer part) {
        if (count(part.remaining())) {
            byte[] copy = new byte[part.remaining()];
            part.get(copy);
            binary.write(copy, 0, copy.length);
        }
        return !full;
    }

    String takeText() {
        String message = text.toString();
        text.setLength(0);
        text.trimToSize();
        bytes = 0;
        return message;
    }

    byte[] takeBinary() {
        byte[] message = binary.toByteArray();
        binary.reset();
        bytes = 0;
        return message;
    }

    private boolean count(long more) {
        bytes += more;
        if (bytes > maxBytes) {
            full = true;
            text.setLength(0);
            text.trimToSize();
            binary.reset();
        }
        return !full;
    }
}
