package ee.socketio.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A packet on the wire: a text message, then binary messages. Nothing else of the connection may come in between.
 *
 * @param text the text, or null if a parser uses binary messages only
 * @param binaries the binary messages; nobody changes them any more
 */
public record EncodedPacket(@Nullable String text, List<byte[]> binaries) {

    /** Checks that there is anything. */
    public EncodedPacket {
        binaries = List.copyOf(binaries);
        if (text == null && binaries.isEmpty()) {
            throw new IllegalArgumentException("An encoded packet needs at least one message");
        }
    }
}
