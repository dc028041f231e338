package ee.socketio.it.wire;

import static ee.socketio.it.wire.Eventually.eventually;
import static ee.socketio.it.wire.WireAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import ee.socketio.it.TestServer;
import java.net.URLEncoder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Polling by script elements and forms. */
@ExtendWith(SharedServer3.class)
@Tag("eio3")
class JsonpIT {

    private final Endpoint engine4;
    private final Endpoint engine;
    private final Endpoint socketIo;

    JsonpIT(TestServer server) {
        engine4 = Endpoint.engineIo(server);
        engine = engine4.revision3();
        socketIo = Endpoint.socketIo(server).revision3();
    }

    private static Answer post(Endpoint endpoint, PollingSession session, String form) {
        return endpoint.exchange(PayloadFormat.form(session.target(), form));
    }

    @Test
    void theHandshakeIsAScriptThatCallsBackWithTheOpenPacket() {
        Answer answer = engine.get(engine.polling() + "&j=0&b64=1");

        assertThat(answer)
                .hasStatus(200)
                .hasContentType("text/plain;charset=utf-8")
                .hasHeader("Content-Length", Integer.toString(answer.body().length))
                .hasHeader("cache-control", "no-store");
        assertThat(answer.text())
                .matches("___eio\\[0]\\(\"118:0\\{\\\\\"sid\\\\\":\\\\\"[A-Za-z0-9_-]{20}\\\\\",\\\\\"upgrades\\\\\":"
                        + "\\[\\\\\"websocket\\\\\"],\\\\\"pingInterval\\\\\":25000,\\\\\"pingTimeout\\\\\":20000,"
                        + "\\\\\"maxPayload\\\\\":1000000}\"\\);");
    }

    @Test
    void thePayloadIsAStringLiteral() {
        PollingSession session = PollingSession.openJsonp(engine);

        session.send("4\"\\ \n\r\t\b\f\u0001\u001f 'ü€😀");

        assertThat(session.poll())
                .hasContentType("text/plain;charset=utf-8")
                .hasText("___eio[0](\"17:4\\\"\\\\ \\n\\r\\t\\b\\f\\u0001\\u001f 'ü€😀\");");
    }

    @Test
    void whatEndsALineInOldScriptsIsEscaped() {
        PollingSession session = PollingSession.openJsonp(engine);

        session.send("4a\u2028b\u2029");

        assertThat(session.poll()).hasText("___eio[0](\"5:4a\\u2028b\\u2029\");");
    }

    @Test
    @Tag("beyond-reference")
    void whatEndsOrBeginsAScriptElementIsEscaped() {
        PollingSession session = PollingSession.openJsonp(engine);

        session.send("4</script><!--<b>");

        assertThat(session.poll()).hasText("___eio[0](\"17:4\\u003c/script>\\u003c!--\\u003cb>\");");
    }

    @Test
    void severalPacketsAreOnePayload() {
        eventually(() -> {
            PollingSession session = PollingSession.openJsonp(engine);
            session.sendAndLetAnswersQueue("4a", "b4AQID", "4€😀");

            assertThat(session.poll()).hasText("___eio[0](\"2:4a6:b4AQID4:4€😀\");");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "7,7",
        "123,123",
        "007,007",
        "alert(1)2x3,123",
        "1%29%3Balert%281%29%2F%2F,11",
        "-1,1",
        "1.5,15",
        "%0a1%E2%80%A8,1",
        "12345678901234567890123,12345678901234567890123"
    })
    void ofTheIndexOnlyTheDigitsCount(String parameter, String index) {
        assertThat(engine.get(engine.polling() + "&b64=1&j=" + parameter).text())
                .startsWith("___eio[" + index + "](\"118:0{")
                .endsWith("}\");");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "alert()", "%D9%A1", "%EF%BC%91", "-"})
    @Tag("beyond-reference")
    void anIndexWithoutDigitsIsABadRequest(String parameter) {
        assertThat(engine.get(engine.polling() + "&j=" + parameter)).isError(EngineError.BAD_REQUEST);
    }

    @Test
    void theIndexOfTheHandshakeCountsForLife() {
        PollingSession session = PollingSession.openJsonp(engine);
        session.send("4a");
        assertThat(engine.get(engine.polling(session.sid()) + "&j=5")).hasText("___eio[0](\"2:4a\");");
        session.send("4b");
        assertThat(engine.get(engine.polling(session.sid()))).hasText("___eio[0](\"2:4b\");");
        session.send("4c");
        assertThat(engine.get(engine.polling(session.sid()) + "&j=alert()")).hasText("___eio[0](\"2:4c\");");
    }

    @Test
    void aSessionThatBeganWithoutScriptsNeverGetsOne() {
        PollingSession session = PollingSession.open(engine);
        session.send("4a");
        assertThat(engine.get(session.target() + "&j=0")).hasText("2:4a");
        assertThat(post(engine, session, "3:4d=")).hasStatus(200);
        assertThat(session.poll()).hasText("3:4d=");
    }

    @Test
    @Tag("beyond-reference")
    void scriptsNeverGetBytes() {
        PollingSession session = PollingSession.openJsonp(engine, "&j=0");
        assertThat(post(engine, session, "d=6%3Ab4AQID")).hasStatus(200);

        assertThat(session.poll()).hasContentType("text/plain;charset=utf-8").hasText("___eio[0](\"6:b4AQID\");");
    }

    @Test
    void thePayloadOfAPostIsAFieldOfAForm() {
        PollingSession session = PollingSession.openJsonp(engine);

        assertThat(post(engine, session, "d=11%3A4a+b%26c%3D%25%2B%C3%BC%E2%82%AC"))
                .hasStatus(200)
                .hasContentType("text/html")
                .hasHeader("Content-Length", "2")
                .hasHeader("cache-control", "no-store")
                .hasText("ok");

        assertThat(session.receive()).isEqualTo("4a b&c=%+ü€");
    }

