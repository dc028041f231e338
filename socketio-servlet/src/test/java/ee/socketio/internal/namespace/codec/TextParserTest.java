package ee.socketio.internal.namespace.codec;

import static ee.socketio.internal.namespace.codec.Wire.bytes;
import static ee.socketio.internal.namespace.codec.Wire.json;
import static ee.socketio.spi.PacketType.ACK;
import static ee.socketio.spi.PacketType.CONNECT;
import static ee.socketio.spi.PacketType.CONNECT_ERROR;
import static ee.socketio.spi.PacketType.DISCONNECT;
import static ee.socketio.spi.PacketType.EVENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.spi.EncodedPacket;
import ee.socketio.spi.Packet;
import ee.socketio.spi.PacketType;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Packets to text and back: the captured examples of PROTOCOL 3.2, and what the encoder does with bytes. */
class TextParserTest {

    /** A captured packet, without the digit of Engine.IO. */
    record Example(String text, PacketType type, String namespace, Long id, String payload) {

        @Override
        public String toString() {
            return text;
        }
    }

    static List<Example> captured() {
        return List.of(
                new Example("0", CONNECT, "/", null, null),
                new Example("0{\"token\":\"x\"}", CONNECT, "/", null, "{\"token\":\"x\"}"),
                new Example(
                        "0{\"sid\":\"ndCKUW0ijxtlj_3zAAAA\"}",
                        CONNECT,
                        "/",
                        null,
                        "{\"sid\":\"ndCKUW0ijxtlj_3zAAAA\"}"),
                new Example("0/a,", CONNECT, "/a", null, null),
                new Example("0/a,{\"t\":1}", CONNECT, "/a", null, "{\"t\":1}"),
                new Example("01", CONNECT, "/", 1L, null),
                new Example("012{\"a\":1}", CONNECT, "/", 12L, "{\"a\":1}"),
                new Example(
                        "4/deny,{\"message\":\"not allowed\",\"data\":{\"content\":\"x\"}}",
                        CONNECT_ERROR,
                        "/deny",
                        null,
                        "{\"message\":\"not allowed\",\"data\":{\"content\":\"x\"}}"),
                new Example(
                        "4/a?x=1,{\"message\":\"Invalid namespace\"}",
                        CONNECT_ERROR,
                        "/a?x=1",
                        null,
                        "{\"message\":\"Invalid namespace\"}"),
                new Example("2[\"foo\"]", EVENT, "/", null, "[\"foo\"]"),
                new Example("2[1,2]", EVENT, "/", null, "[1,2]"),
                new Example("2[\"x\",null]", EVENT, "/", null, "[\"x\",null]"),
                new Example("2/a,[\"x\"]", EVENT, "/a", null, "[\"x\"]"),
                new Example("212[\"hello\",1,{\"a\":null}]", EVENT, "/", 12L, "[\"hello\",1,{\"a\":null}]"),
                new Example("2/a,12[\"x\"]", EVENT, "/a", 12L, "[\"x\"]"),
                new Example("312[1,{\"a\":null}]", ACK, "/", 12L, "[1,{\"a\":null}]"),
                new Example("30[]", ACK, "/", 0L, "[]"),
                new Example("3/a,7[null]", ACK, "/a", 7L, "[null]"),
                new Example("1", DISCONNECT, "/", null, null),
                new Example("1/a,", DISCONNECT, "/a", null, null));
    }

    @ParameterizedTest
    @MethodSource("captured")
    void decodesWhatWasCaptured(Example example) throws Exception {
        Packet packet = Wire.decode(example.text());

        assertThat(packet)
                .isEqualTo(new Packet(
                        example.type(),
                        example.namespace(),
                        example.id(),
                        example.payload() == null ? null : json(example.payload())));
    }

    @ParameterizedTest
    @MethodSource("captured")
    void encodesWhatWasCaptured(Example example) {
        Object data = example.payload() == null ? null : json(example.payload());

        EncodedPacket encoded = Wire.encode(new Packet(example.type(), example.namespace(), example.id(), data));

        assertThat(encoded.text()).isEqualTo(example.text());
        assertThat(encoded.binaries()).isEmpty();
    }

    @Test
    void aNamespaceMayEndWithTheText() throws Exception {
        assertThat(Wire.decode("0/a")).isEqualTo(new Packet(CONNECT, "/a", null, null));
        assertThat(Wire.decode("1/a")).isEqualTo(new Packet(DISCONNECT, "/a", null, null));
    }

    @Test
    void aNamespaceIsTakenLiterally() throws Exception {
        assertThat(Wire.decode("0/a?x=1,").namespace()).isEqualTo("/a?x=1");
        assertThat(Wire.decode("0/a{\"t\":1}").namespace()).isEqualTo("/a{\"t\":1}");
    }

    @Test
    void decodesABinaryEventWithItsAttachment() throws Exception {
        Packet packet = Wire.decode("51-/a,[\"b\",{\"_placeholder\":true,\"num\":0}]", bytes(1, 2));

        assertThat(packet.type()).isEqualTo(EVENT);
        assertThat(packet.namespace()).isEqualTo("/a");
        assertThat(packet.id()).isNull();
        assertThat(packet.list()).containsExactly(json("\"b\""), bytes(1, 2));
    }

    @Test
    void decodesABinaryAckWithItsAttachment() throws Exception {
        Packet packet = Wire.decode("61-7[{\"_placeholder\":true,\"num\":0}]", bytes(1, 2));

        assertThat(packet.type()).isEqualTo(ACK);
        assertThat(packet.id()).isEqualTo(7);
        assertThat(packet.list()).containsExactly(bytes(1, 2));
    }

