package ee.socketio.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.fakes.FakeRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpgradeRequestTest {

    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    @ParameterizedTest
    @CsvSource({
        "websocket, Upgrade",
        "WebSocket, upgrade",
        "websocket, 'keep-alive, Upgrade'",
        "websocket, 'Upgrade, keep-alive'",
    })
    void whatAsksForAWebSocketIsAnUpgrade(String upgrade, String connection) {
        FakeRequest request = FakeRequest.of("GET").header("Upgrade", upgrade).header("Connection", connection);

        assertThat(UpgradeRequest.isUpgrade(request.proxy())).isTrue();
    }

    @Test
    void theConnectionHeaderMayBeThereTwice() {
        FakeRequest request =
                FakeRequest.of("GET").header("Upgrade", "websocket").header("Connection", "keep-alive", "Upgrade");

        assertThat(UpgradeRequest.isUpgrade(request.proxy())).isTrue();
    }

    @Test
    void anythingElseIsNoUpgrade() {
        assertThat(UpgradeRequest.isUpgrade(FakeRequest.of("GET").proxy())).isFalse();
        assertThat(UpgradeRequest.isUpgrade(
                        FakeRequest.of("GET").header("Upgrade", "websocket").proxy()))
                .isFalse();
        assertThat(UpgradeRequest.isUpgrade(
                        FakeRequest.of("GET").header("Connection", "Upgrade").proxy()))
                .isFalse();
        assertThat(UpgradeRequest.isUpgrade(FakeRequest.of("GET")
                        .header("Upgrade", "h2c")
                        .header("Connection", "Upgrade")
                        .proxy()))
                .isFalse();
        assertThat(UpgradeRequest.isUpgrade(FakeRequest.of("POST")
                        .header("Upgrade", "websocket")
                        .header("Connection", "Upgrade")
                        .proxy()))
                .isFalse();
    }

    @Test
    void aGoodHandshakeHasNoFault() {
        assertThat(UpgradeRequest.fault(good().proxy())).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "14", "", "13.0", "x", "8"})
    void theVersionIsThirteen(String version) {
        FakeRequest request =
                FakeRequest.of("GET").header("Sec-WebSocket-Version", version).header("Sec-WebSocket-Key", KEY);

        assertThat(UpgradeRequest.fault(request.proxy())).contains("Sec-WebSocket-Version");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "short", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25jZQAAAA", "dGhlIHNhbXBsZSBub25jZQ==="
            })
    void theKeyIsSixteenBytesInBase64(String key) {
        FakeRequest request =
                FakeRequest.of("GET").header("Sec-WebSocket-Version", "13").header("Sec-WebSocket-Key", key);

        assertThat(UpgradeRequest.fault(request.proxy())).contains("Sec-WebSocket-Key");
    }

    @Test
    void nothingMayBeMissing() {
        assertThat(UpgradeRequest.fault(
                        FakeRequest.of("GET").header("Sec-WebSocket-Key", KEY).proxy()))
                .contains("Sec-WebSocket-Version");
        assertThat(UpgradeRequest.fault(FakeRequest.of("GET")
                        .header("Sec-WebSocket-Version", "13")
                        .proxy()))
                .contains("Sec-WebSocket-Key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.0", "HTTP/2.0"})
    void otherProtocolsCannotBeUpgraded(String protocol) {
        assertThat(UpgradeRequest.fault(good().protocol(protocol).proxy())).contains("HTTP/1.1");
    }

    private static FakeRequest good() {
        return FakeRequest.of("GET").header("Sec-WebSocket-Version", "13").header("Sec-WebSocket-Key", KEY);
    }
}
