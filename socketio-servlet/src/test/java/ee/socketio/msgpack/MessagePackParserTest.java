package ee.socketio.msgpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.internal.msgpack.Hex;
import ee.socketio.internal.namespace.codec.JsonbMapper;
import ee.socketio.spi.EncodedPacket;
import ee.socketio.spi.JsonMapper;
import ee.socketio.spi.MalformedPacketException;
import ee.socketio.spi.Packet;
import ee.socketio.spi.PacketType;
import ee.socketio.spi.Parser;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets as socket.io-msgpack-parser 3.0.2 and the JavaScript client send them, captured byte by byte. */
class MessagePackParserTest {

    private static final String TYPE = "a474797065";
    private static final String NSP = "a36e7370a12f";
    private static final String DATA = "a464617461";

    private final Parser parser = new MessagePackParser(new JsonbMapper());

    private Packet decode(String hex) throws MalformedPacketException {
        return parser.newDecoder().decode(Hex.bytes(hex));
    }

    private String encode(Packet packet) {
        EncodedPacket encoded = parser.encode(packet);
        assertThat(encoded.text()).isNull();
        assertThat(encoded.binaries()).hasSize(1);
        return Hex.of(encoded.binaries().get(0));
    }

    private void assertMalformed(String hex) {
        assertThatThrownBy(() -> decode(hex)).as(hex).isInstanceOf(MalformedPacketException.class);
    }

    // --- from clients

    @Test
    void aConnectWithoutData() throws Exception {
        assertThat(decode("82 a4 74797065 00 a3 6e7370 a1 2f"))
                .isEqualTo(new Packet(PacketType.CONNECT, "/", null, null));
    }

    @Test
    void theConnectOfAJavaScriptClientWithoutAuthHasUndefinedData() throws Exception {
        assertThat(decode("83 a4 74797065 00 a4 64617461 d4 00 00 a3 6e7370 a1 2f"))
                .isEqualTo(new Packet(PacketType.CONNECT, "/", null, null));
    }

    @Test
    void theDataOfAConnectIsAJsonObject() throws Exception {
        String auth = "87 a161 a178 a162 c4020102 a163 cb7ff8000000000000 a164 92c0c3"
                + " a165 81a16601 a167 cfffffffffffffffff a168 d7000000000000000000";

        Packet packet = decode("83" + TYPE + "00" + DATA + auth + NSP);

        JsonObject expected = Json.createObjectBuilder()
                .add("a", "x")
                .add("b", "AQI=")
                .addNull("c")
                .add("d", Json.createArrayBuilder().addNull().add(true))
                .add("e", Json.createObjectBuilder().add("f", 1))
                .add("g", new BigInteger("18446744073709551615"))
                .add("h", "1970-01-01T00:00:00.000Z")
                .build();
        assertThat(packet.data()).isInstanceOf(JsonObject.class).isEqualTo(expected);
    }

    @Test
    void anEventWithBytesAndAnAckId() throws Exception {
        Packet packet = decode("84" + TYPE + "02" + DATA + "93 a5 68656c6c6f 01 c4 02 01 02 a2 6964 05" + NSP);

        assertHello(packet);
    }

    @Test
    void theOptionsThatJavaScriptClientsAddAreIgnored() throws Exception {
        assertHello(decode("85" + TYPE + "02" + DATA + "93a568656c6c6f01c4020102"
                + "a76f7074696f6e7381a8636f6d7072657373c3 a2696405" + NSP));
    }

    @Test
    void keysComeInAnyOrder() throws Exception {
        assertHello(decode("84" + NSP + "a2696405" + DATA + "93a568656c6c6f01c4020102" + TYPE + "02"));
        assertHello(decode("84" + "a2696405" + TYPE + "02" + DATA + "93a568656c6c6f01c4020102" + NSP));
    }

    private static void assertHello(Packet packet) {
        assertThat(packet.type()).isEqualTo(PacketType.EVENT);
        assertThat(packet.namespace()).isEqualTo("/");
        assertThat(packet.id()).isEqualTo(5);
        assertThat(packet.list()).usingRecursiveComparison().isEqualTo(List.of("hello", 1L, new byte[] {1, 2}));
    }

    @Test
    void anAckWithBytes() throws Exception {
        Packet packet = decode("84 a2 6964 05 a4 74797065 03 a4 64617461 92 a1 72 c4 01 07 a3 6e7370 a1 2f");

        assertThat(packet.type()).isEqualTo(PacketType.ACK);
        assertThat(packet.id()).isEqualTo(5);
        assertThat(packet.list()).usingRecursiveComparison().isEqualTo(List.of("r", new byte[] {7}));
    }

