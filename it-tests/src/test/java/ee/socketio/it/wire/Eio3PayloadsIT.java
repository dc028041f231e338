package ee.socketio.it.wire;

import static ee.socketio.it.wire.Eventually.eventually;
import static ee.socketio.it.wire.WireAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import ee.socketio.it.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The payloads of revision 3, as text and as bytes. */
@ExtendWith(SharedServer3.class)
@Tag("eio3")
class Eio3PayloadsIT {

    private static final String TEXT = "text/plain;charset=utf-8";
    private static final String BYTES = "application/octet-stream";

    private final Endpoint engine;

    Eio3PayloadsIT(TestServer server) {
        engine = Endpoint.engineIo(server).revision3();
    }

    private static byte[] hex(String bytes) {
        return HexFormat.of().parseHex(bytes.replace(" ", ""));
    }

    /** Sends packets in one payload, and polls until their echoes come in one, too. */
    private void assertEchoedTogether(String parameters, String contentType, byte[] expected, String... packets) {
        eventually(() -> {
            PollingSession session = PollingSession.open(engine, parameters);
            session.sendAndLetAnswersQueue(packets);

            assertThat(session.poll())
                    .hasStatus(200)
                    .hasContentType(contentType)
                    .hasHeader("cache-control", "no-store")
                    .hasHeader("Content-Length", Integer.toString(expected.length))
                    .satisfies(answer -> assertThat(answer.body()).isEqualTo(expected));
        });
    }

