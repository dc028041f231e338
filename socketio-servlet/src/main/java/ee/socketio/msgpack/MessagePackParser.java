package ee.socketio.msgpack;

import ee.socketio.internal.msgpack.PacketReader;
import ee.socketio.internal.msgpack.PacketWriter;
import ee.socketio.spi.EncodedPacket;
import ee.socketio.spi.JsonMapper;
import ee.socketio.spi.MalformedPacketException;
import ee.socketio.spi.Packet;
import ee.socketio.spi.Parser;
import org.jspecify.annotations.Nullable;

/**
 * Sends each packet as one binary message of MessagePack, as npm's {@code socket.io-msgpack-parser} 3 does. Clients must
 * use that parser too, or the bundle {@code socket.io.msgpack.min.js}: nothing is negotiated, and whoever speaks JSON is
 * disconnected with the first packet.
 *
 * <pre>ServerOptions.builder().parser(MessagePackParser::new)</pre>
 *
 * <p>It needs the library {@code org.msgpack:msgpack-core}, which the application brings.
 *
 * <p>To clients: whole numbers within 64 bits are integers, whatever their class; larger ones, {@code BigDecimal}s with a
 * fraction, {@code float} and {@code double} are float64, which may round them. Strings, booleans, null, bytes, maps,
 * collections, arrays and {@code JsonValue}s are written as they are, everything else is what the {@link JsonMapper} makes
 * of it, with its bytes in their places. Bytes are no attachments here: the option {@code maxAttachments} does not apply.
 *
 * <p>From clients: a date is the text that JSON would have; {@code undefined} is null in a list and nothing in a map; a
 * {@code Uint8Array} of a browser is, by a peculiarity of its library, a map with the indices as keys (an {@code
 * ArrayBuffer} is binary). Bytes in the handshake's auth become base64 text, as it is JSON. Nesting of more than 500
 * levels, the whole packet counted, and names that are reserved for events of the library itself close the connection, as
 * they do with JSON.
 *
 * <p>Thread-safe, and so are its decoders, which keep nothing from one message to the next.
 */
public final class MessagePackParser implements Parser {

    private static final String LIBRARY = "org.msgpack.core.MessagePack";

    private final PacketWriter writer;

    /**
     * Makes a parser that writes application values with this mapper.
     *
     * @throws IllegalStateException if msgpack-core is not there; the message says what to add
     */
    public MessagePackParser(JsonMapper mapper) {
        requireLibrary();
        this.writer = new PacketWriter(mapper);
    }

    @Override
    public EncodedPacket encode(Packet packet) {
        return writer.write(packet);
    }

    @Override
    public Decoder newDecoder() {
        return new BinaryDecoder();
    }

    /** Without this, the first packet would end in a NoClassDefFoundError. */
    private static void requireLibrary() {
        try {
            Class.forName(LIBRARY, false, MessagePackParser.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "The MessagePack parser needs the library org.msgpack:msgpack-core, which is missing: add it to the"
                            + " application (on the module path also --add-modules msgpack.core)",
                    e);
        }
    }

    private static final class BinaryDecoder implements Decoder {
        @Override
        public @Nullable Packet decode(String text) throws MalformedPacketException {
            throw new MalformedPacketException("a text message, but MessagePack is binary");
        }

        @Override
        public @Nullable Packet decode(byte[] binary) throws MalformedPacketException {
            return PacketReader.read(binary);
        }

        @Override
        public void close() {}
    }
}
