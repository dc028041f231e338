package ee.socketio.redis;

import static ee.socketio.redis.FakeRedis.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.adapter.ClusterMessage;
import ee.socketio.adapter.MessageType;
import ee.socketio.adapter.ValueCodec;
import ee.socketio.spi.MalformedPacketException;
import jakarta.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of the classic adapter, beside what npm's adapters were seen to send. */
class ClassicWireTest {

    private static final String HELLO = """
            93 a6 77577a445649 83 a4 74797065 02 a4 64617461 93 a5 68656c6c6f 01 a1 61 a3 6e7370 a1 2f
            83 a5 726f6f6d73 90 a6 657863657074 90 a5 666c616773 80""";
    private static final String ROOM = """
            93 a6 77577a445649 83 a4 74797065 02 a4 64617461 92 a1 72 82 a1 78 cb 3ff8000000000000 a1 6e c0 a3 6e7370
            a1 2f 83 a5 726f6f6d73 91 a5 726f6f6d31 a6 657863657074 90 a5 666c616773 80""";
    private static final String BINARY = """
            93 a6 77577a445649 83 a4 74797065 02 a4 64617461 93 a3 62696e c4 03 010203 c4 01 09 a3 6e7370 a1 2f
            83 a5 726f6f6d73 90 a6 657863657074 90 a5 666c616773 80""";
    private static final String ACK_REQUEST = """
            85 a3 756964 a6 77577a445649 a9 726571756573744964 a6 356f63634631 a4 74797065 07
            a6 7061636b6574 83 a4 74797065 02 a4 64617461 92 a5 61636b6d65 01 a3 6e7370 a1 2f
            a4 6f707473 83 a5 726f6f6d73 90 a6 657863657074 90 a5 666c616773 81 a7 74696d656f7574 cd 01f4""";
    private static final String ACK_RESPONSE = """
            83 a4 74797065 09 a9 726571756573744964 a6 356f63634631 a6 7061636b6574 a6 63322d61636b""";

    private final ClassicWire wire = new ClassicWire("/", new ValueCodec(ValueCodec.defaultMapper()));

    private static ClusterMessage message(MessageType type, Object... members) {
        return new ClusterMessage(type, "wWzDVI", "/", map(members));
    }

