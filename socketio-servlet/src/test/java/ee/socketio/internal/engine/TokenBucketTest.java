package ee.socketio.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenBucketTest {

    private static final long START = 5_000;

    @Test
    void itIsFullAtFirstAndThenEmpty() {
        TokenBucket bucket = new TokenBucket(3, START);

        assertThat(take(bucket, 10, START)).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"10, 99, 0", "10, 100, 1", "10, 250, 2", "10, 1000, 10", "1, 999, 0", "1, 1000, 1", "3, 334, 1"})
    void itIsRefilledEvenly(int perSecond, long millis, int refilled) {
        TokenBucket bucket = new TokenBucket(perSecond, START);
        take(bucket, perSecond, START);

        assertThat(take(bucket, perSecond + 1, START + millis)).isEqualTo(refilled);
    }

    @Test
    void whatIsNotAWholeTokenYetIsNotLost() {
        TokenBucket bucket = new TokenBucket(2, START);
        take(bucket, 2, START);

        for (int millis = 1; millis < 500; millis++) {
            assertThat(bucket.take(START + millis)).isFalse();
        }

        assertThat(bucket.take(START + 500)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"2000", "86400000", "9000000000000000000"})
    void aLongPauseFillsItOnceAndNoMore(long millis) {
        TokenBucket bucket = new TokenBucket(1_000_000, START);
        take(bucket, 1_000_000, START);

        assertThat(take(bucket, 1_000_001, START + millis)).isEqualTo(1_000_000);
    }

    @Test
    void aClockThatStepsBackRefillsNothing() {
        TokenBucket bucket = new TokenBucket(1, START);
        take(bucket, 1, START);

        assertThat(bucket.take(START - 10_000)).isFalse();
        assertThat(bucket.take(START + 999)).isFalse();
        assertThat(bucket.take(START + 1_000)).isTrue();
    }

    private static int take(TokenBucket bucket, int times, long now) {
        int taken = 0;
        for (int i = 0; i < times; i++) {
            taken += bucket.take(now) ? 1 : 0;
        }
        return taken;
    }
}
