package ee.socketio.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompressionTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none, NONE",
                "'', NONE",
                "gzip, GZIP",
                "GZIP, GZIP",
                "x-gzip, GZIP",
                "deflate, DEFLATE",
                "br, NONE",
                "zstd, NONE",
                "identity, NONE",
                "'gzip, deflate, br, zstd', GZIP",
                "'deflate, gzip', DEFLATE",
                "'br, gzip;q=0.1', GZIP",
                "'gzip;q=0.5, deflate;q=0.8', DEFLATE",
                "'gzip;q=0', NONE",
                "'gzip;q=0, deflate', DEFLATE",
                "*, GZIP",
                "'*;q=0', NONE",
                "'gzip;q=0, *', DEFLATE",
                "'*, gzip;q=0', DEFLATE",
                "'gzip;q=0, deflate;q=0, *', NONE",
                "'x-gzip;q=0, *', DEFLATE",
                "'gzip;q=0.2, *;q=0.9', DEFLATE",
                "'identity;q=0, *;q=0', NONE",
                "gzipped, NONE",
                "'gzip;q=nonsense, deflate', DEFLATE",
            })
    void theClientChooses(String acceptEncoding, Compression compression) {
        assertThat(Compression.accepted(acceptEncoding)).isEqualTo(compression);
    }

    @Test
    void noneLeavesTheBytesAsTheyAre() {
        byte[] plain = {1, 2, 3};

        assertThat(Compression.NONE.apply(plain)).isSameAs(plain);
    }

    @Test
    void gzipIsReadByAnybody() throws IOException {
        for (byte[] plain : samples()) {
            byte[] compressed = Compression.GZIP.apply(plain);

            assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed)).readAllBytes())
                    .isEqualTo(plain);
        }
    }

    @Test
    void deflateIsReadByAnybody() throws IOException {
        for (byte[] plain : samples()) {
            byte[] compressed = Compression.DEFLATE.apply(plain);

            assertThat(new InflaterInputStream(new ByteArrayInputStream(compressed)).readAllBytes())
                    .isEqualTo(plain);
        }
    }

    @Test
    void textBecomesSmaller() {
        byte[] plain = "4hello ".repeat(1_000).getBytes(StandardCharsets.UTF_8);

        assertThat(Compression.GZIP.apply(plain)).hasSizeLessThan(200);
        assertThat(Compression.DEFLATE.apply(plain)).hasSizeLessThan(200);
    }

    @Test
    void theNamesAreThoseOfTheHeaders() {
        assertThat(Compression.NONE.encoding()).isEqualTo("identity");
        assertThat(Compression.GZIP.encoding()).isEqualTo("gzip");
        assertThat(Compression.DEFLATE.encoding()).isEqualTo("deflate");
    }

    private static byte[][] samples() {
        byte[] noise = new byte[100_000];
        new Random(3).nextBytes(noise);
        return new byte[][] {{}, {65}, "4hello".repeat(500).getBytes(StandardCharsets.UTF_8), noise};
    }
}
