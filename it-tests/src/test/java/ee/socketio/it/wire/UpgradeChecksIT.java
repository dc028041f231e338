package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.it.TestServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the opening handshake of a WebSocket is checked, and refused before any 101. */
@ExtendWith(SharedServer.class)
class UpgradeChecksIT {

    private final Endpoint engine;

    UpgradeChecksIT(TestServer server) {
        engine = Endpoint.engineIo(server);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EIO=4",
                "EIO=4&transport=",
                "EIO=4&transport=abc",
                "EIO=4&transport=webtransport",
                "EIO=4&transport=constructor",
                "EIO=4&transport=__proto__",
                "EIO=4&transport=toString",
                "EIO=4&transport=websocket&transport=abc",
                "EIO=3&transport=abc",
                "EIO=4&transport=abc&sid=unknown"
            })
    void anUnknownTransportIsRefused(String query) {
        assertThat(upgrade(query)).isRefusedUpgrade(EngineError.UNKNOWN_TRANSPORT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EIO=4&transport=websocket&sid=unknown", "EIO=3&transport=websocket&sid=unknown",
                "EIO=4&transport=polling&sid=unknown", "EIO=4&transport=websocket&sid=a&sid=b"
            })
    void anUnknownSessionIsRefused(String query) {
        assertThat(upgrade(query)).isRefusedUpgrade(EngineError.UNKNOWN_SID);
    }

    @Test
    void aSessionOfAnotherRevisionIsRefused() {
        PollingSession session = PollingSession.open(engine);

        assertThat(upgrade("EIO=3&transport=websocket&sid=" + session.sid())).isRefusedUpgrade(EngineError.BAD_REQUEST);
        session.assertEchoes();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EIO=3&transport=websocket",
                "transport=websocket",
                "EIO=5&transport=websocket",
                "EIO=4&EIO=3&transport=websocket"
            })
    @Tag("beyond-reference")
    void anUnsupportedRevisionIsRefusedBeforeThe101(String query) {
        assertThat(upgrade(query)).isRefusedUpgrade(EngineError.UNSUPPORTED_PROTOCOL_VERSION);
    }

    @Test
    void theConnectionEndsWithTheRefusal() {
        try (RawHttp connection = engine.begin(Request.upgrade(engine.webSocket("unknown")))) {
            assertThat(connection.answer()).isRefusedUpgrade(EngineError.UNKNOWN_SID);
            assertThat(connection.endsWithin(RawHttp.PATIENCE)).isTrue();
        }
    }

    @Test
    void aRefusalCarriesNoHeaderOfAnAnswerOrAnUpgrade() {
        assertThat(upgrade("EIO=4&transport=abc")).hasNoHeader("cache-control").hasNoHeader("Upgrade");
    }

    @Test
    void aWebSocketThatNamesTheTransportPollingGetsNoSession() {
        assertNeverServed("EIO=4&transport=polling");
    }

    @Test
    void aWebSocketThatNamesTheTransportPollingDoesNotTouchASession() {
        PollingSession session = PollingSession.open(engine);

        assertNeverServed("EIO=4&transport=polling&sid=" + session.sid());
        session.assertEchoes();
    }

    /** Either refused with a 400, or closed right after the 101. */
    private void assertNeverServed(String query) {
        try (RawHttp connection = engine.begin(Request.upgrade(engine.target(query)))) {
            Answer answer = connection.answer();
            if (answer.status() == 101) {
                assertThat(connection.readFrame()).get().matches(Frame::isClose, "closes at once");
            } else {
                assertThat(answer).hasStatus(400);
            }
        }
    }

    private Answer upgrade(String query) {
        return engine.exchange(Request.upgrade(engine.target(query)));
    }
}