    static Stream<Arguments> lineFeeds() {
        return Stream.of(
                // as clients write it
                Arguments.of("4:4a\\nb", "4a\nb"),
                // what was escaped before, as within JSON
                Arguments.of("5:4a\\\\nb", "4a\\nb"),
                Arguments.of("8:4\\n\\\\n\\\\\\n\\n", "4\n\\n\\\\n\n"),
                // not escaped at all
                Arguments.of("4:4a\nb", "4a\nb"),
                // what is none
                Arguments.of("5:4a\\\\b", "4a\\\\b"),
                Arguments.of("5:4\\r\\t", "4\\r\\t"));
    }

    @ParameterizedTest
    @MethodSource("lineFeeds")
    void lineFeedsAreUnescaped(String payload, String packet) {
        PollingSession session = PollingSession.openJsonp(engine);

        assertThat(post(engine, session, "d=" + URLEncoder.encode(payload, UTF_8)))
                .hasText("ok");

        assertThat(session.receive()).isEqualTo(packet);
    }

    @Test
    void anEventWithALineFeedTravelsAsClientsSendIt() {
        PollingSession session = (PollingSession) Transport3.JSONP.join(socketIo);

        assertThat(post(socketIo, session, "d=18%3A42%5B%22echo2%22%2C%22l%5C%5Cnf%22%5D"))
                .hasText("ok");

        assertThat(session.poll()).hasText("___eio[0](\"18:42[\\\"echo2\\\",\\\"l\\\\nf\\\"]\");");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x=2%3A4x", "D=2%3A4x", "dd=2%3A4x", "2:4x", "&", "&&=&", "x=d=2%3A4x"})
    void aPostWithoutThePayloadIsIgnored(String form) {
        PollingSession session = PollingSession.openJsonp(engine);

        assertThat(post(engine, session, form)).hasStatus(200).hasText("ok");

        session.assertEchoes();
    }

    @Test
    void otherFieldsAreIgnored() {
        PollingSession session = PollingSession.openJsonp(engine);

        assertThat(post(engine, session, "x=1&d=2%3A4x&y=2")).hasText("ok");

        assertThat(session.receive()).isEqualTo("4x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain;charset=UTF-8", "application/x-www-form-urlencoded;charset=ISO-8859-1", "x/y"})
    void thePostIsAFormWhateverItsContentTypeSays(String contentType) {
        PollingSession session = PollingSession.openJsonp(engine);

        assertThat(engine.exchange(Request.bare("POST", session.target(), "d=3%3A4%C3%BC€".getBytes(UTF_8))
                        .with("Content-Type", contentType)))
                .hasStatus(200)
                .hasText("ok");

        assertThat(session.receive()).isEqualTo("4ü€");
    }

    @ParameterizedTest
    @ValueSource(strings = {"d=", "d=abc", "d=1%3Ax", "d=9%3A4x", "d=2%3A4xx", "d=99999999999999999999%3A4x"})
    void anInvalidPayloadIsTakenButEndsTheSession(String form) {
        PollingSession session = PollingSession.openJsonp(engine);

        assertThat(post(engine, session, form)).hasStatus(200).hasText("ok");

        session.assertUnknown();
    }

    @ParameterizedTest
    @ValueSource(strings = {"d=%", "d=2%3A4%zz", "d=2%3A4x%4"})
    @Tag("beyond-reference")
    void aFormThatIsNotPercentEncodedIsTakenButEndsTheSession(String form) {
        PollingSession session = PollingSession.openJsonp(engine);

        assertThat(post(engine, session, form)).hasStatus(200).hasText("ok");

        session.assertUnknown();
    }

    @Test
    void aSecondPollEndsTheSession() {
        PollingSession session = PollingSession.openJsonp(engine);
        try (RawHttp first = session.holdPoll()) {
            assertThat(session.poll()).hasStatus(400).hasText("");
            assertThat(first.answer()).hasStatus(200).hasText("___eio[0](\"1:1\");");
        }
        session.assertUnknown();
    }

    @Test
    void aClosePacketFreesTheHeldPollWithANoop() {
        PollingSession session = PollingSession.openJsonp(engine);
        try (RawHttp held = session.holdPoll()) {
            session.send("1");
            assertThat(held.answer()).hasStatus(200).hasText("___eio[0](\"1:6\");");
        }
        session.assertUnknown();
    }

    @Test
    void aFormAboveTheLimitIsRefusedAndTheSessionGoesOn() {
        PollingSession session = PollingSession.openJsonp(engine);

        assertThat(post(engine, session, "d=4%3A4" + "x".repeat(1_000_000)))
                .hasStatus(413)
                .hasText("");

        session.assertEchoes();
    }

    @Test
    void aLargeScriptIsCompressed() {
        PollingSession session = PollingSession.openJsonp(engine);
        session.send("4" + "x".repeat(5_000));

        assertThat(engine.exchange(Request.get(session.target()).with("Accept-Encoding", "gzip")))
                .hasStatus(200)
                .hasHeader("Content-Encoding", "gzip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"&j=0", "&j=alert(1)", "&j=x"})
    @Tag("beyond-reference")
    void revision4KnowsNoScripts(String parameter) {
        PollingSession session = PollingSession.open(engine4, parameter);

        assertThat(session.post("4a\u001ebAQID")).hasText("ok");

        assertThat(session.receive()).isEqualTo("4a");
        assertThat(session.receive()).isEqualTo("bAQID");
    }
}
