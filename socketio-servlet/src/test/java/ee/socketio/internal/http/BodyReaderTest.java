package ee.socketio.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.fakes.FakeRequest;
import ee.socketio.fakes.FakeResponse;
import ee.socketio.fakes.SlowInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodyReaderTest {

    private static final int LIMIT = 10;

    private final List<String> outcomes = new ArrayList<>();
    private final SlowInput input = new SlowInput();

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
    void oneByteMoreIsTooMuchAndNothingIsReadAfterIt() throws IOException {
        read(FakeRequest.of("POST").body(input));
        input.arrive("1234567890");
        input.arrive("1");
        assertThat(outcomes).containsExactly("too large");
        int reads = input.reads();

        input.arrive("more");
        input.end();

        assertThat(input.reads()).isEqualTo(reads);
        assertThat(outcomes).containsExactly("too large");
    }

    @Test
    void theLimitCountsBytes() throws IOException {
        read(FakeRequest.of("POST").body(input));
        input.arrive("€€€€");

        assertThat(outcomes).containsExactly("too large");
    }

    @Test
    void aBodyThatAnnouncesItsExcessIsNotReadAtAll() {
        read(FakeRequest.of("POST").body(input).contentLength(LIMIT + 1));

        assertThat(outcomes).containsExactly("too large");
        assertThat(input.reads()).isZero();
    }

    @Test
    void aBodyThatAnnouncesMoreThanAnIntegerHoldsIsTooLargeToo() {
        read(FakeRequest.of("POST").body(input).contentLength(1L << 40));

        assertThat(outcomes).containsExactly("too large");
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
    void aClientThatSentTooMuchAndGoesAwayIsNoSecondOutcome() {
        read(FakeRequest.of("POST").body(input));
        input.arrive("12345678901");

        input.fail(new IOException("gone"));

        assertThat(outcomes).containsExactly("too large");
    }

    private void read(FakeRequest request) {
        HttpExchange exchange = HttpExchange.start(request.proxy(), new FakeResponse().proxy());
        BodyReader.read(exchange, LIMIT, new BodyReader.Outcome() {
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