    private static Map<String, Object> map(Object... members) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            map.put((String) members[i], members[i + 1]);
        }
        return map;
    }

    private static Map<String, Object> opts(List<String> rooms, List<String> except) {
        return map("rooms", rooms, "except", except, "flags", map());
    }

    private static Map<String, Object> packet(Object... data) {
        return map("type", 2, "data", Arrays.asList(data));
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    // --- broadcasts

    @Test
    void broadcastsHaveTheReferencesBytes() {
        assertThat(wire.broadcast(message(
                        MessageType.BROADCAST, "packet", packet("hello", 1, "a"), "opts", opts(List.of(), List.of()))))
                .isEqualTo(bytes(HELLO));
        assertThat(wire.broadcast(message(
                        MessageType.BROADCAST,
                        "packet",
                        packet("r", map("x", 1.5, "n", null)),
                        "opts",
                        opts(List.of("room1"), List.of()))))
                .isEqualTo(bytes(ROOM));
        assertThat(wire.broadcast(message(
                        MessageType.BROADCAST,
                        "packet",
                        packet("bin", new byte[] {1, 2, 3}, new byte[] {9}),
                        "opts",
                        opts(List.of(), List.of()))))
                .isEqualTo(bytes(BINARY));
    }

    @Test
    void broadcastsOfTheReferenceAreRead() throws Exception {
        ClusterMessage hello = wire.readBroadcast(bytes(HELLO));
        assertThat(hello.type()).isEqualTo(MessageType.BROADCAST);
        assertThat(hello.uid()).isEqualTo("wWzDVI");
        assertThat(hello.namespace()).isEqualTo("/");
        assertThat(data(hello)).containsExactly("hello", 1L, "a");
        assertThat(data(wire.readBroadcast(bytes(ROOM)))).containsExactly("r", map("x", 1.5, "n", null));
        assertThat(opts(wire.readBroadcast(bytes(ROOM)))).containsEntry("rooms", List.of("room1"));
        List<Object> binary = data(wire.readBroadcast(bytes(BINARY)));
        assertThat((byte[]) binary.get(1)).containsExactly(1, 2, 3);
        assertThat((byte[]) binary.get(2)).containsExactly(9);
    }

    private static List<Object> data(ClusterMessage broadcast) {
        return new ArrayList<>((List<?>) ((Map<?, ?>) broadcast.data().get("packet")).get("data"));
    }

    private static Map<String, Object> opts(ClusterMessage message) {
        Map<String, Object> opts = new LinkedHashMap<>();
        ((Map<?, ?>) message.data().get("opts")).forEach((name, value) -> opts.put((String) name, value));
        return opts;
    }

    private static Map<String, Object> members(ClusterMessage message) {
        return new LinkedHashMap<>(message.data());
    }

    @Test
    void roomsThatAreNumbersStay() throws Exception {
        ClusterMessage message = wire.readBroadcast(bytes(ROOM.replace("91 a5 726f6f6d31", "92 7b a5 726f6f6d31")));
        assertThat(opts(message).get("rooms")).isEqualTo(List.of(123L, "room1"));
    }

    @Test
    void olderSendersLeaveOutWhatIsEmptyAndHaveATypeForBytes() throws Exception {
        ClusterMessage message = wire.readBroadcast(bytes("""
                93 a6 77577a445649 83 a4 74797065 05 a4 64617461 92 a3 62696e c7 01 00 09 a3 6e7370 a1 2f
                82 a5 726f6f6d73 90 a5 666c616773 80"""));
        assertThat(opts(message)).isEqualTo(map("rooms", List.of(), "except", List.of(), "flags", map()));
        assertThat((byte[]) data(message).get(1)).containsExactly(9);

        // no options at all; and flags and lists that are null
        assertThat(opts(wire.readBroadcast(bytes("92 a1 61 82 a4 64617461 91 a1 78 a3 6e7370 a1 2f"))))
                .isEqualTo(map("rooms", List.of(), "except", List.of()));
        assertThat(opts(wire.readBroadcast(bytes(
                        "93 a1 61 82 a4 64617461 91 a1 78 a3 6e7370 a1 2f 82 a5 726f6f6d73 c0 a6 657863657074 c0"))))
                .isEqualTo(map("rooms", List.of(), "except", List.of()));
    }

    @Test
    void aPacketWithoutNamespaceIsOfTheMainOne() throws Exception {
        byte[] without = bytes("93 a1 61 82 a4 74797065 02 a4 64617461 91 a1 78 80");
        assertThat(wire.readBroadcast(without)).isNotNull();
        assertThat(new ClassicWire("/chat", new ValueCodec(ValueCodec.defaultMapper())).readBroadcast(without))
                .isNull();
        assertThat(wire.readBroadcast(bytes("93 a1 61 82 a4 64617461 91 a1 78 a3 6e7370 a2 2f61 80")))
                .as("another namespace")
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "01", // a number
                "7b7d", // JSON
                "90", // an empty array
                "91 a1 61", // only a sender
                "93 a1 61 02 80", // a packet that is none
                "93 c0 82 a4 64617461 91 a1 78 a3 6e7370 a1 2f 80", // no sender
                "93 a1 61 82 a4 64617461 91 a1 78 a3 6e7370 a1 2f 80 00", // something behind it
                "93 a1 61 82 a4 64617461 dd ffffffff", // a length that is a lie
                "aced0005 7372" // Java serialization
            })
    void aForeignBroadcastIsMalformed(String hex) {
        assertThatThrownBy(() -> wire.readBroadcast(bytes(hex))).isInstanceOf(MalformedPacketException.class);
    }

    // --- requests

    @Test
    void requestsHaveTheReferencesText() {
        Map<String, Object> room1 = opts(List.of("room1"), List.of());
        Map<String, Object> all = opts(List.of(), List.of());
        assertThat(text(wire.request(message(MessageType.FETCH_SOCKETS, "opts", all, "requestId", "BrhhKX"))))
                .isEqualTo("{\"uid\":\"wWzDVI\",\"requestId\":\"BrhhKX\",\"type\":5,"
                        + "\"opts\":{\"rooms\":[],\"except\":[]}}");
        assertThat(text(wire.request(
                        message(MessageType.SOCKETS_JOIN, "opts", room1, "rooms", List.of("room2", "room3")))))
                .isEqualTo("{\"uid\":\"wWzDVI\",\"type\":2,\"opts\":{\"rooms\":[\"room1\"],\"except\":[]},"
                        + "\"rooms\":[\"room2\",\"room3\"]}");
        assertThat(text(wire.request(message(MessageType.SOCKETS_LEAVE, "opts", all, "rooms", List.of("room2")))))
                .isEqualTo("{\"uid\":\"wWzDVI\",\"type\":3,\"opts\":{\"rooms\":[],\"except\":[]},"
                        + "\"rooms\":[\"room2\"]}");
        assertThat(text(wire.request(message(MessageType.DISCONNECT_SOCKETS, "opts", room1, "close", true))))
                .isEqualTo("{\"uid\":\"wWzDVI\",\"type\":4,\"opts\":{\"rooms\":[\"room1\"],\"except\":[]},"
                        + "\"close\":true}");
        assertThat(text(wire.request(
                        message(MessageType.SERVER_SIDE_EMIT, "packet", List.of("sse", "x"), "requestId", "2I1--7"))))
                .isEqualTo("{\"uid\":\"wWzDVI\",\"requestId\":\"2I1--7\",\"type\":6,\"data\":[\"sse\",\"x\"]}");
    }

    @Test
    void aBroadcastThatWantsAcksHasTheReferencesBytes() {
        Map<String, Object> opts = opts(List.of(), List.of());
        opts.put("flags", map("timeout", 500));
        assertThat(wire.request(message(
                        MessageType.BROADCAST, "packet", packet("ackme", 1), "opts", opts, "requestId", "5occF1")))
                .isEqualTo(bytes(ACK_REQUEST));
    }

    private ClusterMessage read(String request) throws MalformedPacketException {
        return wire.request(wire.readFields(request.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void requestsOfTheReferenceAreRead() throws Exception {
        ClusterMessage fetch =
                read("{\"uid\":\"wWzDVI\",\"requestId\":\"BrhhKX\",\"type\":5,\"opts\":{\"rooms\":[],\"except\":[]}}");
        assertThat(fetch.type()).isEqualTo(MessageType.FETCH_SOCKETS);
        assertThat(fetch.uid()).isEqualTo("wWzDVI");
        assertThat(members(fetch)).containsEntry("requestId", "BrhhKX");

        ClusterMessage join = read("{\"uid\":\"wWzDVI\",\"type\":2,\"opts\":{\"rooms\":[\"room1\"],\"except\":[]},"
                + "\"rooms\":[\"room2\",\"room3\"]}");
        assertThat(join.type()).isEqualTo(MessageType.SOCKETS_JOIN);
        assertThat(join.data().get("rooms")).isEqualTo(List.of(json("room2"), json("room3")));
        assertThat(opts(join).get("rooms")).isEqualTo(List.of(json("room1")));

        assertThat(read("{\"uid\":\"u\",\"type\":3,\"opts\":{\"rooms\":[]},\"rooms\":[7]}")
                        .type())
                .isEqualTo(MessageType.SOCKETS_LEAVE);
        assertThat(members(read("{\"uid\":\"u\",\"type\":4,\"opts\":{\"rooms\":[]},\"close\":true}")))
                .containsEntry("close", true);
        assertThat(members(read("{\"uid\":\"emitter\",\"type\":6,\"data\":[\"sse\",\"fromEmitter\"]}")))
                .containsOnlyKeys("packet");

        ClusterMessage broadcast = wire.request(wire.readFields(bytes(ACK_REQUEST)));
        assertThat(broadcast.type()).isEqualTo(MessageType.BROADCAST);
        assertThat(members(broadcast)).containsEntry("requestId", "5occF1");
        assertThat(opts(broadcast).get("flags")).isEqualTo(Map.of("timeout", 500L));
        assertThat(data(broadcast)).containsExactly("ackme", 1L);
    }

    private static Object json(String text) {
        return Json.createValue(text);
    }

    @Test
    void requestsOfTheEmitterHaveNoSender() throws Exception {
        assertThat(read("{\"type\":2,\"opts\":{\"rooms\":[\"room1\"],\"except\":[]},\"rooms\":[\"joined\"]}")
                        .uid())
                .isEqualTo("emitter");
    }

    @Test
    void requestsOfSixConcernOneSocket() throws Exception {
        ClusterMessage join = read("{\"requestId\":\"r\",\"type\":2,\"sid\":\"s1\",\"room\":\"a\"}");
        assertThat(opts(join)).isEqualTo(map("rooms", List.of("s1"), "except", List.of()));
        assertThat(members(join)).containsEntry("rooms", List.of("a"));
        assertThat(read("{\"requestId\":\"r\",\"type\":3,\"sid\":\"s1\",\"room\":\"a\"}")
                        .type())
                .isEqualTo(MessageType.SOCKETS_LEAVE);
        ClusterMessage disconnect = read("{\"requestId\":\"r\",\"type\":4,\"sid\":\"s1\",\"close\":false}");
        assertThat(opts(disconnect)).containsEntry("rooms", List.of("s1"));
        assertThat(members(disconnect)).containsEntry("close", false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\":null}",
                "{\"type\":\"2\"}",
                "{\"type\":2.5}",
                "{\"type\":10}",
                "{\"type\":-1}",
                "{\"type\":4294967298,\"opts\":{},\"rooms\":[\"a\"]}",
                "{\"type\":2,\"opts\":{}}",
                "{\"type\":2,\"requestId\":\"r\",\"room\":\"a\"}",
                "{\"type\":2,\"requestId\":\"r\",\"sid\":\"a\"}",
                "{\"type\":4}",
                "{\"type\":7}",
                "{\"type\":5,\"uid\":{},\"opts\":{}}",
                "{\"type\":5,\"requestId\":[],\"opts\":{}}",
                "[]",
                "{",
                "{\"type\":2}x"
            })
    void aForeignRequestIsMalformed(String request) {
        assertThatThrownBy(() -> read(request)).isInstanceOf(MalformedPacketException.class);
    }

    // --- answers

    @Test
    void answersHaveTheReferencesText() {
        assertThat(text(wire.response(
                        message(MessageType.SERVER_SIDE_EMIT_RESPONSE, "requestId", "2I1--7", "packet", "pong"))))
                .isEqualTo("{\"type\":6,\"requestId\":\"2I1--7\",\"data\":\"pong\"}");
        assertThat(text(wire.response(
                        message(MessageType.BROADCAST_CLIENT_COUNT, "requestId", "5occF1", "clientCount", 1))))
                .isEqualTo("{\"type\":8,\"requestId\":\"5occF1\",\"clientCount\":1}");
        assertThat(wire.response(message(MessageType.BROADCAST_ACK, "requestId", "5occF1", "packet", "c2-ack")))
                .isEqualTo(bytes(ACK_RESPONSE));
        List<Object> sockets =
                new ArrayList<>(List.of(map("id", "s1", "handshake", map(), "rooms", List.of("s1"), "data", map())));
        assertThat(text(wire.response(
                        message(MessageType.FETCH_SOCKETS_RESPONSE, "requestId", "BrhhKX", "sockets", sockets))))
                .isEqualTo("{\"requestId\":\"BrhhKX\",\"sockets\":[{\"id\":\"s1\",\"handshake\":{},\"rooms\":[\"s1\"],"
                        + "\"data\":{}}]}");
    }

    private ClusterMessage answer(byte[] bytes) throws MalformedPacketException {
        return wire.response(wire.readFields(bytes), "somebody");
    }

    private ClusterMessage answer(String text) throws MalformedPacketException {
        return answer(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void answersOfTheReferenceAreRead() throws Exception {
        assertThat(answer(bytes(ACK_RESPONSE)).type()).isEqualTo(MessageType.BROADCAST_ACK);
        assertThat(members(answer(bytes(ACK_RESPONSE)))).containsEntry("packet", "c2-ack");
        assertThat(answer(bytes(ACK_RESPONSE)).uid()).isEqualTo("somebody");
        assertThat(members(answer("{\"type\":8,\"requestId\":\"r\",\"clientCount\":0}")))
                .containsEntry("clientCount", 0L);
        ClusterMessage event = answer("{\"type\":6,\"requestId\":\"r\",\"data\":{\"type\":\"Buffer\",\"data\":[1]}}");
        assertThat(event.type()).isEqualTo(MessageType.SERVER_SIDE_EMIT_RESPONSE);
        assertThat(members(event)).containsKey("packet");
        assertThat(members(answer("{\"type\":6,\"requestId\":\"r\"}"))).doesNotContainKey("packet");
        assertThat(answer("{\"requestId\":\"r\",\"sockets\":[{\"id\":\"s\"}]}").type())
                .isEqualTo(MessageType.FETCH_SOCKETS_RESPONSE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"requestId\":\"r\"}",
                "{\"type\":8,\"requestId\":\"r\"}",
                "{\"type\":8,\"requestId\":\"r\",\"clientCount\":\"many\"}",
                "{\"type\":8,\"clientCount\":1}",
                "{\"type\":4294967304,\"requestId\":\"r\",\"clientCount\":1}",
                "{\"requestId\":\"r\",\"sockets\":{}}"
            })
    void aForeignAnswerIsMalformed(String response) {
        assertThatThrownBy(() -> answer(response)).isInstanceOf(MalformedPacketException.class);
    }
}
