package ee.socketio.internal.polling;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.fakes.FakeRequest;
import ee.socketio.fakes.SlowInput;
import ee.socketio.internal.polling.PollingRig.Exchange;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** POST requests: PROTOCOL 1.9 and 1.10. */
class PollingPostTest {

    /** As long as the rest of a body that is too large is waited for. */
    private static final Duration A_WHILE = Duration.ofSeconds(5);

    private final PollingRig rig = new PollingRig();
    private final SlowInput slow = new SlowInput();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void packetsAreDeliveredInTheirOrderAndThePostIsAnswered() {
        Exchange post = rig.post("4a\u001e4€\u001ebAQID\u001e4");

        assertThat(rig.heard).containsExactly("text a", "text €", "binary of 3", "text ");
        assertThat(post.answer()).isEqualTo("200 ok");
        assertThat(post.response().header("Content-Type")).isEqualTo("text/html");
        assertThat(post.response().header("Content-Length")).isEqualTo("2");
        assertThat(post.response().header("Cache-Control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "text/plain; charset=ISO-8859-1",
                "application/octet-stream; x=y",
                "nonsense"
            })
    void theBodyIsUtf8WhateverItsTypeSays(String contentType) {
        FakeRequest request = FakeRequest.of("POST").body("4€");
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }

        assertThat(rig.post(request).answer()).isEqualTo("200 ok");
        assertThat(rig.heard).containsExactly("text €");
    }

    @Test
    void aBinaryBodyIsRefusedAndEndsTheSession() {
        Exchange poll = rig.poll();

        Exchange post = rig.post(FakeRequest.of("POST")
                .header("Content-Type", "application/octet-stream")
                .body("4a"));

        assertThat(post.answer()).isEqualTo("400");
        assertThat(poll.answer()).isEqualTo("200 1");
        assertThat(rig.heard).containsExactly("close transport error: invalid content");
    }

    @Test
    void aPollMayBeHeldMeanwhile() {
        Exchange poll = rig.poll();

        assertThat(rig.post("4a").answer()).isEqualTo("200 ok");

        assertThat(poll.answered()).isFalse();
    }

    @Test
    void oneBodyAfterAnotherIsFine() {
        for (int i = 0; i < 100; i++) {
            assertThat(rig.post("4" + i).answer()).isEqualTo("200 ok");
        }

        assertThat(rig.heard).hasSize(100);
    }

    @Test
    void packetsBeforeAMalformedOneAreDeliveredAndTheSessionEnds() {
        Exchange poll = rig.poll();

        Exchange post = rig.post("4a\u001ex\u001e4b");

        assertThat(post.answer()).isEqualTo("200 ok");
        assertThat(poll.answer()).isEqualTo("200 1");
        assertThat(rig.heard).hasSize(2);
        assertThat(rig.heard.get(0)).isEqualTo("text a");
        assertThat(rig.heard.get(1)).startsWith("close parse error");
    }

    @Test
    void anEmptyBodyIsMalformed() {
        assertThat(rig.post("").answer()).isEqualTo("200 ok");

        assertThat(rig.heard).singleElement().asString().startsWith("close parse error");
    }

    @Test
    void aBodyOfTheLimitPasses() {
        String body = "4" + "x".repeat(PollingRig.MAX_BODY - 1);

        assertThat(rig.post(body).answer()).isEqualTo("200 ok");
    }

    @Test
    void aBodyOverTheLimitIsRefusedAndTheSessionGoesOn() {
        assertThat(rig.post("4" + "x".repeat(PollingRig.MAX_BODY)).answer()).isEqualTo("413");

        assertThat(rig.heard).isEmpty();
        assertThat(rig.post("4a").answer()).isEqualTo("200 ok");
    }

    @Test
    void aBodyThatTurnsOutToBeOverTheLimitIsRefusedAtItsEndAndTheSessionGoesOn() throws IOException {
        Exchange post = postTooMuch();
        slow.arrive("more");
        assertThat(post.answered()).isFalse();
        slow.end();

        assertThat(post.answer()).isEqualTo("413");
        assertThat(rig.post("4a").answer()).isEqualTo("200 ok");
        assertThat(rig.heard).containsExactly("text a");
    }

    @Test
    void aBodyOverTheLimitThatDoesNotEndIsRefusedAfterAWhile() {
        Exchange post = postTooMuch();
        rig.time.advance(A_WHILE);

        assertThat(post.answer()).isEqualTo("413");
        assertThat(rig.post("4a").answer()).isEqualTo("200 ok");
        assertThat(rig.heard).containsExactly("text a");
    }

    @Test
    void whatComesLateOfARefusedBodyDoesNotTouchTheNextOne() throws IOException {
        postTooMuch();
        rig.time.advance(A_WHILE);
        SlowInput next = new SlowInput();
        Exchange post = rig.post(next);
        next.arrive("4");
        slow.arrive("4late");
        slow.end();
        next.arrive("a");
        next.end();

        assertThat(post.answer()).isEqualTo("200 ok");
        assertThat(rig.heard).containsExactly("text a");
    }