    @Test
    void aDisconnect() throws Exception {
        assertThat(decode("82 a4 74797065 01 a3 6e7370 a6 2f61646d696e"))
                .isEqualTo(new Packet(PacketType.DISCONNECT, "/admin", null, null));
    }

    @Test
    void aNumberMayBeTheNameOfAnEvent() throws Exception {
        assertThat(decode("83" + TYPE + "02" + DATA + "9101" + NSP).list()).isEqualTo(List.of(1L));
    }

    @Test
    void integersMayBeWrittenAsFloats() throws Exception {
        Packet packet = decode("84" + TYPE + "cb4000000000000000" + DATA + "91a178" + NSP + "a26964cb4014000000000000");

        assertThat(packet.type()).isEqualTo(PacketType.EVENT);
        assertThat(packet.id()).isEqualTo(5);
    }

    // --- malformed

    @ParameterizedTest
    @ValueSource(strings = {"05", "ff", "c0", "a130", "cb3ff8000000000000", "cfffffffffffffffff", "d40000", "c2", "90"})
    void aTypeIsAnIntegerFromZeroToFour(String type) {
        assertMalformed("83" + TYPE + type + DATA + "91a178" + NSP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c0", "01", "90", "80", "c4012f", "d40000"})
    void aNamespaceIsAString(String namespace) {
        assertMalformed("82" + TYPE + "00" + "a36e7370" + namespace);
    }

    @Test
    void typeAndNamespaceAreAlwaysThere() {
        assertMalformed("81" + TYPE + "00");
        assertMalformed("81" + NSP);
        assertMalformed("80");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "c0", "90", "a0", "a24030", "c400", "d40000", "91 82a474797065 00 a36e7370a12f"})
    void aPacketIsAMap(String hex) {
        assertMalformed(hex);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c0", "90", "a178", "01", "c3", "c400"})
    void theDataOfAConnectIsAMap(String data) {
        assertMalformed("83" + TYPE + "00" + DATA + data + NSP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c0", "80", "90", "a178"})
    void aDisconnectHasNoData(String data) {
        assertMalformed("83" + TYPE + "01" + DATA + data + NSP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c0",
                "80",
                "a178",
                "01",
                "c40178",
                "d40000", // no list
                "90",
                "91c0",
                "9190",
                "9180",
                "91c3",
                "91c40178",
                "91d40000", // no name
                "91a7636f6e6e656374",
                "91aa646973636f6e6e656374" // a reserved one
            })
    void anEventIsAListWithANameThatIsNotReserved(String data) {
        assertMalformed("83" + TYPE + "02" + DATA + data + NSP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c0", "80", "a178", "d40000"})
    void anAckIsAList(String data) {
        assertMalformed("84" + TYPE + "03" + "a2696405" + DATA + data + NSP);
        assertMalformed("83" + TYPE + "03" + "a2696405" + NSP);
    }

    @Test
    void anEventHasData() {
        assertMalformed("82" + TYPE + "02" + NSP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c0",
                "a135",
                "c3",
                "90",
                "cb3ff8000000000000",
                "cb7ff8000000000000",
                "cb7ff0000000000000",
                "cfffffffffffffffff",
                "cb7e37e43c8800759c"
            })
    void anIdIsAnInteger(String id) {
        assertMalformed("84" + TYPE + "02" + DATA + "91a178" + NSP + "a26964" + id);
    }

    @Test
    void nothingFollowsAPacket() {
        assertMalformed("82" + TYPE + "00" + NSP + "00");
    }

    @Test
    void aTextMessageIsMalformed() {
        assertThatThrownBy(() -> parser.newDecoder().decode("0")).isInstanceOf(MalformedPacketException.class);
    }

    /** Each is a valid packet but for some bytes. */
    @Test
    void damagedPacketsAreAPacketOrMalformed() {
        String[] valid = {
            "83" + TYPE + "00" + DATA + "81a161c4020102" + NSP,
            "85" + TYPE + "02" + DATA + "93a568656c6c6f01c4020102a76f7074696f6e7381a8636f6d7072657373c3a2696405" + NSP,
            "84a2696405" + TYPE + "03" + DATA + "92a172c40107" + NSP,
            "82" + TYPE + "01a36e7370a62f61646d696e"
        };
        Random random = new Random(592);
        int packets = 0;
        for (int i = 0; i < 40_000; i++) {
            byte[] bytes = Hex.bytes(valid[random.nextInt(valid.length)]);
            for (int damages = 1 + random.nextInt(3); damages > 0; damages--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            packets += isPacket(random.nextInt(10) == 0 ? Arrays.copyOf(bytes, bytes.length / 2) : bytes) ? 1 : 0;
        }
        assertThat(packets).isBetween(500, 20_000);
    }

    private boolean isPacket(byte[] bytes) {
        boolean[] packet = new boolean[1];
        assertThatCode(() -> {
                    try {
                        packet[0] = parser.newDecoder().decode(bytes) != null;
                    } catch (MalformedPacketException e) {
                        packet[0] = false;
                    }
                })
                .as(Hex.of(bytes))
                .doesNotThrowAnyException();
        return packet[0];
    }

    // --- to clients

    @Test
    void theConfirmationOfAConnect() {
        assertThat(encode(new Packet(PacketType.CONNECT, "/", null, Map.of("sid", "AbCdEfGhIjKlMnOpAAAB"))))
                .isEqualTo("83" + TYPE + "00" + DATA + "81a3736964b44162436445664768496a4b6c4d6e4f7041414142" + NSP);
    }

    @Test
    void anAckAsTheReferenceWritesIt() {
        assertThat(encode(new Packet(PacketType.ACK, "/", 5L, Arrays.asList("r", new byte[] {7}))))
                .isEqualTo("84a2696405a47479706503a46461746192a172c40107a36e7370a12f");
    }

    @Test
    void aRefusalOfANamespace() {
        assertThat(encode(new Packet(PacketType.CONNECT_ERROR, "/", null, Map.of("message", "no"))))
                .isEqualTo("83" + TYPE + "04" + DATA + "81a76d657373616765a26e6f" + NSP);
    }

    @Test
    void aDisconnectHasNoDataKey() {
        assertThat(encode(new Packet(PacketType.DISCONNECT, "/admin", null, null)))
                .isEqualTo("82a47479706501a36e7370a62f61646d696e");
    }

    @Test
    void anEvent() {
        assertThat(encode(Packet.event("/", Arrays.asList("x", null))))
                .isEqualTo("83" + TYPE + "02" + DATA + "92a178c0" + NSP);
        assertThat(encode(new Packet(PacketType.ACK, "/", 0L, List.of())))
                .isEqualTo("84a2696400" + TYPE + "03" + DATA + "90" + NSP);
    }

    /** A record with bytes, as an application sends it. */
    public record Upload(String name, byte[] content, List<byte[]> parts, Thread.State state) {}

    @Test
    void beansGoThroughTheMapperAndTheirBytesComeBackIntoTheirPlaces() throws Exception {
        Upload upload = new Upload("a", new byte[] {1}, List.of(new byte[] {2}, new byte[] {3}), Thread.State.NEW);

        Packet packet = decode(encode(Packet.event("/", List.of("upload", Map.of("it", upload)))));

        assertThat(packet.list().get(1))
                .usingRecursiveComparison()
                .isEqualTo(Map.of(
                        "it",
                        Map.of(
                                "name",
                                "a",
                                "content",
                                new byte[] {1},
                                "parts",
                                List.of(new byte[] {2}, new byte[] {3}),
                                "state",
                                "NEW")));
    }

    @Test
    void anObjectThatLooksLikeAPlaceholderStaysOne() throws Exception {
        Map<String, Object> like = Map.of("_placeholder", true, "num", 0L);

        Packet packet = decode(encode(Packet.event("/", List.of("x", like, new byte[] {1}))));

        assertThat(packet.list().get(1)).isEqualTo(like);
    }

    @Test
    void moreBytesThanTheOptionMaxAttachmentsTravel() throws Exception {
        List<Object> event = new ArrayList<>(List.of("x"));
        for (int i = 0; i < 100; i++) {
            event.add(new byte[] {(byte) i});
        }

        assertThat(decode(encode(Packet.event("/", event))).list())
                .usingRecursiveComparison()
                .isEqualTo(event);
    }

    @Test
    void whatCannotBeWrittenIsRefused() {
        Parser broken = new MessagePackParser(new BrokenMapper());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> broken.encode(Packet.event("/", List.of("x", new Object()))))
                .withMessageContaining("java.lang.Object");
    }

    private static final class BrokenMapper implements JsonMapper {
        @Override
        public String write(Object value, Attachments attachments) {
            return "{";
        }

        @Override
        public Object read(Object value, Type type) {
            throw new UnsupportedOperationException();
        }
    }
}
