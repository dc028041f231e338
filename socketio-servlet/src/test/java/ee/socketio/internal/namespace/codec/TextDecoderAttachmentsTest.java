package ee.socketio.internal.namespace.codec;

import static ee.socketio.internal.namespace.codec.Wire.bytes;
import static ee.socketio.internal.namespace.codec.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ee.socketio.spi.MalformedPacketException;
import ee.socketio.spi.Packet;
import ee.socketio.spi.PacketType;
import ee.socketio.spi.Parser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Binary attachments as they come in: PROTOCOL 3.6, with the reference's messages where that section names them. */
class TextDecoderAttachmentsTest {
    private static final String FIRST = "{\"_placeholder\":true,\"num\":0}";

    private final Parser.Decoder decoder = Wire.PARSER.newDecoder();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "1",
                "2",
                "1.5",
                "0.5",
                "1e400",
                "99999999999999999999",
                "4294967296",
                "-9223372036854775808"
            })
    void anIndexOutOfRangeIsRefused(String num) {
        assertIllegalPlaceholder(num);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"0\"", "\"length\"", "null", "true", "false", "[]", "[0]", "{}", "{\"toString\":\"0\"}"})
    void anIndexThatIsNoNumberIsRefused(String num) {
        assertIllegalPlaceholder(num);
    }

    @Test
    void aPlaceholderWithoutAnIndexIsRefused() {
        assertMalformed("illegal attachments", "51-[\"x\",{\"_placeholder\":true}]", bytes(1));
    }

    @Test
    void aPlaceholderDeepInsideIsChecked() {
        assertMalformed("illegal attachments", "51-[\"x\",{\"a\":[{\"b\":" + placeholder("7") + "}]}]", bytes(1));
        assertMalformed("illegal attachments", "61-1[{\"a\":[" + placeholder("1.5") + "]}]", bytes(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"true\"", "false", "null", "{}", "[]"})
    void anObjectWhoseMarkIsNotExactlyTrueIsPlainData(String mark) throws Exception {
        String object = "{\"_placeholder\":" + mark + ",\"num\":0}";

        assertThat(Wire.decode("51-[\"x\"," + object + "]", bytes(1)).list())
                .containsExactly(json("\"x\""), json(object));
    }

    @Test
    void anIndexMayBeWrittenWithAFractionOfZero() throws Exception {
        assertThat(Wire.decode("51-[\"x\"," + placeholder("0.0") + "]", bytes(1))
                        .list()
                        .get(1))
                .isEqualTo(bytes(1));
    }

    @Test
    void oneIndexMayBeUsedTwiceAndAnotherNotAtAll() throws Exception {
        Packet packet = Wire.decode(
                "53-[\"x\"," + placeholder("2") + "," + placeholder("0") + "," + placeholder("2") + "]",
                bytes(10),
                bytes(11),
                bytes(12));

        assertThat(packet.list()).containsExactly(json("\"x\""), bytes(12), bytes(10), bytes(12));
    }

    @Test
    void otherMembersOfAPlaceholderAreIgnored() throws Exception {
        Packet packet = Wire.decode("51-[\"x\",{\"a\":1,\"num\":0,\"_placeholder\":true,\"b\":{}}]", bytes(1));

        assertThat(packet.list()).containsExactly(json("\"x\""), bytes(1));
    }

    @Test
    void partsWithBytesBecomeListsAndMapsAndOthersStayJson() throws Exception {
        Packet packet = Wire.decode(
                "52-[\"x\",{\"a\":[1," + FIRST + "],\"b\":{\"c\":2}},[3],[[" + placeholder("1") + "]]]",
                bytes(7),
                bytes(8));

        List<?> values = packet.list();
        Map<?, ?> map = (Map<?, ?>) values.get(1);
        assertThat((List<?>) map.get("a")).isEqualTo(List.of(json("1"), ((List<?>) map.get("a")).get(1)));
        assertThat(((List<?>) map.get("a")).get(1)).isEqualTo(bytes(7));
        assertThat(map.get("b")).isEqualTo(json("{\"c\":2}"));
        assertThat(values.get(2)).isEqualTo(json("[3]"));
        assertThat(((List<?>) ((List<?>) values.get(3)).get(0)).get(0)).isEqualTo(bytes(8));
    }

    @Test
    void thePacketIsCompleteWithItsLastAttachmentAndNotBefore() throws Exception {
        assertThat(decoder.decode("53-1[\"x\"," + FIRST + "]")).isNull();
        assertThat(decoder.decode(bytes(1))).isNull();
        assertThat(decoder.decode(bytes(2))).isNull();

        Packet packet = decoder.decode(bytes(3));

        assertThat(packet.id()).isEqualTo(1);
        assertThat(packet.list()).containsExactly(json("\"x\""), bytes(1));
    }

    @Test
    void packetsWithAttachmentsFollowEachOther() throws Exception {
        assertThat(decoder.decode("51-[\"x\"," + FIRST + "]")).isNull();
        assertThat(decoder.decode(bytes(1)).list()).containsExactly(json("\"x\""), bytes(1));
        assertThat(decoder.decode("2[\"y\"]").list()).containsExactly(json("\"y\""));
        assertThat(decoder.decode("51-[\"z\"," + FIRST + "]")).isNull();
        assertThat(decoder.decode(bytes(2)).list()).containsExactly(json("\"z\""), bytes(2));
    }

    @Test
    void anAttachmentMayBeEmpty() throws Exception {
        assertThat(Wire.decode("51-[\"x\"," + FIRST + "]", bytes()).list()).containsExactly(json("\"x\""), bytes());
    }

    /** What 2.x clients send for {@code .binary(true)} without bytes; the reference rejects it since 4.2.7. */
    @Test
    void aPacketWithZeroAttachmentsIsComplete() throws Exception {
        assertThat(decoder.decode("50-[\"x\"]").list()).containsExactly(json("\"x\""));
        assertThat(decoder.decode("60-1[2]")).isEqualTo(new Packet(PacketType.ACK, "/", 1L, json("[2]")));
        assertThat(decoder.decode("2[\"y\"]").list()).containsExactly(json("\"y\""));
    }

    @Test
    void aBinaryAckWithoutPayloadWaitsForItsAttachmentToo() throws Exception {
        assertThat(Wire.decode("61-1", bytes(1))).isEqualTo(new Packet(PacketType.ACK, "/", 1L, null));
    }

    @Test
    void tenAttachmentsAreAcceptedAndElevenAreNot() throws Exception {
        assertThat(decoder.decode("510-[\"x\"," + placeholder("9") + "]")).isNull();
        for (int i = 0; i < 9; i++) {
            assertThat(decoder.decode(bytes(i))).isNull();
        }
        assertThat(decoder.decode(bytes(9)).list()).containsExactly(json("\"x\""), bytes(9));

        assertMalformed("too many attachments", "511-[\"x\"," + FIRST + "]");
        assertMalformed("too many attachments", "611-1[]");
    }

    @Test
    void theNumberOfAttachmentsIsAnOption() throws Exception {
        Parser two = new TextParser(new JsonbMapper(), 2);
        Parser none = new TextParser(new JsonbMapper(), 0);

        assertThat(two.newDecoder().decode("52-[\"x\"]")).isNull();
        assertMalformed(two.newDecoder(), "too many attachments", "53-[\"x\"]");
        assertMalformed(none.newDecoder(), "too many attachments", "51-[\"x\"]");
        assertThat(none.newDecoder().decode("50-[\"x\"]").list()).containsExactly(json("\"x\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5",
                "6",
                "5-[\"x\"]",
                "51[\"x\"]",
                "51",
                "5a-[\"x\"]",
                "51.5-[\"x\"]",
                "5-1-[\"x\"]",
                "5 1-[\"x\"]",
                "51 -[\"x\"]",
                "5/a,1-[\"x\"]",
                "5[\"x\"," + FIRST + "]",
                "5\u0661-[\"x\"]",
                "51,[\"x\"]"
            })
    void aCountThatIsNoNumberWithADashIsRefused(String text) {
        assertMalformed("Illegal attachments", text);
    }

    @Test
    void onlyBinaryTypesHaveACount() {
        assertMalformed("invalid payload", "21-[\"x\"]");
        assertMalformed("invalid payload", "01-{}");
    }

    @Test
    void textWhileAttachmentsAreOutstandingIsRefused() throws Exception {
        assertThat(decoder.decode("51-[\"x\"," + FIRST + "]")).isNull();

        assertMalformed(decoder, "got plaintext data when reconstructing a packet", "2[\"y\"]");
    }

    @Test
    void textInsteadOfTheSecondAttachmentIsRefused() throws Exception {
        assertThat(decoder.decode("52-[\"x\"," + FIRST + "]")).isNull();
        assertThat(decoder.decode(bytes(1))).isNull();

        assertMalformed(decoder, "got plaintext data when reconstructing a packet", "52-[\"x\"," + FIRST + "]");
    }

    @Test
    void bytesThatNobodyAnnouncedAreRefused() {
        assertThatExceptionOfType(MalformedPacketException.class)
                .isThrownBy(() -> decoder.decode(bytes(1)))
                .withMessage("got binary data when not reconstructing a packet");
    }

    @Test
    void bytesAfterTheLastAttachmentAreRefused() throws Exception {
        assertThat(decoder.decode("51-[\"x\"," + FIRST + "]")).isNull();
        assertThat(decoder.decode(bytes(1))).isNotNull();

        assertThatExceptionOfType(MalformedPacketException.class)
                .isThrownBy(() -> decoder.decode(bytes(2)))
                .withMessage("got binary data when not reconstructing a packet");
    }

    @Test
    void anIncompletePacketIsForgottenAtTheEnd() throws Exception {
        assertThat(decoder.decode("52-[\"x\"," + FIRST + "]")).isNull();
        assertThat(decoder.decode(bytes(1))).isNull();

        decoder.close();

        assertThatExceptionOfType(MalformedPacketException.class).isThrownBy(() -> decoder.decode(bytes(2)));
        assertThat(decoder.decode("52-[\"y\"," + FIRST + "]")).isNull();
        assertThat(decoder.decode(bytes(3))).isNull();
        assertThat(decoder.decode(bytes(4)).list()).containsExactly(json("\"y\""), bytes(3));
    }

    private void assertIllegalPlaceholder(String num) {
        assertMalformed("illegal attachments", "51-[\"x\"," + placeholder(num) + "]", bytes(1));
    }

    private static void assertMalformed(String message, String text, byte[]... attachments) {
        assertMalformed(Wire.PARSER.newDecoder(), message, text, attachments);
    }

    private static void assertMalformed(Parser.Decoder decoder, String message, String text, byte[]... attachments) {
        assertThatExceptionOfType(MalformedPacketException.class)
                .as(text)
                .isThrownBy(() -> {
                    decoder.decode(text);
                    for (byte[] attachment : attachments) {
                        decoder.decode(attachment);
                    }
                })
                .withMessage(message);
    }

    private static String placeholder(String num) {
        return "{\"_placeholder\":true,\"num\":" + num + "}";
    }
}
