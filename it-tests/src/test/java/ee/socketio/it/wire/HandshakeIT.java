package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.it.TestServer;
import jakarta.json.JsonValue.ValueType;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The answer to a handshake, and the session id in it. */
@ExtendWith(SharedServer.class)
class HandshakeIT {

    private static final Set<String> FIELDS = Set.of("sid", "upgrades", "pingInterval", "pingTimeout", "maxPayload");

    private final Endpoint engine;
    private final Endpoint socketIo;

    HandshakeIT(TestServer server) {
        engine = Endpoint.engineIo(server);
        socketIo = Endpoint.socketIo(server);
    }

    @Test
    void theAnswerOverPollingIsAnOpenPacketThatMustNotBeCached() {
        Answer answer = engine.get(engine.polling());

        assertThat(answer)
                .hasStatus(200)
                .hasContentType("text/plain;charset=utf-8")
                .hasHeader("Content-Length", Integer.toString(answer.body().length))
                .hasHeader("cache-control", "no-store")
                .hasNoHeader("Content-Encoding");
        assertThat(answer.text()).startsWith("0{").doesNotContain(PollingSession.SEPARATOR);
    }

    @Test
    void theOpenPacketOverPollingHasFiveFieldsAndOffersTheUpgrade() {
        OpenPacket open = OpenPacket.parse(engine.get(engine.polling()).text());

        assertHasFiveFields(open);
        assertThat(open.fields().getJsonArray("upgrades")).hasToString("[\"websocket\"]");
    }

    @Test
    void theOpenPacketOverWebSocketHasFiveFieldsAndOffersNoUpgrade() {
        try (WebSocketSession session = WebSocketSession.open(engine)) {
            assertHasFiveFields(session.openPacket());
            assertThat(session.openPacket().fields().getJsonArray("upgrades")).isEmpty();
        }
    }

    @Test
    void socketIoAddsNothingToTheHandshake() {
        Answer answer = socketIo.get(socketIo.polling());

        assertHasFiveFields(OpenPacket.parse(answer.text()));
        assertThat(answer.text()).endsWith("}").doesNotContain(PollingSession.SEPARATOR);
    }

    private static void assertHasFiveFields(OpenPacket open) {
        assertThat(open.fields().keySet()).isEqualTo(FIELDS);
        assertThat(open.fields().get("sid").getValueType()).isEqualTo(ValueType.STRING);
        assertThat(open.fields().getJsonNumber("pingInterval").isIntegral()).isTrue();
        assertThat(open.fields().getJsonNumber("pingTimeout").isIntegral()).isTrue();
        assertThat(open.fields().getInt("maxPayload")).isEqualTo(1_000_000);
    }

    @Test
    void noCookieIsSetUnlessAskedFor() {
        assertThat(engine.get(engine.polling())).hasNoHeader("Set-Cookie");
        try (RawWebSocket socket = RawWebSocket.open(engine, engine.webSocket())) {
            assertThat(socket.handshake()).hasNoHeader("Set-Cookie");
        }
    }

    @Test
    void theSidIsTwentyCharactersThatAreSafeInAUrl() {
        assertThat(PollingSession.open(engine).sid()).matches("[A-Za-z0-9_-]{20}");
        try (WebSocketSession session = WebSocketSession.open(engine)) {
            assertThat(session.sid()).matches("[A-Za-z0-9_-]{20}");
        }
    }

    @Test
    @Tag("not-tomcat") // closes a connection after 100 requests
    void noTwoSidsAreEqualOrShareTheirRandomPart() {
        Set<String> beginnings = new HashSet<>();
        try (RawHttp connection = RawHttp.connect(engine)) {
            for (int i = 0; i < 500; i++) {
                Answer answer = connection.exchange(Request.get(engine.polling()));
                beginnings.add(OpenPacket.parse(answer.text()).sid().substring(0, 8));
            }
        }
        assertThat(beginnings).hasSize(500);
    }

    @Test
    void thePublicIdOfASocketIsNotItsSid() {
        try (EngineSession session = WebSocketSession.open(socketIo)) {
            session.send("40");
            assertThat(session.receive())
                    .matches("40\\{\"sid\":\"[A-Za-z0-9_-]{20}\"}")
                    .doesNotContain(session.sid());
        }
    }
}
