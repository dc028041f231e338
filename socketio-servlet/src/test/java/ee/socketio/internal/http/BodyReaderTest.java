package ee.socketio.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.fakes.FakeRequest;
import ee.socketio.fakes.FakeResponse;
import ee.socketio.fakes.SlowInput;
import ee.socketio.internal.engine.ManualTimers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyReaderTest {

    private static final int LIMIT = 10;

    private final List<String> outcomes = new ArrayList<>();
    private final SlowInput input = new SlowInput();
    private final ManualTimers timers = new ManualTimers();

    @Test
    void aBodyThatIsThereIsReadAtOnce() {
        read(FakeRequest.of("POST").body("4hello"));

        assertThat(outcomes).containsExactly("body 4hello");
    }

    @Test
    void anEmptyBodyIsABody() {
        read(FakeRequest.of("POST").body(""));

        assertThat(outcomes).containsExactly("body ");
    }

    @Test
    void aBodyThatArrivesInPartsIsPutTogether() throws IOException {
        read(FakeRequest.of("POST").body(input));
        input.arrive("4he");
        input.arrive("llo");
        assertThat(outcomes).isEmpty();

        input.end();

        assertThat(outcomes).containsExactly("body 4hello");
    }

    @Test
    void aBodyMayBeAsLongAsTheLimit() throws IOException {
        read(FakeRequest.of("POST").body(input));
        input.arrive("12345");
        input.arrive("67890");
        input.end();

        assertThat(outcomes).containsExactly("body 1234567890");
    }

    @Test
    void ofABodyThatIsTooLargeTheRestIsReadBeforeThatIsTold() throws IOException {
        BodyReader reader = read(FakeRequest.of("POST").body(input));
        input.arrive("1234567890");
        assertThat(reader.overLimit()).isFalse();
        input.arrive("1");
        assertThat(reader.overLimit()).isTrue();
        input.arrive("more");
        assertThat(input.reads()).isEqualTo(3);
        assertThat(outcomes).isEmpty();

        input.end();

        assertThat(outcomes).containsExactly("too large");
        assertThat(timers.live()).isZero();
    }

    @Test
    void theLimitCountsBytes() throws IOException {
        read(FakeRequest.of("POST").body(input));
        input.arrive("€€€€");
        input.end();

        assertThat(outcomes).containsExactly("too large");
    }

    @Test
    void aBodyThatAnnouncesItsExcessIsReadToItsEnd() throws IOException {
        BodyReader reader = read(FakeRequest.of("POST").body(input).contentLength(LIMIT + 1));
        assertThat(reader.overLimit()).isTrue();
        input.arrive("1");
        input.arrive("234567890");
        input.arrive("1");
        assertThat(outcomes).isEmpty();

        input.end();

        assertThat(outcomes).containsExactly("too large");
        assertThat(timers.live()).isZero();
    }

    @Test
    void aBodyThatAnnouncesItsExcessAndIsThereIsRefusedAtOnce() {
        read(FakeRequest.of("POST").body("12345678901"));

        assertThat(outcomes).containsExactly("too large");
        assertThat(timers.live()).isZero();
    }

    @Test
    void aBodyThatAnnouncesAsMuchAsIsDroppedIsRead() {
        read(FakeRequest.of("POST").body(input).contentLength(LIMIT + BodyReader.MAX_DROPPED));

        assertThat(outcomes).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {LIMIT + BodyReader.MAX_DROPPED + 1, 1L << 40})
    void aBodyThatAnnouncesMoreThanIsDroppedIsNotReadAtAll(long announced) {
        BodyReader reader = read(FakeRequest.of("POST").body(input).contentLength(announced));

        assertThat(outcomes).containsExactly("too large");
        assertThat(reader.overLimit()).isTrue();
        assertThat(input.reads()).isZero();
        assertThat(timers.live()).isZero();
    }

    @Test
    void ofAClientThatAsksFirstNothingIsRead() {
        FakeRequest request = FakeRequest.of("POST").header("Expect", "100-Continue");
        read(request.body(input).contentLength(LIMIT + 1));

        assertThat(outcomes).containsExactly("too large");
        assertThat(input.reads()).isZero();
    }

    @Test
    void aClientThatAsksFirstMaySendTheLimit() {
        read(FakeRequest.of("POST").header("Expect", "100-continue").body("1234567890"));

        assertThat(outcomes).containsExactly("body 1234567890");
    }

    @Test
    void readingStopsAfterAsMuchAsIsDropped() throws IOException {
        read(FakeRequest.of("POST").body(input));
        input.arrive("1234567890");
        String part = "x".repeat(4096);
        for (int dropped = 0; dropped < BodyReader.MAX_DROPPED; dropped += part.length()) {
            input.arrive(part);
        }
        assertThat(outcomes).isEmpty();
        input.arrive("1");
        assertThat(outcomes).containsExactly("too large");
        int reads = input.reads();

        input.arrive("more");
        input.end();

        assertThat(input.reads()).isEqualTo(reads);
        assertThat(outcomes).containsExactly("too large");
        assertThat(timers.live()).isZero();
    }

    @Test
    void aLimitThatIsAsLargeAsCanBeDoesNotOverflow() {
        FakeRequest request = FakeRequest.of("POST").body(input);
        reader(request.contentLength(1L + Integer.MAX_VALUE), Integer.MAX_VALUE).start();
        assertThat(outcomes).isEmpty();

        reader(request.contentLength(1L << 32), Integer.MAX_VALUE).start();
        assertThat(outcomes).containsExactly("too large");
    }

    @Test
    void aClientThatStopsGetsItsAnswerSoon() throws IOException {
        read(FakeRequest.of("POST").body(input));
        input.arrive("12345678901");
        timers.advance(BodyReader.PAUSE_MILLIS - 1);
        assertThat(outcomes).isEmpty();

        timers.advance(1);

        assertThat(outcomes).containsExactly("too large");
        assertThat(timers.live()).isZero();
    }

    @Test
    void aClientThatTricklesIsNotWaitedForForEver() throws IOException {
        read(FakeRequest.of("POST").body(input));
        input.arrive("12345678901");
        for (int waited = 0; waited < BodyReader.MAX_DROP_MILLIS; waited += BodyReader.PAUSE_MILLIS) {
            assertThat(outcomes).isEmpty();
            input.arrive("x");
            timers.advance(BodyReader.PAUSE_MILLIS);
        }
        assertThat(outcomes).containsExactly("too large");
        int reads = input.reads();

        input.arrive("x");
        input.end();

        assertThat(input.reads()).isEqualTo(reads);
        assertThat(outcomes).containsExactly("too large");
    }

    @Test
    void aBodyWithinTheLimitHasNoTimer() {
        read(FakeRequest.of("POST").body(input));
        input.arrive("1234567890");

        assertThat(timers.live()).isZero();
    }

    @Test
    void aBodyThatAnnouncesTheLimitIsRead() {
        read(FakeRequest.of("POST").body("1234567890"));

        assertThat(outcomes).containsExactly("body 1234567890");
    }

    @Test
    void aClientThatGoesAwayIsReportedOnce() {
        read(FakeRequest.of("POST").body(input));
        input.arrive("123");

        input.fail(new IOException("gone"));
        input.fail(new IOException("still gone"));

        assertThat(outcomes).containsExactly("failure gone");
    }

    @Test
    void aClientThatGoesAwayAfterItsBodyIsNoFailure() throws IOException {
        read(FakeRequest.of("POST").body(input));
        input.arrive("123");
        input.end();

        input.fail(new IOException("gone"));

        assertThat(outcomes).containsExactly("body 123");
    }

    @Test
    void aClientThatSentTooMuchAndGoesAwayIsNoFailure() {
        read(FakeRequest.of("POST").body(input));
        input.arrive("12345678901");

        input.fail(new IOException("gone"));

        assertThat(outcomes).containsExactly("too large");
        assertThat(timers.live()).isZero();
    }

    @Test
    void whatIsCancelledHasNoOutcome() throws IOException {
        BodyReader reader = read(FakeRequest.of("POST").body(input));
        input.arrive("123");
        reader.cancel();
        int reads = input.reads();

        input.arrive("more");
        input.end();
        input.fail(new IOException("gone"));

        assertThat(input.reads()).isEqualTo(reads);
        assertThat(outcomes).isEmpty();
    }

    @Test
    void whatIsCancelledWhileTheRestIsDroppedHasNoOutcomeAndNoTimer() throws IOException {
        BodyReader reader = read(FakeRequest.of("POST").body(input));
        input.arrive("12345678901");
        assertThat(timers.live()).isOne();

        reader.cancel();
        timers.advance(BodyReader.MAX_DROP_MILLIS);
        input.end();

        assertThat(timers.live()).isZero();
        assertThat(outcomes).isEmpty();
    }

    @Test
    void whatIsCancelledBeforeItStartsSetsNoTimer() {
        BodyReader reader = reader(FakeRequest.of("POST").body(input).contentLength(LIMIT + 1), LIMIT);
        reader.cancel();
        reader.start();

        assertThat(timers.live()).isZero();
        assertThat(outcomes).isEmpty();
    }

    private BodyReader read(FakeRequest request) {
        BodyReader reader = reader(request, LIMIT);
        reader.start();
        return reader;
    }

    private BodyReader reader(FakeRequest request, int limit) {
        HttpExchange exchange = HttpExchange.start(request.proxy(), new FakeResponse().proxy());
        return new BodyReader(exchange, limit, timers, new BodyReader.Outcome() {
            @Override
            public void onBody(byte[] body) {
                outcomes.add("body " + new String(body, StandardCharsets.UTF_8));
            }

            @Override
            public void onTooLarge() {
                outcomes.add("too large");
            }

            @Override
            public void onFailure(Throwable failure) {
                outcomes.add("failure " + failure.getMessage());
            }
        });
    }
}
