package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.it.TestServer;
import ee.socketio.msgpack.MessagePackParser;
import ee.socketio.spi.EncodedPacket;
import ee.socketio.spi.JsonMapper;
import ee.socketio.spi.MalformedPacketException;
import ee.socketio.spi.Packet;
import ee.socketio.spi.PacketType;
import ee.socketio.spi.Parser;
import ee.socketio.spi.ParserFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Parsers other than the standard one: MessagePack, and one of the application's own. */
@Tag("own-options")
class ParserOptionIT {

    /** {@code {type: 0, nsp: "/"}} and {@code {type: 0, data: undefined, nsp: "/"}} */
    private static final String CONNECT = base64("82a47479706500a36e7370a12f");

    private static final String CONNECT_WITH_UNDEFINED = base64("83a47479706500a464617461d40000a36e7370a12f");

    private static TestServer server(ParserFactory parser) {
        return TestServer.start(SharedServer.options().parser(parser).build());
    }

    private static String base64(String hex) {
        return "b" + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }

    private static String hex(String packet) {
        assertThat(packet).startsWith("b");
        return HexFormat.of().formatHex(Base64.getDecoder().decode(packet.substring(1)));
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aMessagePackPacketIsOneBinaryMessage(Transport transport) {
        try (TestServer server = server(MessagePackParser::new);
                EngineSession session = transport.open(Endpoint.socketIo(server))) {
            session.send(CONNECT_WITH_UNDEFINED);
            assertThat(hex(session.receive())).matches("83a47479706500a46461746181a3736964b4[0-9a-f]{40}a36e7370a12f");
            assertThat(hex(session.receive())).isEqualTo("83a47479706502a46461746192a46175746880a36e7370a12f");

            session.send(base64("85a47479706502a46461746193a46563686f01c4020102"
                    + "a76f7074696f6e7381a8636f6d7072657373c3a2696405a36e7370a12f"));
            assertThat(hex(session.receive())).isEqualTo("84a2696405a47479706503a4646174619201c4020102a36e7370a12f");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void whoSpeaksJsonToMessagePackIsDisconnected(Transport transport) {
        try (TestServer server = server(MessagePackParser::new);
                EngineSession session = transport.open(Endpoint.socketIo(server))) {
            session.send("40");
            session.awaitClosed();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void whoSpeaksMessagePackToJsonIsDisconnected(Transport transport) {
        try (TestServer server = TestServer.start(SharedServer.options().build());
                EngineSession session = transport.open(Endpoint.socketIo(server))) {
            session.send(CONNECT);
            session.awaitClosed();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void malformedMessagePackClosesTheConnectionAndHarmsNobodyElse(Transport transport) {
        try (TestServer server = server(MessagePackParser::new)) {
            Endpoint socketIo = Endpoint.socketIo(server);
            // a list of four thousand million elements; nested without end; not MessagePack; not a packet
            for (String malformed : List.of("ddffffffff", "91".repeat(100_000), "c1", "80", "ffff")) {
                try (EngineSession session = transport.open(socketIo)) {
                    session.send(CONNECT);
                    session.receive();
                    session.send(base64(malformed));
                    session.awaitClosed();
                }
            }
            try (EngineSession session = transport.open(socketIo)) {
                session.send(CONNECT);
                assertThat(hex(session.receive())).startsWith("83a47479706500");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aParserOfTheApplicationsOwnSpeaksItsOwnLanguage(Transport transport) {
        try (TestServer server = server(LinesParser::new);
                EngineSession session = transport.open(Endpoint.socketIo(server))) {
            session.send("4CONNECT /\n");
            assertThat(session.receive()).matches("4CONNECT / -\n\\{\"sid\":\"[^\"]+\"}");
            assertThat(session.receive()).isEqualTo("4EVENT / -\n\"auth\"\n{}");

            session.send("4EVENT / 7\necho\none\ntwo");
            assertThat(session.receive()).isEqualTo("4ACK / 7\n\"one\"\n\"two\"");
            session.send("4EVENT /\nmessage\nhello");
            assertThat(session.receive()).isEqualTo("4EVENT / -\n\"message-back\"\n\"hello\"");

            session.send("4CONNECT /forbidden");
            assertThat(session.receive())
                    .startsWith("4CONNECT_ERROR /forbidden -\n")
                    .contains("\"not allowed\"", "42");
            session.send("4CONNECT /nowhere");
            assertThat(session.receive()).isEqualTo("4CONNECT_ERROR /nowhere -\n{\"message\":\"Invalid namespace\"}");

            session.send("4NONSENSE /");
            session.awaitClosed();
        }
    }

    @Test
    void aParserThatThrowsCostsItsClientTheConnectionOnly() {
        try (TestServer server = server(LinesParser::new)) {
            Endpoint socketIo = Endpoint.socketIo(server);
            try (EngineSession session = Transport.WEBSOCKET.open(socketIo)) {
                session.send("bAQID"); // unsupported, by any exception
                session.awaitClosed();
            }
            try (EngineSession session = Transport.WEBSOCKET.open(socketIo)) {
                session.send("4CONNECT /");
                assertThat(session.receive()).startsWith("4CONNECT / -\n");
            }
        }
    }

    /** A packet is lines: the type, the namespace and the id; then one value each: text from clients, JSON to them. */
    private record LinesParser(JsonMapper mapper) implements Parser {

        @Override
        public EncodedPacket encode(Packet packet) {
            List<String> lines = new ArrayList<>();
            lines.add(packet.type() + " " + packet.namespace() + " " + (packet.id() == null ? "-" : packet.id()));
            List<?> values = packet.data() instanceof List<?> list
                    ? list
                    : packet.data() == null ? List.of() : List.of(packet.data());
            for (Object value : values) {
                lines.add(mapper.write(value, bytes -> 0));
            }
            return new EncodedPacket(String.join("\n", lines), List.of());
        }

        @Override
        public Decoder newDecoder() {
            return new LinesDecoder();
        }
    }

    private static final class LinesDecoder implements Parser.Decoder {
        @Override
        public Packet decode(String text) throws MalformedPacketException {
            String[] lines = text.split("\n", -1);
            String[] header = lines[0].split(" ", -1);
            PacketType type = Map.of("CONNECT", PacketType.CONNECT, "EVENT", PacketType.EVENT, "ACK", PacketType.ACK)
                    .get(header[0]);
            if (type == null) {
                throw new MalformedPacketException("no type " + header[0]);
            }
            Long id = header.length > 2 ? Long.valueOf(header[2]) : null;
            List<Object> values = new ArrayList<>(Arrays.asList(lines).subList(1, lines.length));
            return new Packet(type, header[1], id, type == PacketType.CONNECT ? null : values);
        }

        @Override
        public Packet decode(byte[] binary) {
            throw new UnsupportedOperationException("no binary messages");
        }

        @Override
        public void close() {}
    }
}
