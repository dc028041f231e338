package ee.socketio.it.wire;

import static ee.socketio.it.wire.Eventually.eventually;
import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.it.TestServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The GET of a session: held until there is something to say, one at a time. */
@ExtendWith(SharedServer.class)
class PollingGetIT {

    private final Endpoint engine;
    private final Endpoint socketIo;

    PollingGetIT(TestServer server) {
        engine = Endpoint.engineIo(server);
        socketIo = Endpoint.socketIo(server);
    }

    @Test
    void whatIsBufferedIsAnsweredAtOnceAndAltogether() {
        eventually(() -> {
            PollingSession session = PollingSession.open(engine);
            session.send("4a");
            session.sendAndLetAnswersQueue("4b", "bAQI=");

            assertThat(session.poll()).hasStatus(200).hasText("4a\u001e4b\u001ebAQI=");
        });
    }

    @Test
    void theAnswerIsPlainTextThatMustNotBeCached() {
        PollingSession session = PollingSession.open(engine);
        session.send("4€");

        assertThat(session.poll())
                .hasContentType("text/plain;charset=utf-8")
                .hasHeader("Content-Length", "4")
                .hasHeader("cache-control", "no-store")
                .hasNoHeader("X-XSS-Protection")
                .hasNoHeader("Content-Encoding");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mozilla/5.0 (compatible;MSIE 9.0; Windows NT 6.1; Trident/5.0)",
                "Mozilla/5.0 (Windows NT 10.0; Trident/7.0; rv:11.0) like Gecko"
            })
    void internetExplorerIsToldNotToFilter(String userAgent) {
        PollingSession session = PollingSession.open(engine);
        session.send("4x");

        assertThat(engine.exchange(Request.get(session.target()).with("User-Agent", userAgent)))
                .hasHeader("X-XSS-Protection", "0");
    }

    @Test
    void anEmptyBufferHoldsTheRequestUntilAMessageComes() {
        PollingSession session = PollingSession.open(engine);
        try (RawHttp held = session.holdPoll()) {
            assertThat(held.isSilentFor(Duration.ofMillis(50))).isTrue();

            session.send("4late");

            assertThat(held.answer()).hasStatus(200).hasText("4late");
        }
    }

    @Test
    void theSameConnectionServesPollAfterPoll() {
        PollingSession session = PollingSession.open(engine);
        try (RawHttp connection = RawHttp.connect(engine)) {
            for (String packet : List.of("4a", "4b", "4c")) {
                session.send(packet);
                assertThat(connection.exchange(Request.get(session.target()))).hasText(packet);
            }
        }
    }

    @Test
    void aSecondPollEndsTheSession() {
        PollingSession session = PollingSession.open(engine);
        try (RawHttp first = session.holdPoll();
                RawHttp second = session.beginPoll()) {
            assertThat(first.answer()).hasStatus(200).hasText("1");
            assertThat(second.answer()).hasStatus(400).hasText("");
        }
        session.assertUnknown();
    }

    @Test
    void aPollThatItsClientAbandonsEndsTheSession() {
        PollingSession session = PollingSession.open(engine);
        session.holdPoll().close();

        assertThat(session.poll()).hasStatus(400);
        session.assertUnknown();
    }

    @Test
    void aPollThatIsResetEndsTheSession() {
        PollingSession session = PollingSession.open(engine);
        session.holdPoll().reset();

        assertThat(session.poll()).hasStatus(400);
        session.assertUnknown();
    }

    @Test
    void anAnswerIsNotLimitedByTheSizeThatLimitsRequests() {
        PollingSession session = (PollingSession) Transport.POLLING.join(socketIo);
        session.send("42[\"message\",\"" + "x".repeat(1_000_000 - 16) + "\"]");

        Answer answer = session.poll();

        assertThat(answer).hasStatus(200);
        assertThat(answer.body().length).isEqualTo(1_000_005);
    }
}
