package ee.socketio.it.wire;

import static ee.socketio.it.wire.Eventually.eventually;
import static ee.socketio.it.wire.WireAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import ee.socketio.it.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The compression of polling responses. */
@ExtendWith(SharedServer.class)
class CompressionIT {

    private static final int THRESHOLD = 1024;

    private final Endpoint engine;

    CompressionIT(TestServer server) {
        engine = Endpoint.engineIo(server);
    }

    private static String messageOf(int bytes) {
        return "4" + "x".repeat(bytes - 1);
    }

    private Answer pollFor(String message, String acceptEncoding) {
        PollingSession session = PollingSession.open(engine);
        session.send(message);
        return engine.exchange(Request.get(session.target()).with("Accept-Encoding", acceptEncoding));
    }

    @Test
    void aPayloadOfTheThresholdIsCompressed() {
        Answer answer = pollFor(messageOf(THRESHOLD), "gzip");

        assertThat(answer)
                .hasStatus(200)
                .hasHeader("Content-Encoding", "gzip")
                .hasContentType("text/plain;charset=utf-8")
                .hasHeader("cache-control", "no-store")
                .hasNoHeader("Vary");
        assertThat(decoded(answer)).isEqualTo(messageOf(THRESHOLD));
    }

    @Test
    void aPayloadOfOneByteLessIsNot() {
        assertThat(pollFor(messageOf(THRESHOLD - 1), "gzip"))
                .hasNoHeader("Content-Encoding")
                .hasHeader("Content-Length", "1023")
                .hasText(messageOf(THRESHOLD - 1));
    }

    @Test
    void theThresholdCountsBytesNotCharacters() {
        String message = "4" + "€".repeat(341);

        Answer answer = pollFor(message, "gzip");

        assertThat(answer).hasHeader("Content-Encoding", "gzip");
        assertThat(decoded(answer)).isEqualTo(message);
    }

    @Test
    void theThresholdIsThatOfThePayloadNotOfThePacket() {
        eventually(() -> {
            PollingSession session = PollingSession.open(engine);
            session.sendAndLetAnswersQueue(messageOf(511), messageOf(512));

            Answer answer = engine.exchange(Request.get(session.target()).with("Accept-Encoding", "gzip"));

            assertThat(answer).hasHeader("Content-Encoding", "gzip");
            assertThat(decoded(answer)).hasSize(THRESHOLD);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip|gzip",
                "deflate|deflate",
                "gzip, deflate, br|gzip",
                "deflate, gzip|deflate",
                "gzip;q=0.5, deflate|deflate",
                "br, gzip;q=0.2|gzip",
                "GZIP|gzip",
                "*|gzip",
                "gzip;q=0, *|deflate",
            })
    void theClientChoosesBetweenGzipAndDeflate(String accepted, String used) {
        Answer answer = pollFor(messageOf(5000), accepted);

        assertThat(answer).hasHeader("Content-Encoding", used);
        assertThat(decoded(answer)).isEqualTo(messageOf(5000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "identity", "br", "gzip;q=0", "zstd, br"})
    void aClientThatAcceptsNeitherGetsThePlainPayload(String accepted) {
        assertThat(pollFor(messageOf(5000), accepted))
                .hasNoHeader("Content-Encoding")
                .hasHeader("Content-Length", "5000")
                .hasText(messageOf(5000));
    }

    @Test
    void aClientThatSaysNothingGetsThePlainPayload() {
        PollingSession session = PollingSession.open(engine);
        session.send(messageOf(5000));

        assertThat(session.poll()).hasNoHeader("Content-Encoding").hasText(messageOf(5000));
    }

    @Test
    void aPayloadThatDoesNotCompressWellArrivesWhole() {
        StringBuilder message = new StringBuilder("4");
        new Random(1).ints(100_000, 0x20, 0x7F).forEach(message::appendCodePoint);

        Answer answer = pollFor(message.toString(), "gzip");

        assertThat(decoded(answer)).isEqualTo(message.toString());
    }

    @Test
    void theConnectionServesOnAfterACompressedAnswer() {
        PollingSession session = PollingSession.open(engine);
        try (RawHttp connection = RawHttp.connect(engine)) {
            for (int i = 0; i < 3; i++) {
                session.send(messageOf(2000 + i));
                Answer answer =
                        connection.exchange(Request.get(session.target()).with("Accept-Encoding", "gzip"));
                assertThat(decoded(answer)).isEqualTo(messageOf(2000 + i));
            }
        }
    }

    @Test
    void theBodyOfAPostIsNeverDecompressed() {
        PollingSession session = PollingSession.open(engine);
        Request compressed = Request.bare("POST", session.target(), gzipped("4x"))
                .with("Content-Type", "text/plain;charset=UTF-8")
                .with("Content-Encoding", "gzip");

        assertThat(engine.exchange(compressed)).hasStatus(200);

        session.assertUnknown();
    }

    private static byte[] gzipped(String text) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    private static String decoded(Answer answer) {
        InputStream body = new ByteArrayInputStream(answer.body());
        boolean gzip =
                answer.headers().one("Content-Encoding").filter("gzip"::equals).isPresent();
        try (InputStream in = gzip ? new GZIPInputStream(body) : new InflaterInputStream(body)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
