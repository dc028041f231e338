package ee.socketio.internal.polling;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.fakes.FakeRequest;
import ee.socketio.fakes.FakeResponse;
import ee.socketio.internal.engine.Transport.Batch;
import ee.socketio.internal.engine.codec.Packet;
import ee.socketio.internal.http.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PROTOCOL 1.8 and 1.12. */
class PollingResponsesTest {

    private static final int THRESHOLD = 1024;

    private final FakeResponse response = new FakeResponse();

    @Test
    void aPollIsAnsweredWithAllPackets() {
        answer(
                FakeRequest.of("GET"),
                new Batch(
                        List.of(Packet.message("a"), Packet.message("€"), Packet.message(new byte[] {1, 2, 3, 4})),
                        true));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("4a\u001e4€\u001ebAQIDBA==");
        assertThat(response.header("Content-Type")).isEqualTo("text/plain; charset=UTF-8");
        assertThat(response.header("Cache-Control")).isEqualTo("no-store");
        assertThat(response.header("Content-Length")).isEqualTo("17");
        assertThat(response.headerNames()).containsExactlyInAnyOrder("Content-Type", "Cache-Control", "Content-Length");
    }

    @ParameterizedTest
    @CsvSource({"1023, false", "1024, true", "5000, true"})
    void aBodyIsCompressedFromTheThresholdOn(int bytes, boolean compressed) {
        answer(FakeRequest.of("GET").header("Accept-Encoding", "gzip"), batch(bytes, true));

        assertThat(response.header("Content-Encoding")).isEqualTo(compressed ? "gzip" : null);
    }

    @Test
    void theThresholdCountsBytes() {
        answer(
                FakeRequest.of("GET").header("Accept-Encoding", "gzip"),
                new Batch(List.of(Packet.message("€".repeat(342))), true));

        assertThat(response.header("Content-Encoding")).isEqualTo("gzip");
    }

    @Test
    void aCompressedBodyIsTheBody() throws IOException {
        answer(FakeRequest.of("GET").header("Accept-Encoding", "gzip"), batch(THRESHOLD, true));

        byte[] plain = new GZIPInputStream(new ByteArrayInputStream(response.bytes())).readAllBytes();
        assertThat(new String(plain, StandardCharsets.UTF_8)).isEqualTo("4" + "x".repeat(THRESHOLD - 1));
        assertThat(response.header("Content-Length")).isEqualTo(Integer.toString(response.bytes().length));
    }

    @Test
    void aBatchThatMayNotBeCompressedIsNot() {
        answer(FakeRequest.of("GET").header("Accept-Encoding", "gzip"), batch(5_000, false));

        assertThat(response.header("Content-Encoding")).isNull();
    }

    @Test
    void aClientThatAcceptsNoCompressionGetsNone() {
        answer(FakeRequest.of("GET"), batch(5_000, true));

        assertThat(response.header("Content-Encoding")).isNull();
    }

    @Test
    void aBodyThatAFilterEncodesIsNotCompressedASecondTime() {
        response.setHeader("Content-Encoding", "br");

        answer(FakeRequest.of("GET").header("Accept-Encoding", "gzip, br"), batch(5_000, true));

        assertThat(response.header("Content-Encoding")).isEqualTo("br");
        assertThat(response.bytes()).hasSize(5_000);
    }

    @Test
    void compressionMayBeOff() {
        FakeRequest request = FakeRequest.of("GET").header("Accept-Encoding", "gzip");

        new PollingResponses(-1)
                .answer(
                        HttpExchange.start(request.proxy(), response.proxy()),
                        new PollingFormat.Separated(),
                        batch(5_000, true));

        assertThat(response.header("Content-Encoding")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "Mozilla/5.0 (compatible;MSIE 9.0; Windows NT 6.1), true",
        "Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko, true",
        "Mozilla/5.0 (X11; Linux x86_64) Firefox/120.0, false",
    })
    void oldInternetExplorersAreToldNotToFilter(String userAgent, boolean told) {
        answer(FakeRequest.of("GET").header("User-Agent", userAgent), batch(10, true));

        assertThat(response.header("X-XSS-Protection")).isEqualTo(told ? "0" : null);
    }

    private static Batch batch(int bytes, boolean compress) {
        return new Batch(List.of(Packet.message("x".repeat(bytes - 1))), compress);
    }

    private void answer(FakeRequest request, Batch batch) {
        new PollingResponses(THRESHOLD)
                .answer(HttpExchange.start(request.proxy(), response.proxy()), new PollingFormat.Separated(), batch);
    }
}
