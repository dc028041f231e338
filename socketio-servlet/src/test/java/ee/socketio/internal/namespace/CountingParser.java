package ee.socketio.internal.namespace;

import ee.socketio.internal.namespace.codec.TextParser;
import ee.socketio.spi.EncodedPacket;
import ee.socketio.spi.JsonMapper;
import ee.socketio.spi.Packet;
import ee.socketio.spi.PacketType;
import ee.socketio.spi.Parser;
import java.util.concurrent.atomic.AtomicInteger;

/** The standard parser; it counts the events that it encodes. */
class CountingParser implements Parser {
    private final Parser parser;
    private final AtomicInteger encodedEvents = new AtomicInteger();

    CountingParser(JsonMapper mapper) {
        parser = new TextParser(mapper, 10);
    }

    int encodedEvents() {
        return encodedEvents.get();
    }

    @Override
    public EncodedPacket encode(Packet packet) {
        if (packet.type() == PacketType.EVENT) {
            encodedEvents.incrementAndGet();
        }
        return parser.encode(packet);
    }

    @Override
    public Decoder newDecoder() {
        return parser.newDecoder();
    }
}
