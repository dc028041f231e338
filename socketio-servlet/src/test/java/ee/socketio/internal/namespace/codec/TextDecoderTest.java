package ee.socketio.internal.namespace.codec;

import static ee.socketio.internal.namespace.codec.Wire.bytes;
import static ee.socketio.internal.namespace.codec.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ee.socketio.spi.MalformedPacketException;
import ee.socketio.spi.Packet;
import ee.socketio.spi.PacketType;
import ee.socketio.spi.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the decoder accepts and refuses: PROTOCOL 3.2, 3.7 and 3.8. Attachments have a test of their own. */
class TextDecoderTest {

    @Test
    void anEmptyMessageIsRefused() {
        assertMalformed("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"7", "7[\"x\"]", "8", "9", "abc", "-", " 2[\"x\"]", "[\"x\"]", "\u0662[\"x\"]", "\ufeff2[\"x\"]"
            })
    void anUnknownTypeIsRefused(String text) {
        assertMalformed(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0[]", "0\"abc\"", "0null", "0true", "0/a,[]", "0/a,5x", "0{\"a\":1", "0{}{}"})
    void aConnectWithAnythingButAnObjectIsRefused(String text) {
        assertMalformed(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1{}", "1[]", "1null", "1\"x\"", "1/a,{}"})
    void aDisconnectWithAPayloadIsRefused(String text) {
        assertMalformed(text);
    }

    /** The reference accepts an event without a payload; the specification does not, and nor do we. */
    @ParameterizedTest
    @ValueSource(strings = {"2", "2/a,", "212", "2[]", "2{}", "2null", "2\"x\"", "2true"})
    void anEventWithoutANameIsRefused(String text) {
        assertMalformed(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"toString\":\"foo\"}", "{}", "null", "[]", "[\"x\"]", "true", "false"})
    void anEventNameThatIsNoStringAndNoNumberIsRefused(String name) {
        assertMalformed("2[" + name + "]");
        assertMalformed("2[" + name + ",\"x\"]");
        assertMalformed("51-[" + name + ",{\"_placeholder\":true,\"num\":0}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0", "-1", "1.5", "1e3"})
    void anEventNameMayBeANumber(String name) throws Exception {
        assertThat(Wire.decode("2[" + name + ",\"x\"]").list()).containsExactly(json(name), json("\"x\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})
    void aReservedEventNameIsRefused(String name) {
        assertMalformed("2[\"" + name + "\"]");
        assertMalformed("2/a,1[\"" + name + "\",1]");
        assertMalformed("51-[\"" + name + "\",{\"_placeholder\":true,\"num\":0}]");
        assertMalformed("2[\"\\u00" + Integer.toHexString(name.charAt(0)) + name.substring(1) + "\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"error", "connection", "new_namespace", "message", "reconnect", "ping", "Connect", "connect ", ""
            })
    void everyOtherEventNameIsAccepted(String name) throws Exception {
        assertThat(Wire.decode("2[\"" + name + "\"]").list()).containsExactly(json("\"" + name + "\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"30{}", "30\"x\"", "30null", "30true", "3{}", "3/a,1{}"})
    void anAckWithAnythingButAnArrayIsRefused(String text) {
        assertMalformed(text);
    }

    /** The socket ignores them (PROTOCOL 3.5). */
    @Test
    void anAckWithoutIdOrPayloadIsAPacket() throws Exception {
        assertThat(Wire.decode("3[\"x\"]")).isEqualTo(new Packet(PacketType.ACK, "/", null, json("[\"x\"]")));
        assertThat(Wire.decode("31")).isEqualTo(new Packet(PacketType.ACK, "/", 1L, null));
        assertThat(Wire.decode("3")).isEqualTo(new Packet(PacketType.ACK, "/", null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4", "4[]", "4null", "4true", "4/a,"})
    void aConnectErrorWithoutAnObjectOrATextIsRefused(String text) {
        assertMalformed(text);
    }

    @Test
    void aConnectErrorMayBeAnObjectOrAText() throws Exception {
        assertThat(Wire.decode("4{\"message\":\"x\"}").type()).isEqualTo(PacketType.CONNECT_ERROR);
        assertThat(Wire.decode("4\"x\"").type()).isEqualTo(PacketType.CONNECT_ERROR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"x\"]zzz",
                "[\"x\"][",
                "[\"x\"]\n]",
                "[\"x\"] []",
                "[\"x\"",
                "[\"x",
                "[\"x\",]",
                "[,\"x\"]",
                "[\"x\" \"y\"]",
                "[\"x\",01]",
                "[\"x\",.5]",
                "[\"x\",1.]",
                "[\"x\",+1]",
                "[\"x\",-]",
                "[\"x\",1e]",
                "[\"x\",NaN]",
                "[\"x\",Infinity]",
                "[\"x\",undefined]",
                "[\"x\",tru]",
                "[\"x\",truefalse]",
                "[\"x\",'y']",
                "['x']",
                "[\"x\",{y:1}]",
                "[\"x\",{\"y\"}]",
                "[\"x\",{\"y\":}]",
                "[\"x\",{\"y\":1,}]",
                "[\"x\\y\"]",
                "[\"x\\u12\"]",
                "[\"x\"/* comment */]",
                "[\"tab\there\"]",
                "[\"nul\0here\"]",
                "[\"line\nbreak\"]",
                "[\"separator\u001ehere\"]",
                "\ufeff[\"x\"]",
                "[\"x\"}",
                "{\"x\"]"
            })
    void whatIsNotExactlyOneJsonValueIsRefused(String payload) {
        assertMalformed("2" + payload);
        assertMalformed("30" + payload);
        assertMalformed("2/a,1" + payload);
    }

    @Test
    void whiteSpaceAroundAndInsideTheJsonIsHarmless() throws Exception {
        assertThat(Wire.decode("2 [ \"x\" ,\t1 ]\r\n").list()).containsExactly(json("\"x\""), json("1"));
    }

    @Test
    void everyJsonValueComesThrough() throws Exception {
        String json = "[\"x\",null,true,false,0,-1.5e-7,12345678901234567890123,\"\",{},[],{\"a\":{\"b\":[1,[2]]}}]";

        assertThat(Wire.decode("2" + json).list()).isEqualTo(json(json));
    }

    @Test
    void everyTextComesThrough() throws Exception {
        String text = "\u2028\u2029 \ud83d\ude00 \u007f \u00e9 \uffff";

        Packet packet = Wire.decode("2[\"x\",\"" + text + "\",\"\\u0000\\u001e\\ud83d\\ude00\\ud800\\n\\\"\\\\\\/\"]");

        assertThat(packet.list())
                .extracting(value -> ((jakarta.json.JsonString) value).getString())
                .containsExactly("x", text, "\0\u001e\ud83d\ude00\ud800\n\"\\/");
    }

    @Test
    void ofARepeatedMemberTheLastIsTaken() throws Exception {
        assertThat(Wire.decode("2[\"x\",{\"a\":1,\"a\":2}]").list()).containsExactly(json("\"x\""), json("{\"a\":2}"));
    }

    @Test
    void anAckIdHas64Bits() throws Exception {
        assertThat(Wire.decode("29223372036854775807[\"x\"]").id()).isEqualTo(Long.MAX_VALUE);
        assertThat(Wire.decode("30007[]").id()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "18446744073709551616", "99999999999999999999999999999999999999"})
    void anAckIdBeyond64BitsIsRefused(String id) {
        assertMalformed("2" + id + "[\"x\"]");
        assertMalformed("3" + id + "[]");
        assertMalformed("0" + id);
        assertMalformed("1/a," + id);
    }

    @ParameterizedTest
    @ValueSource(strings = {" 1", "-1", "+1", "1 2", "0x1", "\u0661", "\uff11", "1.5", "1e3"})
    void onlyAsciiDigitsAreAnAckId(String id) {
        assertMalformed("2" + id + "[\"x\"]");
    }

    @Test
    void theMainNamespaceMayBeNamed() throws Exception {
        assertThat(Wire.decode("2/,1[\"x\"]")).isEqualTo(new Packet(PacketType.EVENT, "/", 1L, json("[\"x\"]")));
    }

    @Test
    void placeholdersOfATextEventAreOrdinaryObjects() throws Exception {
        assertThat(Wire.decode("2[\"x\",{\"_placeholder\":true,\"num\":0}]").list())
                .containsExactly(json("\"x\""), json("{\"_placeholder\":true,\"num\":0}"));
    }

    @Test
    void aMalformedPacketLeavesNothingBehind() throws Exception {
        Parser.Decoder decoder = Wire.PARSER.newDecoder();
        assertMalformed(decoder, "51-[\"connect\",{\"_placeholder\":true,\"num\":0}]");

        assertThat(decoder.decode("2[\"x\"]").list()).containsExactly(json("\"x\""));
        assertThatExceptionOfType(MalformedPacketException.class).isThrownBy(() -> decoder.decode(bytes(1)));
    }

    private static void assertMalformed(String text) {
        assertMalformed(Wire.PARSER.newDecoder(), text);
    }

    private static void assertMalformed(Parser.Decoder decoder, String text) {
        assertThatExceptionOfType(MalformedPacketException.class)
                .as(text)
                .isThrownBy(() -> decoder.decode(text))
                .withMessageMatching(".+");
    }
}
