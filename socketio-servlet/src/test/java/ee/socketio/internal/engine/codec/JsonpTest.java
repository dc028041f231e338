package ee.socketio.internal.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonpTest {

    private static final Jsonp FIRST = new Jsonp("0");

    /** PROTOCOL 2.6, as captured. */
    @Test
    void aPayloadIsTheArgumentOfACallback() {
        assertThat(FIRST.script("118:0{\"sid\":\"NJxi\",\"upgrades\":[\"websocket\"]}"))
                .isEqualTo("___eio[0](\"118:0{\\\"sid\\\":\\\"NJxi\\\",\\\"upgrades\\\":[\\\"websocket\\\"]}\");");
        assertThat(FIRST.script("2:4017:42[\"echo\",\"l\\nf\"]"))
                .isEqualTo("___eio[0](\"2:4017:42[\\\"echo\\\",\\\"l\\\\nf\\\"]\");");
    }

    /** PROTOCOL 2.6: the first as captured; it becomes part of a script, so nothing else may pass. */
    @ParameterizedTest
    @CsvSource({
        "alert(1)2x3, 123",
        "1);alert(1)//, 11",
        "0, 0",
        "42, 42",
        "007, 007",
        "-1, 1",
        "٤5, 5",
        "１, ''",
        "'', ''",
        "], ''",
        "'\n1\u2028', 1"
    })
    void onlyTheDigitsOfTheIndexAreTaken(String asked, String taken) {
        Jsonp jsonp = new Jsonp(asked);

        assertThat(jsonp.index()).isEqualTo(taken);
        assertThat(jsonp.script("1:6")).isEqualTo("___eio[" + taken + "](\"1:6\");");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "\", \\\"",
                "\\, \\\\",
                "~\b~, \\b",
                "~\f~, \\f",
                "~\n~, \\n",
                "~\r~, \\r",
                "~\t~, \\t",
                "~\u0000~, \\u0000",
                "~\u001e~, \\u001e",
                "~\u001f~, \\u001f",
                "~\u2028~, \\u2028",
                "~\u2029~, \\u2029",
                "</script>, \\u003c/script>",
                "<!--, \\u003c!--",
                "~\ud800~, \\ud800",
                "~\udc00x~, \\udc00x",
                "~\ud800\ud83d\ude00\ude00~, ~\\ud800\ud83d\ude00\\ude00~",
                "€😀'/>&\u007f, €😀'/>&\u007f",
            })
    void whatCouldLeaveTheLiteralIsEscaped(String payload, String literal) {
        assertThat(FIRST.script(payload)).isEqualTo("___eio[0](\"" + literal + "\");");
    }

    /** PROTOCOL 2.6: the event whose JSON has an escaped line feed travels as its client escapes it. */
    @Test
    void aFormIsReadAsCaptured() throws Exception {
        String form = "d=17%3A42%5B%22echo%22%2C%22l%5C%5Cnf%22%5D";

        assertThat(payload(form)).isEqualTo("17:42[\"echo\",\"l\\nf\"]");
        assertThat(TextPayload3.decode("17:42[\"echo\",\"l\\nf\"]").packets())
                .containsExactly(Packet.message("2[\"echo\",\"l\\nf\"]"));
    }

    /** What engine.io-client 3.5 makes of these: first the escaped line feeds, then the real ones. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "a\\nb, ~a\nb~",
                "a\\\\nb, a\\nb",
                "a\\\\\\nb, a\\\\nb",
                "a\\\\\\\\nb, a\\\\\\nb",
                "\\n\\n, ~\n\n~",
                "\\\\n\\n\\\\n, ~\\n\n\\n~",
                "\\n\\\\n, ~\n\\n~",
                "\\\\, \\\\",
                "\\, \\",
                "n, n",
                "\\t\\\\t, \\t\\\\t",
                "nn\\nn, ~nn\nn~",
            })
    void lineFeedsAreUnescaped(String sent, String meant) throws Exception {
        assertThat(payload("d=" + URLEncoder.encode(sent, StandardCharsets.UTF_8)))
                .isEqualTo(meant);
    }

    @Test
    void theFieldIsPercentDecodedAsUtf8() throws Exception {
        assertThat(payload("d=%E2%82%ac+%2B%F0%9F%98%80%26%3d=x")).isEqualTo("€ +😀&==x");
        assertThat(payload("d=€")).isEqualTo("€");
        assertThat(payload("d=a%FFb")).isEqualTo("a\ufffdb");
        assertThat(payload("d=")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1&d=1%3A2", "d=1%3A2&a=1", "&&d=1%3A2&", "dd=7&d=1%3A2&D=8&e=d=9", "a=%&d=1%3A2"})
    void otherFieldsAreIgnored(String form) throws Exception {
        assertThat(payload(form)).isEqualTo("1:2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&", "d", "D=1%3A2", "dd=1%3A2", "=1%3A2", "1:2", "e=d=1", "d=1%3A2&d=1%3A2"})
    void aFormWithoutExactlyOneFieldIsNoPayload(String form) throws Exception {
        assertThat(payload(form)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"d=%", "d=1%3", "d=%3&x=A", "d=%3&A", "d=%zz", "d=%-1", "d=%+1", "d=%é1", "d=% 31"})
    void whatIsNotPercentEncodedIsMalformed(String form) {
        assertThatThrownBy(() -> payload(form))
                .isInstanceOf(MalformedPacketException.class)
                .hasMessage("bad percent-encoding");
    }

    @Test
    @Timeout(10)
    void bigFormsTakeNoMoreThanTheirTime() throws Exception {
        assertThat(payload("d=" + "%5Cn".repeat(500_000))).isEqualTo("\n".repeat(500_000));
        assertThat(payload("d=" + "%5C".repeat(500_000))).hasSize(500_000);
        for (String junk : List.of("&", "d", "d&", "%", "=")) {
            assertThat(payload(junk.repeat(1_000_000))).isNull();
        }
    }

    private static String payload(String form) throws MalformedPacketException {
        return Jsonp.payload(form.getBytes(StandardCharsets.UTF_8));
    }
}
