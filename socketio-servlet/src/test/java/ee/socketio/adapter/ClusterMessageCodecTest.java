package ee.socketio.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.internal.namespace.codec.JsonbMapper;
import ee.socketio.spi.MalformedPacketException;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages are the bytes that the reference's sharded adapter sends and takes; the samples were captured there. */
class ClusterMessageCodecTest {

    private static final String UID = "80413d9777a71ce6";

    /** A value of an application. */
    public record Point(int x, byte[] bytes) {}

    private final ClusterMessageCodec codec = new ClusterMessageCodec(new JsonbMapper());

    @Test
    void aBroadcastIsTheTextOfTheReference() {
        ClusterMessage message = broadcast(List.of("hello", 1, "a"));

        assertThat(new String(codec.encode(message), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"type\":3,\"data\":{\"packet\":{\"type\":2,\"data\":[\"hello\",1,\"a\"]},"
                                + "\"opts\":{\"rooms\":[],\"except\":[],\"flags\":{}}},\"uid\":\"80413d9777a71ce6\",\"nsp\":\"/\"}");
    }

    @Test
    void withBytesItIsTheMessagePackOfTheReference() {
        ClusterMessage message = broadcast(List.of("bin", new byte[] {1, 2, 3}, new byte[] {9}));

        assertThat(HexFormat.of().formatHex(codec.encode(message)))
                .isEqualTo(
                        ("84 a4 74797065 03 a4 64617461 82 a6 7061636b6574 82 a4 74797065 02 a4 64617461 93 a3 62696e"
                                        + " c4 03 010203 c4 01 09 a4 6f707473 83 a5 726f6f6d73 90 a6 657863657074 90 a5 666c616773 80"
                                        + " a3 756964 b0 38303431336439373737613731636536 a3 6e7370 a1 2f")
                                .replace(" ", ""));
    }

    @Test
    void aHeartbeatHasNoData() {
        ClusterMessage message = new ClusterMessage(MessageType.HEARTBEAT, UID, "/", Map.of());

        assertThat(new String(codec.encode(message), StandardCharsets.UTF_8))
                .isEqualTo("{\"type\":2,\"uid\":\"80413d9777a71ce6\",\"nsp\":\"/\"}");
    }

    @ParameterizedTest
    @EnumSource(MessageType.class)
    void everyTypeComesBackAsItWas(MessageType type) throws Exception {
        ClusterMessage text = codec.decode(codec.encode(new ClusterMessage(type, UID, "/a", Map.of("x", "y"))));
        ClusterMessage binary =
                codec.decode(codec.encode(new ClusterMessage(type, UID, "/a", Map.of("x", new byte[] {1}))));

        assertThat(List.of(text, binary)).allSatisfy(message -> {
            assertThat(message.type()).isEqualTo(type);
            assertThat(message.uid()).isEqualTo(UID);
            assertThat(message.namespace()).isEqualTo("/a");
        });
        assertThat(new Fields(text.data()).text("x")).isEqualTo("y");
        assertThat(binary.data().get("x")).isEqualTo(new byte[] {1});
    }

    @Test
    void valuesOfTheApplicationAreWrittenByItsMapper() throws Exception {
        ClusterMessage read = codec.decode(codec.encode(broadcast(List.of("p", new Point(1, new byte[] {7})))));

        List<?> event = new Fields(read.data()).object("packet").list("data");
        assertThat((Map<?, ?>) event.get(1))
                .hasToString("{bytes=" + ((Map<?, ?>) event.get(1)).get("bytes") + ", x=1}");
        assertThat(((Map<?, ?>) event.get(1)).get("bytes")).isEqualTo(new byte[] {7});
    }

    /** A client may send this, and an application may pass it on beside bytes. */
    @Test
    void whatLooksLikeAPlaceholderStaysWhatItIs() throws Exception {
        Map<String, Object> forged = Map.of("_placeholder", true, "num", 5);

        ClusterMessage read = codec.decode(codec.encode(broadcast(Arrays.asList("x", forged, new byte[] {1}, null))));

        List<?> event = new Fields(read.data()).object("packet").list("data");
        assertThat(event.get(1)).isEqualTo(Map.of("_placeholder", true, "num", 5L));
        assertThat(event.get(3)).isNull();
    }

    @Test
    void halvesOfSurrogatePairsSurvive() throws Exception {
        ClusterMessage read = codec.decode(codec.encode(broadcast(List.of("x\ud800"))));

        assertThat(new Fields(read.data()).object("packet").texts("data")).containsExactly("x\ud800");
    }

    @Test
    void whatCannotBeWrittenIsTheSendersFault() {
        List<Object> endless = new java.util.ArrayList<>();
        endless.add(endless);

        assertThatThrownBy(() -> codec.encode(broadcast(endless))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "[]",
                "x",
                "{\"type\":0,\"uid\":\"a\",\"nsp\":\"/\"}",
                "{\"type\":14,\"uid\":\"a\",\"nsp\":\"/\"}",
                "{\"type\":2.5,\"uid\":\"a\",\"nsp\":\"/\"}",
                "{\"type\":\"2\",\"uid\":\"a\",\"nsp\":\"/\"}",
                "{\"type\":2,\"nsp\":\"/\"}",
                "{\"type\":2,\"uid\":{},\"nsp\":\"/\"}",
                "{\"type\":2,\"uid\":\"a\"}",
                "{\"type\":2,\"uid\":\"a\",\"nsp\":\"/\",\"data\":[]}",
                "{\"type\":2,\"uid\":\"a\",\"nsp\":\"/\"} x"
            })
    void whatIsNoMessageIsMalformed(String text) {
        assertThatThrownBy(() -> codec.decode(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedPacketException.class);
    }

    @Test
    void aSerializedObjectOfJavaIsMalformed() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new java.util.ArrayList<>(List.of("x")));
        }

        assertThatThrownBy(() -> codec.decode(bytes.toByteArray())).isInstanceOf(MalformedPacketException.class);
    }

    @Test
    void whateverIsCutOrChangedIsMalformedAtWorst() {
        byte[] text = codec.encode(broadcast(List.of("hello", Map.of("a", List.of(1, 2)))));
        byte[] binary = codec.encode(broadcast(List.of("hello", new byte[] {1, 2, 3})));
        Random random = new Random(1);

        for (byte[] whole : List.of(text, binary)) {
            for (int length = 0; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> codec.decode(cut)).isInstanceOf(MalformedPacketException.class);
            }
            for (int i = 0; i < 2000; i++) {
                byte[] changed = whole.clone();
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
                decodeOrRefuse(changed);
            }
        }
    }

    private void decodeOrRefuse(byte[] bytes) {
        try {
            codec.decode(bytes);
        } catch (MalformedPacketException expected) {
            assertThat(expected).hasNoCause();
        }
    }

    private static ClusterMessage broadcast(List<?> event) {
        Map<String, Object> packet = new LinkedHashMap<>();
        packet.put("type", 2);
        packet.put("data", event);
        Map<String, Object> opts = new LinkedHashMap<>();
        opts.put("rooms", List.of());
        opts.put("except", List.of());
        opts.put("flags", Map.of());
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("packet", packet);
        data.put("opts", opts);
        return new ClusterMessage(MessageType.BROADCAST, UID, "/", data);
    }
}
