package ee.socketio.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.fakes.FakeRequest;
import ee.socketio.fakes.FakeResponse;
import ee.socketio.fakes.SlowInput;
import ee.socketio.internal.engine.ManualTimers;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** On a container that, when a request is completed, blocks a thread until its body has been read. */
class AwaitedBodyTest {

    private static final int LIMIT = 10;

    private final SlowInput input = new SlowInput();
    private final ManualTimers timers = new ManualTimers();
    private final FakeRequest request = FakeRequest.of("POST").body(input);
    private final FakeResponse response = new FakeResponse();

    @Test
    void aRequestIsCompletedWhenItsBodyHasBeenReadAndItIsAnswered() throws IOException {
        read();
        input.arrive("123");
        assertThat(completed()).isFalse();

        input.end();

        assertThat(response.status()).isEqualTo(200);
        assertThat(completed()).isTrue();
    }

    @Test
    void aClientThatStopsHasItsAnswerAndTheRestIsReadWhenItComes() throws IOException {
        read();
        input.arrive("12345678901");
        timers.advance(BodyReader.PAUSE_MILLIS);
        assertThat(response.status()).isEqualTo(413);
        assertThat(response.proxy().isCommitted()).isTrue();
        assertThat(completed()).isFalse();

        input.arrive("more");
        assertThat(input.reads()).isEqualTo(2);
        input.end();

        assertThat(completed()).isTrue();
    }

    @Test
    void aClientThatAnnouncesFarTooMuchHasItsAnswerAtOnce() throws IOException {
        request.contentLength(1L << 40);
        read();
        assertThat(response.status()).isEqualTo(413);
        assertThat(response.proxy().isCommitted()).isTrue();
        assertThat(completed()).isFalse();

        input.fail(new IOException("gone"));

        assertThat(completed()).isTrue();
    }

    @Test
    void anAnswerThatCannotBeFlushedDoesNotKeepTheRequest() {
        request.contentLength(1L << 40);
        response.breakDown();

        read();

        assertThat(completed()).isTrue();
    }

    @Test
    void aClientThatGoesOnForEverIsCutOff() {
        read();
        String part = "x".repeat(4096);
        int parts = (LIMIT + BodyReader.MAX_DROPPED) / part.length() + 1;
        for (int sent = 0; sent < parts; sent++) {
            input.arrive(part);
        }
        assertThat(response.status()).isEqualTo(413);
        assertThat(completed()).isTrue();
        assertThat(input.reads()).isEqualTo(parts);
    }

    @Test
    void aRequestThatIsAbortedIsReadToItsEnd() throws IOException {
        HttpExchange exchange = HttpExchange.start(request.proxy(), response.proxy(), true);
        BodyReader reader = new BodyReader(exchange, LIMIT, timers, new Answering(exchange));
        reader.start();
        reader.cancel();
        exchange.answer(400);
        input.arrive("12345678901");
        assertThat(completed()).isFalse();
        assertThat(timers.live()).isZero();

        input.end();

        assertThat(completed()).isTrue();
        assertThat(response.status()).isEqualTo(400);
    }

    private void read() {
        HttpExchange exchange = HttpExchange.start(request.proxy(), response.proxy(), true);
        new BodyReader(exchange, LIMIT, timers, new Answering(exchange)).start();
    }

    private boolean completed() {
        return request.async().completed();
    }

    private record Answering(HttpExchange exchange) implements BodyReader.Outcome {
        @Override
        public void onBody(byte[] body) {
            exchange.answer(200);
        }

        @Override
        public void onTooLarge() {
            exchange.answer(413);
        }

        @Override
        public void onFailure(Throwable failure) {
            exchange.answer(400);
        }
    }
}
