package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.it.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order in which a request over HTTP is checked: of several faults, the first in this order is named. */
@ExtendWith(SharedServer.class)
class RequestChecksIT {

    private final Endpoint engine;

    RequestChecksIT(TestServer server) {
        engine = Endpoint.engineIo(server);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void aHandshakeIsAGet(String method) {
        assertThat(engine.exchange(Request.bare(method, engine.polling(), new byte[0])))
                .isError(EngineError.BAD_HANDSHAKE_METHOD);
    }

    @Test
    void aHeadIsNoHandshakeEither() {
        assertThat(engine.exchange(Request.of("HEAD", engine.polling()))).hasStatus(400);
    }

    @Test
    void aHandshakeOverWebSocketNeedsAnUpgrade() {
        assertThat(engine.get(engine.webSocket())).isError(EngineError.BAD_REQUEST);
    }

    @Test
    void theTransportIsCheckedBeforeTheSid() {
        assertThat(engine.get(engine.target("EIO=4&transport=abc&sid=unknown"))).isError(EngineError.UNKNOWN_TRANSPORT);
    }

    @Test
    void theTransportIsCheckedBeforeTheMethod() {
        assertThat(engine.exchange(Request.post(engine.target("EIO=4&transport=abc"), "4x")))
                .isError(EngineError.UNKNOWN_TRANSPORT);
    }

    @Test
    void theTransportIsCheckedBeforeTheRevision() {
        assertThat(engine.get(engine.target("EIO=3&transport=abc"))).isError(EngineError.UNKNOWN_TRANSPORT);
    }

    @Test
    void theSidIsCheckedBeforeTheMethod() {
        assertThat(engine.exchange(Request.post(engine.polling("unknown"), "4x")))
                .isError(EngineError.UNKNOWN_SID);
        assertThat(engine.exchange(Request.bare("PUT", engine.polling("unknown"), new byte[0])))
                .isError(EngineError.UNKNOWN_SID);
    }

    @Test
    void theSidIsCheckedBeforeTheRevision() {
        assertThat(engine.get(engine.target("EIO=3&transport=polling&sid=unknown")))
                .isError(EngineError.UNKNOWN_SID);
    }

    @Test
    void theSidIsCheckedBeforeTheMissingUpgrade() {
        assertThat(engine.get(engine.webSocket("unknown"))).isError(EngineError.UNKNOWN_SID);
    }

    @Test
    void theMethodIsCheckedBeforeTheMissingUpgrade() {
        assertThat(engine.exchange(Request.post(engine.webSocket(), "4x"))).isError(EngineError.BAD_HANDSHAKE_METHOD);
    }

    @Test
    void theMethodIsCheckedBeforeTheRevision() {
        assertThat(engine.exchange(Request.post(engine.target("EIO=3&transport=polling"), "4x")))
                .isError(EngineError.BAD_HANDSHAKE_METHOD);
    }

    @Test
    void theMissingUpgradeIsFoundBeforeTheRevision() {
        assertThat(engine.get(engine.target("EIO=3&transport=websocket"))).isError(EngineError.BAD_REQUEST);
    }

    @Test
    void aRequestMustNameTheTransportThatItsSessionUses() {
        PollingSession session = PollingSession.open(engine);

        assertThat(engine.get(engine.webSocket(session.sid()))).isError(EngineError.BAD_REQUEST);
        session.assertEchoes();
    }

    @Test
    void aSessionOverWebSocketCannotBePolled() {
        try (WebSocketSession session = WebSocketSession.open(engine)) {
            assertThat(engine.get(engine.polling(session.sid()))).isError(EngineError.BAD_REQUEST);
            assertThat(engine.exchange(Request.post(engine.polling(session.sid()), "4x")))
                    .isError(EngineError.BAD_REQUEST);
            session.send("4x");
            assertThat(session.receive()).isEqualTo("4x");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EIO=3&", "EIO=5&", ""})
    void everyRequestMustRepeatTheRevisionOfItsSession(String revision) {
        PollingSession session = PollingSession.open(engine);
        String target = engine.target(revision + "transport=polling&sid=" + session.sid());

        assertThat(engine.get(target)).isError(EngineError.BAD_REQUEST);
        assertThat(engine.exchange(Request.post(target, "4x"))).isError(EngineError.BAD_REQUEST);
        session.assertEchoes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "DELETE"})
    void anotherMethodOnASessionIsAnEmptyServerErrorAndNoMore(String method) {
        PollingSession session = PollingSession.open(engine);

        assertThat(engine.exchange(Request.bare(method, session.target(), new byte[0])))
                .hasStatus(500)
                .hasText("");
        session.assertEchoes();
    }

    @Test
    void aHeadOnASessionIsAServerErrorAndNoMore() {
        PollingSession session = PollingSession.open(engine);

        assertThat(engine.exchange(Request.of("HEAD", session.target()))).hasStatus(500);
        session.assertEchoes();
    }
}