    static Stream<Arguments> combinations() {
        String[] texts = {
            "4hello",
            "4€ ü 你好",
            "4😀",
            "4😀x😀",
            "4a\u0000b",
            "4\u2028\u2029",
            "4\"\n\r\t\\ \\n\\\\n",
            "4 ",
            "4</script>&amp;%41+=",
            "40",
            "4b",
            "4",
            "45:4x",
            "4\u001e",
            "b4AQIDBA==",
            "b4AA==",
            "b4/+7d",
            "b4"
        };
        return Stream.of(Transport3.values())
                .flatMap(transport -> Stream.of(texts).map(text -> Arguments.of(transport, text)));
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void everyMessageSurvivesEveryTransport(Transport3 transport, String packet) {
        try (EngineSession session = transport.open(engine)) {
            session.send(packet);
            assertThat(session.receive()).isEqualTo(packet);
        }
    }

    @Test
    void thePacketsOfATextPayloadAreCountedInUtf16() {
        assertEchoedTogether("", TEXT, hex("36 3a 34 68 65 6c 6c 6f 32 3a 34 e2 82 ac"), "4hello", "4€");
        assertEchoedTogether("", TEXT, hex("34 3a 34 f0 9f 98 80 78"), "4😀x");
    }

    @Test
    void aPayloadWithABinaryMessageIsBytesThroughout() {
        assertEchoedTogether(
                "", BYTES, hex("00 06 ff 34 68 65 6c 6c 6f 01 05 ff 04 01 02 03 04"), "4hello", "b4AQIDBA==");
        assertEchoedTogether(
                "",
                BYTES,
                hex("00 08 ff 34 e2 82 ac f0 9f 98 80 01 01 03 ff 04 01 01 01 01 01 01 01 01 01 01 01 01"),
                "4€😀",
                "b4AQEBAQEBAQEBAQEB");
        assertEchoedTogether("", BYTES, hex("01 01 ff 04 00 01 ff 34"), "b4", "4");
    }

    @Test
    void aLengthInBytesHasOneByteForEachDigit() {
        assertEchoedTogether(
                "",
                BYTES,
                concat(hex("00 01 00 00 ff 34"), "x".repeat(99).getBytes(UTF_8), hex("01 01 ff 04")),
                "4" + "x".repeat(99),
                "b4");
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    @Test
    void onlyThePayloadsThatNeedItAreBytes() {
        PollingSession session = PollingSession.open(engine);
        for (int i = 0; i < 2; i++) {
            session.send("4text");
            assertThat(session.poll()).hasContentType(TEXT).hasText("5:4text");
            session.send("b4AQID");
            assertThat(session.poll()).hasContentType(BYTES).satisfies(answer -> assertThat(answer.body())
                    .isEqualTo(hex("01 04 ff 04 01 02 03")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"&b64=1", "&b64=true", "&b64=0"})
    void aClientThatAskedForBase64GetsText(String parameters) {
        assertEchoedTogether(parameters, TEXT, "6:4hello10:b4AQIDBA==".getBytes(UTF_8), "4hello", "b4AQIDBA==");
    }

    @Test
    void anEmptyParameterDoesNotAskForBase64() {
        assertEchoedTogether("&b64=", BYTES, hex("01 04 ff 04 01 02 03"), "b4AQID");
    }

    @Test
    void theHandshakeDecidesAboutBase64() {
        PollingSession text = PollingSession.open(engine, "&b64=1");
        text.send("b4AQID");
        assertThat(engine.get(engine.polling(text.sid()))).hasContentType(TEXT).hasText("6:b4AQID");

        PollingSession bytes = PollingSession.open(engine);
        bytes.send("b4AQID");
        assertThat(engine.get(bytes.target() + "&b64=1")).hasContentType(BYTES);
    }

    @Test
    void aPostMayBeBytes() {
        PollingSession session = PollingSession.open(engine);

        assertThat(session.postBytes(hex("00 05 ff 34 e2 82 ac 21 01 04 ff 04 01 02 03 00 02 ff 34 62")))
                .hasStatus(200)
                .hasContentType("text/html")
                .hasText("ok");

        assertThat(session.receive()).isEqualTo("4€!");
        assertThat(session.receive()).isEqualTo("b4AQID");
        assertThat(session.receive()).isEqualTo("4b");
    }

    @Test
    void aPostOfBytesMayCarryBase64AndMayCountWithLeadingZeros() {
        PollingSession session = PollingSession.open(engine, "&b64=1");

        assertThat(session.postBytes(hex("00 00 06 ff 62 34 41 51 49 44"))).hasStatus(200);

        assertThat(session.receive()).isEqualTo("b4AQID");
    }

    @Test
    void aPostOfBytesMayBeEmpty() {
        PollingSession session = PollingSession.open(engine);

        assertThat(session.postBytes()).hasStatus(200).hasText("ok");

        session.assertEchoes();
    }

    @Test
    void aPostOfBytesInChunksIsOneBody() {
        PollingSession session = PollingSession.open(engine);
        Request post = Request.bare("POST", session.target(), hex("00 04 ff 34 e2 82 ac 01 04 ff 04 01 02 03"))
                .with("Content-Type", BYTES)
                .inChunksOf(1);

        assertThat(engine.exchange(post)).hasStatus(200).hasText("ok");

        assertThat(session.receive()).isEqualTo("4€");
        assertThat(session.receive()).isEqualTo("b4AQID");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "text/plain;charset=ISO-8859-1",
                "application/json",
                "application/x-www-form-urlencoded",
                "application/octet-stream; x=y",
                "nonsense"
            })
    void anyOtherContentTypeIsTextInUtf8(String contentType) {
        PollingSession session = PollingSession.open(engine);

        assertThat(engine.exchange(Request.bare("POST", session.target(), "11:4d=ü€😀%41+".getBytes(UTF_8))
                        .with("Content-Type", contentType)))
                .hasStatus(200)
                .hasText("ok");

        assertThat(session.receive()).isEqualTo("4d=ü€😀%41+");
    }

    @Test
    void aTextInChunksMaySplitACharacter() {
        PollingSession session = PollingSession.open(engine);

        assertThat(engine.exchange(Request.post(session.target(), "3:4€ü3:4😀").inChunksOf(1)))
                .hasStatus(200);

        assertThat(session.receive()).isEqualTo("4€ü");
        assertThat(session.receive()).isEqualTo("4😀");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0:2:4x", "00:2:4x", "02:4x", "2:4x0:", "0:", "0000000002:4x"})
    void emptyPacketsAndLeadingZerosDoNoHarm(String payload) {
        PollingSession session = PollingSession.open(engine);

        assertThat(session.post(payload)).hasStatus(200).hasText("ok");

        if (payload.contains("4x")) {
            assertThat(session.receive()).isEqualTo("4x");
        }
        session.assertEchoes();
    }

    @Test
    void aLargePayloadOfManyPacketsKeepsTheirOrder() {
        PollingSession session = PollingSession.open(engine);
        String[] packets = new String[500];
        for (int i = 0; i < packets.length; i++) {
            packets[i] = i % 10 == 0 ? "b4AQID" : "4" + i;
        }

        session.send(packets);

        for (String packet : packets) {
            assertThat(session.receive()).isEqualTo(packet);
        }
    }

    @Test
    void bytesAreCompressedAsTextIs() {
        byte[] data = new byte[3000];
        String packet = "b4" + Base64.getEncoder().encodeToString(data);
        PollingSession session = PollingSession.open(engine);
        session.send(packet);

        assertThat(engine.exchange(Request.get(session.target()).with("Accept-Encoding", "gzip")))
                .hasStatus(200)
                .hasContentType(BYTES)
                .hasHeader("Content-Encoding", "gzip")
                .satisfies(answer ->
                        assertThat(gunzipped(answer.body())).isEqualTo(concat(hex("01 03 00 00 01 ff 04"), data)));
    }

    private static byte[] gunzipped(byte[] body) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
