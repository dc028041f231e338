package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.it.TestServer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Session ids that no server ever gave out. */
@ExtendWith(SharedServer.class)
class SessionIdsIT {

    private final Endpoint engine;

    SessionIdsIT(TestServer server) {
        engine = Endpoint.engineIo(server);
    }

    static Stream<String> forgedIds() {
        return Stream.of(
                "__proto__",
                "constructor",
                "toString",
                "hasOwnProperty",
                "null",
                "undefined",
                "0",
                "-1",
                "%00",
                "%20",
                "..",
                "..%2F..%2F",
                "%C3%A9%E2%82%AC%F0%9F%98%80",
                "%ED%A0%80",
                "%FF%FE",
                "a".repeat(4000),
                "%0d%0aX-Injected:1",
                "AAAAAAAAAAAAAAAAAAAA",
                "%27%20OR%201=1",
                "%3Cscript%3E");
    }

    @ParameterizedTest
    @MethodSource("forgedIds")
    void aForgedIdIsUnknownOverPolling(String sid) {
        assertThat(engine.get(engine.polling(sid)))
                .isError(EngineError.UNKNOWN_SID)
                .hasNoHeader("X-Injected");
        assertThat(engine.exchange(Request.post(engine.polling(sid), "4x"))).isError(EngineError.UNKNOWN_SID);
    }

    @ParameterizedTest
    @MethodSource("forgedIds")
    void aForgedIdIsUnknownOverWebSocket(String sid) {
        assertThat(engine.exchange(Request.upgrade(engine.webSocket(sid))))
                .isRefusedUpgrade(EngineError.UNKNOWN_SID)
                .hasNoHeader("X-Injected");
    }

    @Test
    void anIdOfTenThousandCharactersIsRefusedByWhoeverReadsItFirst() {
        String sid = "a".repeat(10_000);

        assertThat(engine.get(engine.polling(sid)).status()).isBetween(400, 499);
        assertThat(engine.exchange(Request.upgrade(engine.webSocket(sid))).status())
                .isBetween(400, 499);
    }

    @Test
    void anIdIsComparedAsAWhole() {
        PollingSession session = PollingSession.open(engine);
        String sid = session.sid();

        assertThat(engine.get(engine.polling(sid.substring(0, 19)))).isError(EngineError.UNKNOWN_SID);
        assertThat(engine.get(engine.polling(sid + "A"))).isError(EngineError.UNKNOWN_SID);
        assertThat(engine.get(engine.polling(sid + "%20"))).isError(EngineError.UNKNOWN_SID);
        session.assertEchoes();
    }
}
