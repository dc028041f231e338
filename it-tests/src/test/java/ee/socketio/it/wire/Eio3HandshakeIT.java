package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.it.TestServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes of revision 3, and that the revision of a session never changes. */
@ExtendWith(SharedServer3.class)
@Tag("eio3")
class Eio3HandshakeIT {

    private static final String OPEN_PACKET = "0\\{\"sid\":\"[A-Za-z0-9_-]{20}\",\"upgrades\":\\[%s],"
            + "\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000}";

    private final Endpoint engine4;
    private final Endpoint engine;

    Eio3HandshakeIT(TestServer server) {
        engine4 = Endpoint.engineIo(server);
        engine = engine4.revision3();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&b64=1", "&b64=", "&t=MZ1xq3-&b64=1"})
    void theAnswerOverPollingIsACountedOpenPacketOfFiveFields(String parameters) {
        Answer answer = engine.get(engine.polling() + parameters);

        assertThat(answer)
                .hasStatus(200)
                .hasContentType("text/plain;charset=utf-8")
                .hasHeader("Content-Length", "122")
                .hasHeader("cache-control", "no-store")
                .hasNoHeader("Set-Cookie");
        assertThat(answer.text()).matches("118:" + OPEN_PACKET.formatted("\"websocket\""));
    }

    @Test
    void theFirstFrameIsAnOpenPacketOfFiveFields() {
        try (RawWebSocket socket = RawWebSocket.open(engine, engine.webSocket())) {
            assertThat(socket.receiveText()).matches(OPEN_PACKET.formatted(""));
        }
    }

    @ParameterizedTest
    @EnumSource(Transport3.class)
    void messagesComeBack(Transport3 transport) {
        try (EngineSession session = transport.open(engine)) {
            session.send("4hello");
            assertThat(session.receive()).isEqualTo("4hello");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void clientsOfRevision4AreServedAsEver(Transport transport) {
        try (EngineSession session = transport.open(engine4)) {
            session.send("4hello", "bAQID");
            assertThat(session.receive()).isEqualTo("4hello");
            assertThat(session.receive()).isEqualTo("bAQID");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "EIO&",
                "EIO=&",
                "EIO=0&",
                "EIO=2&",
                "EIO=5&",
                "EIO=abc&",
                "EIO=03&",
                "EIO=3.0&",
                "EIO=%203&",
                "EIO=3%20&",
                "EIO=-3&",
                "EIO=34&",
                "EIO=%D9%A3&",
                "eio=3&",
                "EIO=3&EIO=5&",
                "EIO=3&EIO=&"
            })
    @Tag("beyond-reference")
    void noOtherRevisionIsTakenForThisOne(String revision) {
        assertThat(engine.get(engine.target(revision + "transport=polling")))
                .isError(EngineError.UNSUPPORTED_PROTOCOL_VERSION);
        assertThat(engine.exchange(Request.upgrade(engine.target(revision + "transport=websocket"))))
                .isRefusedUpgrade(EngineError.UNSUPPORTED_PROTOCOL_VERSION);
    }

    @Test
    void theLastOfSeveralRevisionsCounts() {
        assertThat(engine.get(engine.target("EIO=3&EIO=4&transport=polling")).text())
                .startsWith("0{");
        assertThat(engine.get(engine.target("EIO=4&EIO=3&transport=polling")).text())
                .startsWith("118:0{");
    }

    @Test
    void allOtherChecksAreTheSame() {
        assertThat(engine.get(engine.target("EIO=3"))).isError(EngineError.UNKNOWN_TRANSPORT);
        assertThat(engine.get(engine.target("EIO=3&transport=abc"))).isError(EngineError.UNKNOWN_TRANSPORT);
        assertThat(engine.get(engine.polling("unknown"))).isError(EngineError.UNKNOWN_SID);
        assertThat(engine.exchange(Request.post(engine.polling(), "2:4x"))).isError(EngineError.BAD_HANDSHAKE_METHOD);
        assertThat(engine.get(engine.webSocket())).isError(EngineError.BAD_REQUEST);
        assertThat(engine.exchange(Request.upgrade(engine.target("EIO=3&transport=abc"))))
                .isRefusedUpgrade(EngineError.UNKNOWN_TRANSPORT);
        assertThat(engine.exchange(Request.upgrade(engine.webSocket("unknown"))))
                .isRefusedUpgrade(EngineError.UNKNOWN_SID);
    }

    @ParameterizedTest
    @CsvSource({"3,EIO=4&", "3,EIO=5&", "3,EIO=03&", "3,''", "4,EIO=3&", "4,EIO=5&", "4,''"})
    void noRequestMayChangeTheRevisionOfItsSession(int own, String asked) {
        if (own == 3 && !asked.equals("EIO=4&") && System.getProperty("socketio.test.url") != null) {
            return; // for the reference, whatever is not 4 is 3
        }
        Endpoint endpoint = own == 3 ? engine : engine4;
        PollingSession session = PollingSession.open(endpoint);
        String polling = endpoint.target(asked + "transport=polling&sid=" + session.sid());
        String webSocket = endpoint.target(asked + "transport=websocket&sid=" + session.sid());

        assertThat(endpoint.get(polling)).isError(EngineError.BAD_REQUEST);
        assertThat(endpoint.exchange(Request.post(polling, own == 3 ? "4x" : "2:4x")))
                .isError(EngineError.BAD_REQUEST);
        assertThat(endpoint.exchange(Request.upgrade(webSocket))).isRefusedUpgrade(EngineError.BAD_REQUEST);

        session.assertEchoes();
    }

    @Test
    void theAnswerToAPostIsAnOkThatMustNotBeCached() {
        assertThat(PollingSession.open(engine).post("2:4x"))
                .hasStatus(200)
                .hasText("ok")
                .hasContentType("text/html")
                .hasHeader("Content-Length", "2")
                .hasHeader("cache-control", "no-store");
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
}
