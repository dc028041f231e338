package ee.socketio.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ee.socketio.fakes.FakeRequest;
import ee.socketio.fakes.FakeResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpExchangeTest {

    private final FakeRequest request = FakeRequest.of("GET").header("X-A", "b");
    private final FakeResponse response = new FakeResponse();
    private final HttpExchange exchange = HttpExchange.start(request.proxy(), response.proxy());
    private final List<String> gone = new ArrayList<>();

    @Test
    void theContainerWaitsAsLongAsTheSession() {
        assertThat(request.async().getTimeout()).isZero();
        assertThat(request.async().completed()).isFalse();
    }

    @Test
    void aRequestThatIsAsynchronousAlreadyStaysSo() {
        HttpExchange second = HttpExchange.start(request.proxy(), response.proxy());

        assertThat(second.answer(200)).isTrue();
        assertThat(request.async().completed()).isTrue();
    }

    @Test
    void anAnswerIsWrittenAndCompleted() {
        assertThat(exchange.answer(text("hello"))).isTrue();

        assertThat(response.status()).isEqualTo(201);
        assertThat(response.header("Content-Type")).isEqualTo("text/plain");
        assertThat(response.header("Content-Length")).isEqualTo("5");
        assertThat(response.header("X-Own")).isEqualTo("yes");
        assertThat(response.body()).isEqualTo("hello");
        assertThat(request.async().completed()).isTrue();
    }

    @Test
    void anAnswerMayHaveNoBody() {
        exchange.answer(413);

        assertThat(response.status()).isEqualTo(413);
        assertThat(response.header("Content-Length")).isEqualTo("0");
        assertThat(response.header("Content-Type")).isNull();
        assertThat(request.async().completed()).isTrue();
    }

    @Test
    void onlyTheFirstAnswerCounts() {
        exchange.answer(text("first"));

        assertThat(exchange.answer(text("second"))).isFalse();
        assertThat(exchange.answer(500)).isFalse();

        assertThat(response.body()).isEqualTo("first");
        assertThat(response.status()).isEqualTo(201);
    }

    @Test
    void everyAnswerIsDecorated() {
        exchange.decorate(r -> r.addHeader("Set-Cookie", "io=a"));

        exchange.answer(400);

        assertThat(response.header("Set-Cookie")).isEqualTo("io=a");
    }

    @Test
    void aClientThatIsGoneWhenItIsAnsweredIsReported() {
        exchange.onGone(() -> gone.add("gone"));
        response.breakDown();

        assertThat(exchange.answer(text("hello"))).isTrue();

        assertThat(gone).containsExactly("gone");
        assertThat(request.async().completed()).isTrue();
    }

    @Test
    void aClientThatGoesBeforeItIsAnsweredIsReportedOnceAndCannotBeAnswered() throws IOException {
        exchange.onGone(() -> gone.add("gone"));

        request.async().fail(new IOException("reset"));
        request.async().fail(new IOException("reset"));

        assertThat(gone).containsExactly("gone");
        assertThat(request.async().completed()).isTrue();
        assertThat(exchange.answer(text("late"))).isFalse();
        assertThat(response.body()).isEmpty();
    }

    @Test
    void aContainerThatLosesItsPatienceIsLikeAClientThatGoes() throws IOException {
        exchange.onGone(() -> gone.add("gone"));

        request.async().expire();

        assertThat(gone).containsExactly("gone");
        assertThat(response.status()).isEqualTo(503);
        assertThat(request.async().completed()).isTrue();
    }

    @Test
    void aContainerThatLosesItsPatienceLeavesTimeForAFarewell() throws IOException {
        exchange.onGone(() -> gone.add("gone"));
        exchange.onExpired(() -> text("farewell"));

        request.async().expire();

        assertThat(response.status()).isEqualTo(201);
        assertThat(response.body()).isEqualTo("farewell");
        assertThat(request.async().completed()).isTrue();
        assertThat(exchange.answer(text("late"))).isFalse();
        assertThat(gone).isEmpty();
    }

    @Test
    void aFarewellThatCannotBeWrittenIsLikeAClientThatGoes() throws IOException {
        exchange.onGone(() -> gone.add("gone"));
        exchange.onExpired(() -> text("farewell"));
        response.breakDown();

        request.async().expire();

        assertThat(gone).containsExactly("gone");
        assertThat(request.async().completed()).isTrue();
    }

    @Test
    void aFarewellThatCannotBeMadeIsLikeAClientThatGoes() throws IOException {
        exchange.onGone(() -> gone.add("gone"));
        exchange.onExpired(() -> {
            throw new IllegalStateException("of a hook of the application");
        });

        request.async().expire();

        assertThat(gone).containsExactly("gone");
        assertThat(request.async().completed()).isTrue();
    }

    /** The container's turn to write is still to come, and would find the request over. */
    @Test
    void anAnswerThatIsAboutToBeWrittenIsWrittenBeforeTheRequestExpires() throws IOException {
        response.keepWaiting();
        exchange.answer(text("hello"));
        assertThat(request.async().completed()).isFalse();

        request.async().expire();

        assertThat(response.body()).isEqualTo("hello");
        assertThat(request.async().completed()).isTrue();
    }

    @Test
    void aRequestThatIsAnsweredDoesNotExpire() throws IOException {
        exchange.onExpired(() -> text("farewell"));
        exchange.answer(text("hello"));

        request.async().expire();

        assertThat(response.body()).isEqualTo("hello");
    }

    @Test
    void whatTheContainerReportsAfterTheAnswerIsIgnored() throws IOException {
        exchange.onGone(() -> gone.add("gone"));
        exchange.answer(text("hello"));

        request.async().fail(new IOException("reset"));

        assertThat(gone).isEmpty();
    }

    @Test
    void aBodyThatWasHandedOverIsReportedAndOneThatFailsIsNot() {
        exchange.onGone(() -> gone.add("gone"));
        exchange.onWritten(() -> gone.add("written"));
        exchange.answer(text("hello"));
        assertThat(gone).containsExactly("written");

        exchange.written(new IOException("reset"));
        assertThat(gone).containsExactly("written", "gone");
    }

    /** Containers that have recycled a response answer with all kinds of exceptions. */
    @Test
    void aResponseThatFailsInAnyWayIsCompletedAndReported() {
        exchange.onGone(() -> gone.add("gone"));
        exchange.decorate(r -> {
            throw new NullPointerException("recycled");
        });

        assertThatCode(() -> exchange.answer(text("hello"))).doesNotThrowAnyException();

        assertThat(gone).containsExactly("gone");
        assertThat(request.async().completed()).isTrue();
    }

    private static Answer text(String body) {
        return new Answer(201, "text/plain", body.getBytes(StandardCharsets.UTF_8), r -> r.setHeader("X-Own", "yes"));
    }
}
