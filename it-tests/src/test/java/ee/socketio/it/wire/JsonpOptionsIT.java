package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.it.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts on a server that does not allow them. */
@Tag("own-options")
class JsonpOptionsIT {

    private static TestServer server;
    private static Endpoint engine;

    @BeforeAll
    static void start() {
        server = TestServer.start(
                SharedServer.options().allowEIO3(true).jsonp(false).build());
        engine = Endpoint.engineIo(server).revision3();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "x", "alert(1)"})
    void aHandshakeThatWantsAScriptIsABadRequest(String parameter) {
        assertThat(engine.get(engine.polling() + "&b64=1&j=" + parameter)).isError(EngineError.BAD_REQUEST);
    }

    @Test
    void anyOtherHandshakeIsServed() {
        PollingSession.open(engine).assertEchoes();
        PollingSession.open(engine, "&b64=1").assertEchoes();
        try (WebSocketSession session = WebSocketSession.open(engine)) {
            session.send("4x");
            assertThat(session.receive()).isEqualTo("4x");
        }
    }

    @Test
    void aSessionThatAsksLaterGetsNoScript() {
        PollingSession session = PollingSession.open(engine);
        session.send("4a");

        assertThat(engine.get(session.target() + "&j=0")).hasText("2:4a");

        session.assertEchoes();
    }

    @Test
    void revision4IsNotConcerned() {
        PollingSession.open(Endpoint.engineIo(server), "&j=0").assertEchoes();
    }
}
