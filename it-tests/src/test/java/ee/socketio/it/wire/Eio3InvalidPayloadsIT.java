package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import ee.socketio.it.TestServer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Payloads that are none: they are answered as others are, and end their session and nothing else. */
@ExtendWith(SharedServer3.class)
@Tag("eio3")
class Eio3InvalidPayloadsIT {

    /** Far more than it takes to read the largest payload once, and far less than to read it once for each byte. */
    private static final Duration LINEAR = Duration.ofSeconds(5);

    private static final int LIMIT = 1_000_000;

    private final Endpoint engine;

    Eio3InvalidPayloadsIT(TestServer server) {
        engine = Endpoint.engineIo(server).revision3();
    }

    @AfterEach
    void theServerServesOthers() {
        PollingSession.open(engine).assertEchoes();
    }

    private void assertTextEndsTheSession(String payload) {
        PollingSession session = PollingSession.open(engine);
        assertThat(session.post(payload)).hasStatus(200).hasText("ok");
        session.assertUnknown();
    }

    private void assertBytesEndTheSession(byte[] payload) {
        PollingSession session = PollingSession.open(engine);
        assertThat(session.postBytes(payload)).hasStatus(200).hasText("ok");
        session.assertUnknown();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // no length, or no number
                "",
                "abc",
                "4x",
                "x:4x",
                "4a:2",
                "-1:4",
                "1.5:4x",
                "٢:4x",
                // no end of the length
                "1",
                "2",
                "22222",
                "1:2x",
                "1:23",
                // longer than the rest
                "1:",
                "3:4x",
                "10:4x",
                "2147483648:4x",
                "4294967298:4x",
                "18446744073709551618:4x",
                // not a packet
                "1:7",
                "2:9x",
                "1: ",
                "1:x"
            })
    void aTextThatIsNoPayloadEndsTheSession(String payload) {
        assertTextEndsTheSession(payload);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":",
                ":4x",
                "1e0:2",
                "0x2:4x",
                " 2:4x",
                "2 :4x",
                "+2:4x",
                "2.0:4x",
                "1:b",
                "2:bA",
                "2:b9",
                "3:b2A",
                "6:bAQID=",
                "6:b4A*ID"
            })
    @Tag("beyond-reference")
    void aTextThatIsAlmostAPayloadEndsTheSession(String payload) {
        assertTextEndsTheSession(payload);
    }

    @Test
    void whatStandsBeforeTheFaultIsDeliveredAndNothingAfter() {
        PollingSession session = PollingSession.open(engine);
        try (RawHttp held = session.holdPoll()) {
            assertThat(session.post("5:4good1:x5:4lost")).hasStatus(200).hasText("ok");
            assertThat(held.answer().text()).isIn("5:4good", "5:4good1:1", "1:1");
        }
        session.awaitClosed();
    }

    @Test
    void aFaultFreesAHeldPoll() {
        PollingSession session = PollingSession.open(engine);
        try (RawHttp held = session.holdPoll()) {
            assertThat(session.post("abc")).hasStatus(200).hasText("ok");
            assertThat(held.answer())
                    .hasStatus(200)
                    .hasContentType("text/plain;charset=utf-8")
                    .hasText("1:1");
        }
        session.assertUnknown();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // neither text nor binary
                "36 3a 34 68 65 6c 6c 6f",
                "34",
                // no end of the length
                "00",
                "01",
                "00 02",
                "01 02 34",
                // longer than the rest
                "00 01 ff",
                // more behind
                "00 02 ff 34 78 00",
                "01 02 ff 04 01 02"
            })
    void bytesThatAreNoPayloadEndTheSession(String payload) {
        assertBytesEndTheSession(bytes(payload));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // longer than the rest
                "00 03 ff 34 78",
                "01 03 ff 04 01",
                "00 02 01 04 07 04 08 03 06 04 08 ff 34",
                "00 04 02 09 04 09 06 07 02 09 08 ff 34 78",
                "01 01 08 04 04 06 07 04 04 00 07 03 07 00 09 05 05 01 06 01 08 ff 04 78",
                // neither text nor binary
                "02 02 ff 34 78",
                "ff 02 ff 34 78",
                // no length
                "00 ff",
                "00 ff 34",
                "01 ff 04",
                "00 00 ff",
                // digits above nine, and those of ASCII
                "00 0a ff 34 31 32 33 34 35 36 37 38 39",
                "00 12 ff 34 31 32 33 34 35 36 37 38 39 31 32 33 34 35 36 37 38",
                "00 32 ff 34 78",
                "00 fe ff 34 78",
                "01 80 ff 04 78",
                // not a packet
                "00 01 ff 39",
                "00 02 ff 62 39",
                "00 02 ff 34 ff",
                "00 02 ff 34 c3",
                "01 02 ff 34 01",
                "01 01 ff 00",
                "01 01 ff 01",
                "01 01 ff 02",
                "01 01 ff 05",
                "01 01 ff 06",
                "01 01 ff ff"
            })
    @Tag("beyond-reference")
    void bytesThatAreAlmostAPayloadEndTheSession(String payload) {
        assertBytesEndTheSession(bytes(payload));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, LIMIT - 1})
    void aLengthOfManyDigitsTakesNoTime(int digits) {
        Stopwatch started = Stopwatch.started();

        assertTextEndsTheSession("9".repeat(digits));
        assertTextEndsTheSession("9".repeat(digits - 3) + ":4x");
        assertTextEndsTheSession("1".repeat(digits) + ":");

        assertThat(started.elapsed()).isLessThan(LINEAR);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, LIMIT - 4})
    void aLengthOfManyBytesTakesNoTime(int digits) {
        Stopwatch started = Stopwatch.started();
        byte[] payload = new byte[digits + 4];
        for (byte digit : new byte[] {9, 1, 10, 0x39, (byte) 0xfe, (byte) 0x80}) {
            Arrays.fill(payload, digit);
            payload[0] = 0;
            assertBytesEndTheSession(payload);
            payload[digits + 1] = (byte) 0xff;
            payload[digits + 2] = '4';
            payload[digits + 3] = 'x';
            assertBytesEndTheSession(payload);
            payload[0] = 1;
            payload[digits + 2] = 4;
            assertBytesEndTheSession(payload);
        }
        assertThat(started.elapsed()).isLessThan(LINEAR);
    }

    @Test
    void manyEmptyPacketsTakeNoTime() {
        Stopwatch started = Stopwatch.started();
        PollingSession session = PollingSession.open(engine);

        assertThat(session.post("0:".repeat(LIMIT / 2))).hasStatus(200);

        session.assertEchoes();
        assertThat(started.elapsed()).isLessThan(LINEAR);
    }

    @Test
    void manyUnknownPacketsEndTheSessionAtTheFirst() {
        Stopwatch started = Stopwatch.started();

        assertTextEndsTheSession("1:x".repeat(LIMIT / 3));

        assertThat(started.elapsed()).isLessThan(LINEAR);
    }

    @Test
    void aHostileLengthThatComesSlowlyDoesNoHarm() {
        PollingSession session = PollingSession.open(engine);
        byte[] payload = "99999999999999999999".getBytes(UTF_8);
        Request post = Request.bare("POST", session.target(), payload).inChunksOf(1);

        assertThat(engine.exchange(post)).hasStatus(200).hasText("ok");

        session.assertUnknown();
    }
}