    @Test
    void encodesABinaryEvent() {
        EncodedPacket encoded = Wire.encode(event("/a", null, "b", bytes(1, 2)));

        assertThat(encoded.text()).isEqualTo("51-/a,[\"b\",{\"_placeholder\":true,\"num\":0}]");
        assertThat(encoded.binaries()).containsExactly(bytes(1, 2));
    }

    @Test
    void encodesABinaryAck() {
        EncodedPacket encoded = Wire.encode(new Packet(ACK, "/", 7L, List.of(bytes(1, 2))));

        assertThat(encoded.text()).isEqualTo("61-7[{\"_placeholder\":true,\"num\":0}]");
        assertThat(encoded.binaries()).containsExactly(bytes(1, 2));
    }

    @Test
    void numbersBytesInTheOrderInWhichTheyAreMet() {
        List<Object> nested = List.of(bytes(1), List.of(Map.of("deep", bytes(2))), ByteBuffer.wrap(bytes(3)));

        EncodedPacket encoded = Wire.encode(event("/", 3L, "x", nested, bytes(4)));

        assertThat(encoded.text())
                .isEqualTo("54-3[\"x\",[" + placeholder(0) + ",[{\"deep\":" + placeholder(1) + "}]," + placeholder(2)
                        + "]," + placeholder(3) + "]");
        assertThat(encoded.binaries()).containsExactly(bytes(1), bytes(2), bytes(3), bytes(4));
    }

    @Test
    void bytesThatChangeAfterwardsLeaveAsTheyWere() {
        byte[] array = bytes(1);
        ByteBuffer buffer = ByteBuffer.allocate(1).put(0, (byte) 2);

        EncodedPacket encoded = Wire.encode(event("/", null, "x", array, buffer));
        array[0] = 9;
        buffer.put(0, (byte) 9);

        assertThat(encoded.binaries()).containsExactly(bytes(1), bytes(2));
    }

    @Test
    void onlyWhatRemainsInABufferIsSentAndTheBufferStaysAsItIs() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(4);
        buffer.put(bytes(1, 2, 3, 4)).position(1).limit(3);

        EncodedPacket encoded = Wire.encode(event("/", null, "x", buffer));

        assertThat(encoded.binaries()).containsExactly(bytes(2, 3));
        assertThat(buffer.position()).isEqualTo(1);
        assertThat(buffer.limit()).isEqualTo(3);
    }

    @Test
    void moreThanTenAttachmentsAreNotSentBecauseTheJavaScriptClientWouldDisconnect() {
        Object[] eleven = new Object[11];
        Arrays.fill(eleven, bytes(1));

        assertThatThrownBy(() -> Wire.encode(event("/", null, "x", (Object) eleven)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("11")
                .hasMessageContaining("maxAttachments");
    }

    @Test
    void anErrorWithoutDataHasOnlyItsMessage() {
        EncodedPacket encoded = Wire.encode(new Packet(CONNECT_ERROR, "/", null, Map.of("message", "no")));

        assertThat(encoded.text()).isEqualTo("4{\"message\":\"no\"}");
    }

    @Test
    void aValueThatCannotBeWrittenIsAnErrorOfTheCaller() {
        Packet packet = event("/", null, "x", new Unwritable());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Wire.encode(packet))
                .withMessageContaining(Unwritable.class.getName());
    }

    @Test
    void whatContainsItselfIsAnErrorOfTheCaller() {
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        Map<String, Object> endlessMap = new HashMap<>();
        endlessMap.put("self", endlessMap);

        assertThatIllegalArgumentException().isThrownBy(() -> Wire.encode(event("/", null, "x", endless)));
        assertThatIllegalArgumentException().isThrownBy(() -> Wire.encode(event("/", null, "x", endlessMap)));
        assertThatIllegalArgumentException().isThrownBy(() -> Wire.encode(event("/", null, "x", Path.of("a"))));
    }

    /** UTF-8 cannot carry them; JSON.stringify escapes them too. */
    @Test
    void halvesOfSurrogatePairsAreEscaped() {
        assertThat(Wire.encode(event("/", null, "a\ud83d", "\ude00b", "\ud83d\ud83d\ude00", "c\ude00\ud83d"))
                        .text())
                .isEqualTo("2[\"a\\ud83d\",\"\\ude00b\",\"\\ud83d\ud83d\ude00\",\"c\\ude00\\ud83d\"]");
        assertThat(Wire.encode(event("/", null, "x", Map.of("\udfff", List.of("\ud800"))))
                        .text())
                .isEqualTo("2[\"x\",{\"\\udfff\":[\"\\ud800\"]}]");
        assertThat(Wire.encode(event("/", null, "\ud83d\ude00")).text()).isEqualTo("2[\"\ud83d\ude00\"]");
    }

    @Test
    void decodersOfTwoConnectionsDoNotMeet() throws Exception {
        var one = Wire.PARSER.newDecoder();
        var other = Wire.PARSER.newDecoder();

        assertThat(one.decode("51-[\"x\",{\"_placeholder\":true,\"num\":0}]")).isNull();

        assertThat(other.decode("2[\"y\"]").list()).containsExactly(json("\"y\""));
        assertThat(one.decode(bytes(5)).list()).containsExactly(json("\"x\""), bytes(5));
    }

    private static Packet event(String namespace, Long id, Object... nameAndArguments) {
        return new Packet(EVENT, namespace, id, new ArrayList<>(Arrays.asList(nameAndArguments)));
    }

    private static String placeholder(int number) {
        return "{\"_placeholder\":true,\"num\":" + number + "}";
    }
}
