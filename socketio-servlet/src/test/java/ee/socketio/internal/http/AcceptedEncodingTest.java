package ee.socketio.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptedEncodingTest {

    @Test
    void theHeaderOfABrowserIsRead() {
        assertThat(AcceptedEncoding.parse("gzip, deflate, br;q=0.5 ,*;q=0"))
                .containsExactly(
                        new AcceptedEncoding("gzip", 1),
                        new AcceptedEncoding("deflate", 1),
                        new AcceptedEncoding("br", 0.5),
                        new AcceptedEncoding("*", 0));
    }

    @Test
    void noHeaderAcceptsNothing() {
        assertThat(AcceptedEncoding.parse(null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "gzip;q=1, 1",
        "gzip;q=1.000, 1",
        "gzip;q=0.001, 0.001",
        "gzip ; q=0.5, 0.5",
        "gzip;q=0, 0",
        "gzip;Q=0.5, 0.5",
    })
    void aWeightIsRead(String header, double weight) {
        assertThat(AcceptedEncoding.parse(header)).containsExactly(new AcceptedEncoding("gzip", weight));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip;q=", "gzip;q=x", "gzip;q=-", "gzip;q=NaN", "gzip;q=2", "gzip;q=-1", "gzip;q=1e9"})
    void whatIsMalformedIsRefused(String header) {
        assertThat(AcceptedEncoding.parse(header).get(0))
                .satisfiesAnyOf(
                        first -> assertThat(first.weight()).isLessThanOrEqualTo(0),
                        first -> assertThat(first.weight()).isNaN());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", ",,", ";", ";q=1", "gzip;;", " "})
    void oddHeadersAreNoError(String header) {
        assertThat(AcceptedEncoding.parse(header)).isNotNull();
    }
}
