package ee.socketio.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.fakes.FakeResponse;
import ee.socketio.internal.engine.EngineError;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RefusalTest {

    private final FakeResponse response = new FakeResponse();

    @ParameterizedTest
    @EnumSource(EngineError.class)
    void aRefusalOverHttpIsExactlyTheTextOfTheReference(EngineError error) throws IOException {
        Refusal.write(response.proxy(), error, error.message());

        String body = "{\"code\":" + error.code() + ",\"message\":\"" + error.message() + "\"}";
        assertThat(response.body()).isEqualTo(body);
        assertThat(response.status()).isEqualTo(error.status());
        assertThat(response.header("Content-Type")).isEqualTo("application/json");
        assertThat(response.header("Content-Length")).isEqualTo(Integer.toString(body.length()));
        assertThat(response.headerNames()).containsExactlyInAnyOrder("Content-Type", "Content-Length");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "say \"no\"~say \\\"no\\\"",
                "back\\slash~back\\\\slash",
                "</script>~</script>",
                "é€~é€",
                "\uD83D\uDE00~\uD83D\uDE00",
            })
    void theMessageOfTheApplicationIsEscapedAsJson(String message, String escaped) {
        assertThat(json(message)).isEqualTo("{\"code\":4,\"message\":\"" + escaped + "\"}");
    }

    @Test
    void controlCharactersAreEscapedAsJson() {
        assertThat(json("\n\r\t\u0000\u001e\u001f"))
                .isEqualTo("{\"code\":4,\"message\":\"\\u000a\\u000d\\u0009\\u0000\\u001e\\u001f\"}");
    }

    @Test
    void anyMessageIsReadBackFromTheJson() {
        StringBuilder everything = new StringBuilder();
        for (int c = 0; c < 0xd800; c += c < 0x300 ? 1 : 97) {
            everything.append((char) c);
        }
        String message = everything.toString();

        JsonObject read = Json.createReader(new StringReader(json(message))).readObject();

        assertThat(read.getString("message")).isEqualTo(message);
        assertThat(read.getInt("code")).isEqualTo(4);
    }

    @Test
    void theLengthCountsBytes() throws IOException {
        Refusal.write(response.proxy(), EngineError.FORBIDDEN, "€");

        assertThat(response.header("Content-Length")).isEqualTo(Integer.toString(response.bytes().length));
    }

    @Test
    void aRefusedUpgradeIsTheBareMessageAndClosesTheConnection() throws IOException {
        Refusal.writeUpgrade(response.proxy(), 400, "Forbidden");

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body()).isEqualTo("Forbidden");
        assertThat(response.header("Connection")).isEqualTo("close");
        assertThat(response.header("Content-Type")).startsWith("text/html");
        assertThat(response.header("Content-Length")).isEqualTo("9");
    }

    @Test
    void aRefusedUpgradeContainsNoMarkup() throws IOException {
        Refusal.writeUpgrade(response.proxy(), 400, "<script>a&b</script>é");

        assertThat(response.body()).isEqualTo("&lt;script&gt;a&amp;b&lt;/script&gt;é");
        assertThat(response.header("Content-Length")).isEqualTo(Integer.toString(response.bytes().length));
    }

    private static String json(String message) {
        return new String(Refusal.json(EngineError.FORBIDDEN, message).body(), StandardCharsets.UTF_8);
    }
}
