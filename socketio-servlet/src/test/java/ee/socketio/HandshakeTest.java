package ee.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.EngineRequest;
import jakarta.json.JsonValue;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A handshake shows the request that opened the connection under the reference's names. */
class HandshakeTest {

    @Test
    void itHasWhatTheRequestHad() {
        Handshake handshake = handshake(Map.of("Host", List.of("example.com"), "Origin", List.of("https://other.com")));

        assertThat(handshake.headers()).containsEntry("Host", List.of("example.com"));
        assertThat(handshake.query()).containsEntry("a", "b");
        assertThat(handshake.url()).isEqualTo("/socket.io/?EIO=4&a=b");
        assertThat(handshake.address()).isEqualTo("192.0.2.1");
        assertThat(handshake.issued()).isEqualTo(Instant.EPOCH);
        assertThat(handshake.secure()).isTrue();
        assertThat(handshake.auth()).isEmpty();
    }

    @Test
    void aRequestWithAnOriginIsCrossDomain() {
        assertThat(handshake(Map.of("Origin", List.of("https://other.com"))).crossDomain())
                .isTrue();
        assertThat(handshake(Map.of("Host", List.of("example.com"))).crossDomain())
                .isFalse();
        assertThat(handshake(Map.of("Origin", List.of())).crossDomain()).isFalse();
    }

    @Test
    void theCallerIsThatOfTheRequest() {
        Principal alice = () -> "alice";
        EngineRequest request = new EngineRequest(
                "GET",
                "/",
                Map.of(),
                Map.of(),
                "192.0.2.1",
                true,
                Locale.ROOT,
                alice,
                "staff"::equals,
                null,
                Map.of(),
                List.of(),
                Instant.EPOCH);
        Handshake handshake = new Handshake(request, JsonValue.EMPTY_JSON_OBJECT);

        assertThat(handshake.principal()).isSameAs(alice);
        assertThat(handshake.isUserInRole("staff")).isTrue();
        assertThat(handshake.isUserInRole("boss")).isFalse();
    }

    @Test
    void aRequestWithoutACallerIsInNoRole() {
        assertThat(handshake(Map.of()).principal()).isNull();
        assertThat(handshake(Map.of()).isUserInRole("staff")).isFalse();
    }

    private static Handshake handshake(Map<String, List<String>> headers) {
        EngineRequest request = new EngineRequest(
                "GET",
                "/socket.io/?EIO=4&a=b",
                Map.of("EIO", "4", "a", "b"),
                headers,
                "192.0.2.1",
                true,
                Locale.ROOT,
                null,
                null,
                Map.of(),
                List.of(),
                Instant.EPOCH);
        return new Handshake(request, JsonValue.EMPTY_JSON_OBJECT);
    }
}
