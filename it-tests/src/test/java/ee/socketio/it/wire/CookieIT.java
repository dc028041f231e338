package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;
import static ee.socketio.it.wire.WireAssertions.assertThatThrownBy;

import ee.socketio.engine.CookieOptions;
import ee.socketio.engine.InvalidOptionException;
import ee.socketio.it.TestServer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cookie for load balancers. */
@Tag("own-options")
class CookieIT {

    private static TestServer start(CookieOptions cookie) {
        return TestServer.start(SharedServer.options().cookie(cookie).build());
    }

    @Test
    void theHandshakeOverPollingSetsIt() {
        try (TestServer server = start(CookieOptions.defaults())) {
            Endpoint engine = Endpoint.engineIo(server);
            Answer answer = engine.get(engine.polling());
            String sid = OpenPacket.parse(answer.text()).sid();

            assertThat(answer).hasHeader("Set-Cookie", "io=" + sid + "; Path=/; HttpOnly; SameSite=Lax");
        }
    }

    @Test
    void socketIoSetsItAsWell() {
        try (TestServer server = start(CookieOptions.defaults())) {
            Endpoint socketIo = Endpoint.socketIo(server);
            Answer answer = socketIo.get(socketIo.polling());
            String sid = OpenPacket.parse(answer.text()).sid();

            assertThat(answer).hasHeader("Set-Cookie", "io=" + sid + "; Path=/; HttpOnly; SameSite=Lax");
        }
    }

    @Test
    void nothingElseSetsIt() {
        try (TestServer server = start(CookieOptions.defaults())) {
            Endpoint engine = Endpoint.engineIo(server);
            PollingSession session = PollingSession.open(engine);

            assertThat(session.post("4x")).hasStatus(200).hasNoHeader("Set-Cookie");
            assertThat(session.poll()).hasStatus(200).hasNoHeader("Set-Cookie");
            assertThat(engine.get(engine.polling("unknown"))).hasNoHeader("Set-Cookie");
            try (RawWebSocket socket = RawWebSocket.open(engine, engine.webSocket())) {
                assertThat(socket.handshake()).hasNoHeader("Set-Cookie");
            }
            try (RawWebSocket socket = session.openUpgrade()) {
                assertThat(socket.handshake()).hasNoHeader("Set-Cookie");
            }
        }
    }

    @Test
    void itsNameAndAttributesCanBeChosen() {
        CookieOptions cookie = CookieOptions.builder()
                .name("sess")
                .path("/custom/")
                .httpOnly(false)
                .secure(true)
                .sameSite("Strict")
                .maxAge(Duration.ofDays(1))
                .expires(Instant.parse("2031-03-02T01:04:05Z"))
                .partitioned(true)
                .priority("High")
                .build();
        try (TestServer server = start(cookie)) {
            Endpoint engine = Endpoint.engineIo(server);
            Answer answer = engine.get(engine.polling());
            String sid = OpenPacket.parse(answer.text()).sid();

            assertThat(answer)
                    .hasHeader(
                            "Set-Cookie",
                            "sess=" + sid + "; Max-Age=86400; Path=/custom/; Expires=Sun, 02 Mar 2031 01:04:05 GMT;"
                                    + " Secure; Partitioned; Priority=High; SameSite=Strict");
        }
    }

    @Test
    void itIsNeverReadBack() {
        try (TestServer server = start(CookieOptions.defaults())) {
            Endpoint engine = Endpoint.engineIo(server);
            String first = PollingSession.open(engine).sid();

            Answer answer = engine.exchange(Request.get(engine.polling()).with("Cookie", "io=" + first));

            assertThat(OpenPacket.parse(answer.text()).sid()).isNotEqualTo(first);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a;b", "a b", "a=b", "a\r\nX: 1", "", "ü", "a,b"})
    void aNameThatWouldSmuggleSomethingInIsRefused(String name) {
        assertThatThrownBy(() -> CookieOptions.named(name)).isInstanceOf(InvalidOptionException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/;Secure", "/\r\nX: 1", "/\u0000"})
    void aPathOrDomainThatWouldSmuggleSomethingInIsRefused(String value) {
        assertThatThrownBy(() -> CookieOptions.builder().path(value).build())
                .isInstanceOf(InvalidOptionException.class);
        assertThatThrownBy(() -> CookieOptions.builder().domain(value).build())
                .isInstanceOf(InvalidOptionException.class);
    }
}
