package ee.socketio.internal.polling;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.internal.engine.QueryString;
import ee.socketio.internal.engine.codec.Packet;
import ee.socketio.internal.engine.codec.Payload;
import ee.socketio.internal.engine.codec.Revision;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PROTOCOL 2.2 to 2.6: which dialect a handshake gets, and what that makes of packets. */
class PollingFormatTest {

    private static final String TEXT = "text/plain; charset=UTF-8";
    private static final String BINARY = "application/octet-stream";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Packet BYTES = Packet.message(new byte[] {1, 2, 3});

    @Test
    void revisionFourSeparatesItsPacketsWhateverElseIsAskedFor() {
        PollingFormat format = PollingFormat.of(Revision.V4, QueryString.parse("j=0&b64=1"));

        assertThat(text(format, Packet.message("a"), BYTES)).isEqualTo("4a\u001ebAQID");
    }

    @Test
    void revisionThreeCountsThem() {
        assertThat(text(v3(""), Packet.message("€"), Packet.NOOP)).isEqualTo("2:4€1:6");
    }

    @Test
    void revisionThreeIsBytesIfOnePacketIs() {
        PollingFormat.Body body = v3("").encode(List.of(Packet.message("€"), BYTES));

        assertThat(body.contentType()).isEqualTo(BINARY);
        assertThat(body.bytes()).containsExactly(0, 4, 0xff, '4', 0xe2, 0x82, 0xac, 1, 4, 0xff, 4, 1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"b64=1", "b64=true", "b64=0"})
    void aClientWithoutBytesGetsBase64(String query) {
        assertThat(text(v3(query), Packet.message("a"), BYTES)).isEqualTo("2:4a6:b4AQID");
    }

    @Test
    void anEmptyB64AsksForNothing() {
        assertThat(v3("b64=").encode(List.of(BYTES)).contentType()).isEqualTo(BINARY);
    }

    @Test
    void scriptsCarryTextOnly() {
        assertThat(text(v3("j=7"), Packet.message("\"</script>"), BYTES))
                .isEqualTo("___eio[7](\"11:4\\\"\\u003c/script>6:b4AQID\");");
    }

    @Test
    void revisionFourRefusesBinaryBodies() {
        PollingFormat format = PollingFormat.of(Revision.V4, QueryString.parse(""));

        assertThat(format.accepts(BINARY)).isFalse();
        assertThat(format.accepts(BINARY + "; x=y")).isTrue();
        assertThat(format.accepts(null)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "b64=1", "j=0"})
    void revisionThreeRefusesNoContentType(String query) {
        assertThat(v3(query).accepts(BINARY)).isTrue();
        assertThat(v3(query).accepts(null)).isTrue();
    }

    @Test
    void revisionThreeReadsBytesAndText() {
        byte[] binary = {0, 2, (byte) 0xff, '4', 'a', 1, 2, (byte) 0xff, 4, 9};

        assertThat(v3("").decode(BINARY, binary).packets()).hasSize(2).first().isEqualTo(Packet.message("a"));
        assertThat(decode(v3(""), TEXT, "2:4a1:2").packets())
                .extracting(Packet::wire)
                .containsExactly("4a", "2");
        assertThat(decode(v3(""), null, "2:4a").fault()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"2:4a, application/octet-stream", "4a, text/plain", "'', text/plain"})
    void whatIsNotOfItsKindIsAFault(String body, String contentType) {
        assertThat(decode(v3(""), contentType, body).fault()).isNotNull();
    }

    @Test
    void formsCarryThePayloadInOneField() {
        assertThat(decode(v3("j=0"), FORM, "d=2%3A4a").packets()).containsExactly(Packet.message("a"));
    }

    @Test
    void aFormWithoutThePayloadIsIgnored() {
        assertThat(decode(v3("j=0"), FORM, "x=1")).isEqualTo(new Payload(List.of(), null));
        assertThat(decode(v3("j=0"), FORM, "")).isEqualTo(new Payload(List.of(), null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"d=", "d=2%3", "d=9%3A4a"})
    void aFormWithABadPayloadIsAFault(String form) {
        assertThat(decode(v3("j=0"), FORM, form).fault()).isNotNull();
    }

    private static PollingFormat v3(String query) {
        return PollingFormat.of(Revision.V3, QueryString.parse(query));
    }

    private static String text(PollingFormat format, Packet... packets) {
        PollingFormat.Body body = format.encode(List.of(packets));
        assertThat(body.contentType()).isEqualTo(TEXT);
        return new String(body.bytes(), StandardCharsets.UTF_8);
    }

    private static Payload decode(PollingFormat format, String contentType, String body) {
        return format.decode(contentType, body.getBytes(StandardCharsets.UTF_8));
    }
}
