package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.it.TestServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests reach the server, and how their query string is read. */
@ExtendWith(SharedServer.class)
class RoutingIT {

    private final Endpoint engine;
    private final Endpoint socketIo;

    RoutingIT(TestServer server) {
        engine = Endpoint.engineIo(server);
        socketIo = Endpoint.socketIo(server);
    }

    @Test
    void bothProtocolsHaveTheirOwnPath() {
        assertThat(engine.get(engine.polling())).hasStatus(200);
        assertThat(socketIo.get(socketIo.polling())).hasStatus(200);
    }

    @Test
    void aSessionOfOnePathIsUnknownUnderTheOther() {
        String sid = PollingSession.open(engine).sid();

        assertThat(socketIo.get(socketIo.polling(sid))).isError(EngineError.UNKNOWN_SID);
    }

    @Test
    void everythingBelowThePathIsAccepted() {
        assertThat(engine.get(engine.path() + "anything/here/?EIO=4&transport=polling"))
                .hasStatus(200);
        assertThat(socketIo.get(socketIo.path() + "anything?EIO=4&transport=polling"))
                .hasStatus(200);
    }

    @Test
    void thePathWithoutItsTrailingSlashBelongsToTheApplication() {
        String bare = socketIo.path().substring(0, socketIo.path().length() - 1);

        assertThat(socketIo.get(bare + "?EIO=4&transport=polling")).hasStatus(404);
        assertThat(socketIo.get(bare + "foo?EIO=4&transport=polling")).hasStatus(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "EIO=5&", "EIO=abc&", "EIO=&", "EIO=3&", "EIO=04&", "EIO=4.0&", "eio=4&"})
    void everyRevisionButFourIsTheThirdAndRefused(String revision) {
        assertThat(engine.get(engine.target(revision + "transport=polling")))
                .isError(EngineError.UNSUPPORTED_PROTOCOL_VERSION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&transport=",
                "&transport=abc",
                "&transport=Polling",
                "&transport=webtransport",
                "&transport=constructor",
                "&transport=__proto__",
                "&transport=polling,websocket",
                "&Transport=polling"
            })
    void anUnknownTransportIsRefused(String transport) {
        assertThat(engine.get(engine.target("EIO=4" + transport))).isError(EngineError.UNKNOWN_TRANSPORT);
    }

    @Test
    void anEmptySidIsAHandshake() {
        assertThat(OpenPacket.parse(engine.get(engine.polling("")).text()).sid())
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"t=7n4ojwu0", "t=", "t=%F0%9F%98%80", "t=a&t=b", "t"})
    void theCacheBusterIsIgnored(String cacheBuster) {
        assertThat(engine.get(engine.polling() + "&" + cacheBuster)).hasStatus(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EIO=3&EIO=4&transport=polling", "EIO=4&transport=abc&transport=polling"})
    void theLastOfRepeatedParametersWins(String query) {
        assertThat(engine.get(engine.target(query))).hasStatus(200);
    }

    @Test
    void theLastOfRepeatedParametersWinsAlsoWhenItIsTheWrongOne() {
        assertThat(engine.get(engine.target("EIO=4&EIO=3&transport=polling")))
                .isError(EngineError.UNSUPPORTED_PROTOCOL_VERSION);
        assertThat(engine.get(engine.target("EIO=4&transport=polling&transport=abc")))
                .isError(EngineError.UNKNOWN_TRANSPORT);
    }

    @Test
    void theLastOfRepeatedSidsWins() {
        String sid = PollingSession.open(engine).sid();

        assertThat(engine.get(engine.polling(sid) + "&sid=unknown")).isError(EngineError.UNKNOWN_SID);
        assertThat(engine.exchange(Request.post(engine.polling("unknown") + "&sid=" + sid, "4x")))
                .hasStatus(200);
    }

    @Test
    void parametersOfTheApplicationMayStandAnywhere() {
        assertThat(engine.get(engine.target("a=b%20c&EIO=4&x=%26sid%3Dz&transport=polling&flag&=&&y=1")))
                .hasStatus(200);
    }

    @Test
    void namesAndValuesArePercentDecoded() {
        assertThat(engine.get(engine.target("%45IO=%34&tr%61nsport=poll%69ng"))).hasStatus(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x=%", "x=%zz", "x=%C3%28", "x=%4"})
    void aBrokenPercentEncodingOfAnotherParameterIsNoServerError(String parameter) {
        assertThat(engine.get(engine.polling() + "&" + parameter).status()).isIn(200, 400);
    }

    @Test
    @Tag("beyond-reference")
    void jsonpIsOffUnderTheFourthRevision() {
        Answer answer = engine.get(engine.polling() + "&j=0");

        assertThat(answer).hasStatus(200);
        assertThat(answer.text()).startsWith("0{");
    }
}
