package ee.socketio.internal.namespace.codec;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.spi.EncodedPacket;
import ee.socketio.spi.MalformedPacketException;
import ee.socketio.spi.Packet;
import ee.socketio.spi.Parser;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;

/** The standard parser as the tests of this package use it: with the reference's limit of ten attachments. */
final class Wire {
    static final Parser PARSER = new TextParser(new JsonbMapper(), 10);

    private Wire() {}

    static EncodedPacket encode(Packet packet) {
        return PARSER.encode(packet);
    }

    /** Decodes messages that make exactly one packet: nothing comes before the last of them. */
    static Packet decode(String text, byte[]... attachments) throws MalformedPacketException {
        Parser.Decoder decoder = PARSER.newDecoder();
        Packet packet = decoder.decode(text);
        for (byte[] attachment : attachments) {
            assertThat(packet).as("a packet before its last attachment").isNull();
            packet = decoder.decode(attachment);
        }
        assertThat(packet).as("the packet of " + text).isNotNull();
        return packet;
    }

    /** JSON read by other code than the one under test. */
    static JsonValue json(String text) {
        try (JsonParser parser = Json.createParser(new StringReader(text))) {
            parser.next();
            return parser.getValue();
        }
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