    @Test
    void aSecondBodyWhileTheRestIsDroppedEndsTheSessionAndBothAreAnswered() {
        Exchange first = postTooMuch();

        Exchange second = rig.post("4b");

        assertThat(second.answer()).isEqualTo("400");
        assertThat(first.answer()).isEqualTo("413");
        assertThat(rig.heard).containsExactly("close transport error: data request overlap from client");
    }

    @Test
    void aSessionThatEndsWhileTheRestIsDroppedLeavesNothing() throws IOException {
        Exchange post = postTooMuch();
        rig.session.discard();

        assertThat(post.answer()).isEqualTo("413");
        assertThat(rig.time.liveTimers()).isZero();
        slow.arrive("late");
        slow.end();
        assertThat(rig.heard).containsExactly("close forced close");
    }

    @Test
    void aSessionThatLeavesPollingWhileTheRestIsDroppedAnswersThePost() {
        int timers = rig.time.liveTimers();
        Exchange post = postTooMuch();
        rig.transport().close(List.of());

        assertThat(post.answer()).isEqualTo("413");
        assertThat(rig.time.liveTimers()).isEqualTo(timers);
        assertThat(rig.heard).isEmpty();
    }

    @Test
    void aClientThatAbortsABodyOverTheLimitKeepsItsSession() {
        int timers = rig.time.liveTimers();
        Exchange post = postTooMuch();
        slow.fail(new IOException("reset"));

        assertThat(post.answered()).isTrue();
        assertThat(rig.time.liveTimers()).isEqualTo(timers);
        assertThat(rig.post("4a").answer()).isEqualTo("200 ok");
        assertThat(rig.heard).containsExactly("text a");
    }

    @Test
    void aClientThatAbortsARequestOverTheLimitKeepsItsSession() throws IOException {
        int timers = rig.time.liveTimers();
        Exchange post = postTooMuch();
        post.request().async().fail(new IOException("reset"));

        assertThat(post.answered()).isTrue();
        assertThat(rig.time.liveTimers()).isEqualTo(timers);
        assertThat(rig.post("4a").answer()).isEqualTo("200 ok");
        assertThat(rig.heard).containsExactly("text a");
    }

    /** A POST whose body is over the limit by one byte so far. */
    private Exchange postTooMuch() {
        Exchange post = rig.post(slow);
        slow.arrive("4" + "x".repeat(PollingRig.MAX_BODY - 1));
        slow.arrive("x");
        assertThat(post.answered()).isFalse();
        return post;
    }

    @Test
    void aSecondBodyEndsTheSessionAndBothAreAnswered() {
        Exchange first = rig.post(slow);
        slow.arrive("4a");

        Exchange second = rig.post("4b");

        assertThat(second.answer()).isEqualTo("400");
        assertThat(first.answered()).isTrue();
        assertThat(rig.heard).containsExactly("close transport error: data request overlap from client");
    }

    @Test
    void whatIsLeftOfABodyWhoseSessionEndedIsNotDelivered() throws IOException {
        Exchange post = rig.post(slow);
        slow.arrive("4a");
        rig.session.discard();
        slow.arrive("b");
        slow.end();

        assertThat(post.answered()).isTrue();
        assertThat(rig.heard).containsExactly("close forced close");
    }

    @Test
    void aClientThatAbortsItsBodyEndsTheSession() {
        Exchange post = rig.post(slow);
        slow.arrive("4a");

        slow.fail(new IOException("reset"));

        assertThat(post.answered()).isTrue();
        assertThat(rig.heard).containsExactly("close transport error: data request connection closed prematurely");
    }

    @Test
    void aClientThatAbortsItsRequestEndsTheSession() throws IOException {
        Exchange post = rig.post(slow);

        post.request().async().fail(new IOException("reset"));

        assertThat(rig.heard).containsExactly("close transport error: data request connection closed prematurely");
    }

    @Test
    void aClosePacketAnswersThePollWithANoopAndThePost() {
        Exchange poll = rig.poll();

        Exchange post = rig.post("4bye\u001e1\u001e4ignored");

        assertThat(poll.answer()).isEqualTo("200 6");
        assertThat(post.answer()).isEqualTo("200 ok");
        assertThat(rig.heard).containsExactly("text bye", "close transport close");
    }

    @Test
    void aBodyForASessionThatClosesIsAnsweredAndIgnored() {
        rig.session.close();

        assertThat(rig.post("4a").answer()).isEqualTo("200 ok");

        assertThat(rig.heard).isEmpty();
    }

    @Test
    void aBodyForASessionThatIsOverIsRefused() {
        rig.session.discard();

        assertThat(rig.post("4a").answer()).isEqualTo("400 {\"code\":1,\"message\":\"Session ID unknown\"}");
    }
}
