package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import ee.socketio.it.TestServer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The POST of a session: a payload in, {@code ok} out, one at a time. */
@ExtendWith(SharedServer.class)
class PollingPostIT {

    private final Endpoint engine;

    PollingPostIT(TestServer server) {
        engine = Endpoint.engineIo(server);
    }

    @Test
    void theAnswerIsAnOkThatMustNotBeCached() {
        assertThat(PollingSession.open(engine).post("4x"))
                .hasStatus(200)
                .hasText("ok")
                .hasContentType("text/html")
                .hasHeader("Content-Length", "2")
                .hasHeader("cache-control", "no-store");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "text/plain;charset=ISO-8859-1",
                "text/plain; charset=utf-16",
                "application/json",
                "application/x-www-form-urlencoded",
                "application/x-www-form-urlencoded;charset=ISO-8859-1",
                "multipart/form-data; boundary=x",
                "application/octet-stream; x=y",
                "nonsense"
            })
    void theBodyIsUtf8WhateverItsContentTypeSays(String contentType) {
        PollingSession session = PollingSession.open(engine);

        assertThat(engine.exchange(Request.bare("POST", session.target(), "4d=ü€😀%41+".getBytes(UTF_8))
                        .with("Content-Type", contentType)))
                .hasStatus(200)
                .hasText("ok");

        assertThat(session.receive()).isEqualTo("4d=ü€😀%41+");
    }

    @Test
    void theContentTypeMayBeMissing() {
        PollingSession session = PollingSession.open(engine);

        assertThat(engine.exchange(Request.bare("POST", session.target(), "4€".getBytes(UTF_8))))
                .hasStatus(200);

        assertThat(session.receive()).isEqualTo("4€");
    }

    @Test
    void aBodyInChunksMaySplitACharacter() {
        PollingSession session = PollingSession.open(engine);

        assertThat(engine.exchange(Request.post(session.target(), "4€😀ü").inChunksOf(1)))
                .hasStatus(200);

        assertThat(session.receive()).isEqualTo("4€😀ü");
    }

    @Test
    void aBodyThatArrivesSlowlyIsOneBody() {
        PollingSession session = PollingSession.open(engine);
        byte[] payload = "4a€b".getBytes(UTF_8);
        try (RawHttp post = session.beginPost(payload.length, "")) {
            for (byte part : payload) {
                post.write(new byte[] {part});
                engine.letEarlierRequestsArrive();
            }
            assertThat(post.answer()).hasStatus(200).hasText("ok");
        }
        assertThat(session.receive()).isEqualTo("4a€b");
    }

    @Test
    void aClientMayAskBeforeItSendsTheBody() {
        PollingSession session = PollingSession.open(engine);
        Request head = Request.of("POST", session.target())
                .with("Content-Type", "text/plain;charset=UTF-8")
                .with("Expect", "100-continue")
                .with("Content-Length", "2");
        try (RawHttp post = engine.begin(head)) {
            assertThat(post.answer()).hasStatus(100);
            assertThat(post.write("4x").answer()).hasStatus(200).hasText("ok");
        }
    }

    @Test
    void octetsEndTheSession() {
        PollingSession session = PollingSession.open(engine);
        Request octets = Request.bare("POST", session.target(), "4x".getBytes(UTF_8))
                .with("Content-Type", "application/octet-stream");

        assertThat(engine.exchange(octets)).hasStatus(400).hasText("");

        session.assertUnknown();
    }

    @Test
    void octetsFreeAHeldPoll() {
        PollingSession session = PollingSession.open(engine);
        try (RawHttp held = session.holdPoll()) {
            Request octets = Request.bare("POST", session.target(), "4x".getBytes(UTF_8))
                    .with("Content-Type", "application/octet-stream");
            assertThat(engine.exchange(octets)).hasStatus(400);
            assertThat(held.answer()).hasStatus(200).hasText("1");
        }
    }

    @Test
    void aHeldPollAndAPostGoTogether() {
        PollingSession session = PollingSession.open(engine);
        try (RawHttp held = session.holdPoll()) {
            assertThat(session.post("4x")).hasStatus(200).hasText("ok");
            assertThat(held.answer()).hasStatus(200).hasText("4x");
        }
    }

    @Test
    void theSameConnectionServesPostAfterPost() {
        PollingSession session = PollingSession.open(engine);
        try (RawHttp connection = RawHttp.connect(engine)) {
            for (int i = 0; i < 20; i++) {
                assertThat(connection.exchange(Request.post(session.target(), "4" + i)))
                        .hasText("ok");
            }
        }
        for (int i = 0; i < 20; i++) {
            assertThat(session.receive()).isEqualTo("4" + i);
        }
    }

    @Test
    void aSecondPostEndsTheSession() {
        PollingSession session = PollingSession.open(engine);
        try (RawHttp first = session.beginPost(10, "4first")) {
            assertThat(session.post("4second")).hasStatus(400).hasText("");

            assertThat(first.writeWhileAccepted("data".getBytes(UTF_8)).answerOrEnd())
                    .satisfies(PollingPostIT::isNoSuccess);
        }
        session.assertUnknown();
    }

    @Test
    void aSecondPostFreesAHeldPoll() {
        PollingSession session = PollingSession.open(engine);
        try (RawHttp held = session.holdPoll();
                RawHttp first = session.beginPost(10, "4first")) {
            assertThat(session.post("4second")).hasStatus(400);
            assertThat(held.answer()).hasStatus(200).hasText("1");
            assertThat(first.writeWhileAccepted("data".getBytes(UTF_8)).answerOrEnd())
                    .satisfies(PollingPostIT::isNoSuccess);
        }
    }

    /** The reference cuts the connection of a POST that it no longer wants; a servlet may have to answer it. */
    private static void isNoSuccess(Optional<Answer> answer) {
        answer.ifPresent(failure -> assertThat(failure.status()).isGreaterThanOrEqualTo(400));
    }

    @Test
    void aPostThatItsClientAbandonsEndsTheSession() {
        PollingSession session = PollingSession.open(engine);
        RawHttp post = session.beginPost(10, "4abc");

        post.close();

        session.awaitClosed();
    }

    @Test
    void aPostThatIsResetEndsTheSession() {
        PollingSession session = PollingSession.open(engine);
        try (RawHttp held = session.holdPoll()) {
            RawHttp post = session.beginPost(10, "4abc");

            post.reset();

            assertThat(held.answer()).hasStatus(200).hasText("1");
        }
        session.assertUnknown();
    }

    /** Whether the answer to the good message leaves in time depends on the threads that the application runs on. */
    @Test
    void thePacketsAfterAnInvalidOneAreNotDelivered() {
        PollingSession session = PollingSession.open(engine);
        try (RawHttp held = session.holdPoll()) {
            assertThat(session.post("4good\u001exyz\u001e4lost")).hasStatus(200).hasText("ok");
            assertThat(held.answer().text()).isIn("4good", "4good\u001e1", "1");
        }
        session.awaitClosed();
    }

    @Test
    void anInvalidPacketFreesAHeldPoll() {
        PollingSession session = PollingSession.open(engine);
        try (RawHttp held = session.holdPoll()) {
            assertThat(session.post("abc")).hasStatus(200).hasText("ok");
            assertThat(held.answer()).hasStatus(200).hasText("1");
        }
        session.assertUnknown();
    }
}
