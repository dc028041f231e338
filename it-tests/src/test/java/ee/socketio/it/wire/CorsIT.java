package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.it.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Cross-origin requests to a server that is open to every origin. */
@ExtendWith(SharedServer.class)
class CorsIT {

    private static final String ORIGIN = "https://other.example";

    private final Endpoint engine;
    private final Endpoint socketIo;

    CorsIT(TestServer server) {
        engine = Endpoint.engineIo(server);
        socketIo = Endpoint.socketIo(server);
    }

    @Test
    void everyAnswerMayBeRead() {
        PollingSession session = PollingSession.open(engine);

        assertIsOpen(engine.exchange(foreign(Request.get(engine.polling()))));
        assertIsOpen(engine.exchange(foreign(Request.post(session.target(), "4x"))));
        assertIsOpen(engine.exchange(foreign(Request.get(session.target()))));
    }

    @Test
    void theHeaderDoesNotDependOnTheOrigin() {
        assertIsOpen(engine.get(engine.polling()));
        assertIsOpen(socketIo.get(socketIo.polling()));
    }

    @Test
    void errorsMayBeReadToo() {
        PollingSession session = PollingSession.open(engine);

        assertIsOpen(engine.exchange(foreign(Request.get(engine.target("EIO=4")))));
        assertIsOpen(engine.exchange(foreign(Request.get(engine.polling("unknown")))));
        assertIsOpen(engine.exchange(foreign(Request.post(engine.polling(), "4x"))));
        assertIsOpen(engine.exchange(foreign(Request.bare("PUT", session.target(), new byte[0]))));
        assertIsOpen(engine.exchange(foreign(Request.post(session.target(), "4" + "x".repeat(1_000_000)))));
    }

    private static Request foreign(Request request) {
        return request.with("Origin", ORIGIN);
    }

    private static void assertIsOpen(Answer answer) {
        assertThat(answer)
                .hasHeader("Access-Control-Allow-Origin", "*")
                .hasNoHeader("Access-Control-Allow-Credentials")
                .hasNoHeader("Access-Control-Allow-Methods");
    }

    @Test
    void aPreflightIsAnsweredForEveryMethodAndEveryHeader() {
        Request preflight = foreign(Request.of("OPTIONS", engine.polling("whatever")))
                .with("Access-Control-Request-Method", "POST")
                .with("Access-Control-Request-Headers", "content-type,x-custom");

        Answer answer = engine.exchange(preflight);

        assertThat(answer)
                .hasStatus(204)
                .hasText("")
                .hasHeader("Access-Control-Allow-Origin", "*")
                .hasHeader("Access-Control-Allow-Methods", "GET,HEAD,PUT,PATCH,POST,DELETE")
                .hasHeader("Access-Control-Allow-Headers", "content-type,x-custom")
                .hasHeader("Vary", "Access-Control-Request-Headers");
        assertThat(answer.headers().one("Content-Length").orElse("0")).isEqualTo("0");
    }

    @Test
    void aPreflightThatAsksForNoHeaderGetsNone() {
        assertThat(engine.exchange(foreign(Request.of("OPTIONS", engine.polling()))))
                .hasStatus(204)
                .hasNoHeader("Access-Control-Allow-Headers");
    }

    @Test
    void aPreflightComesBeforeEveryOtherCheck() {
        PollingSession session = PollingSession.open(engine);

        assertThat(engine.exchange(Request.of("OPTIONS", engine.path()))).hasStatus(204);
        assertThat(engine.exchange(Request.of("OPTIONS", session.target()))).hasStatus(204);
        session.assertEchoes();
    }

    @Test
    void theHeaderIsOnThe101AsWell() {
        try (RawWebSocket socket = RawWebSocket.open(engine, foreign(Request.upgrade(engine.webSocket())))) {
            assertIsOpen(socket.handshake());
            assertThat(socket.receiveText()).startsWith("0{");
        }
    }
}
