package ee.socketio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The small values of the API. */
class EngineApiTest {

    @Test
    void reasonsAreSpelledAsTheReferenceDoes() {
        assertThat(CloseReason.values())
                .extracting(CloseReason::toString)
                .containsExactly("transport error", "transport close", "forced close", "ping timeout", "parse error");
    }

    @Test
    void aSessionThatEndedSaysWhyAndCostsNoStackTrace() {
        Throwable cause = new IllegalStateException();
        SessionClosedException ended = new SessionClosedException(CloseReason.PING_TIMEOUT, cause);

        assertThat(ended.reason()).isEqualTo(CloseReason.PING_TIMEOUT);
        assertThat(ended).hasMessage("The session has ended: ping timeout").hasCause(cause);
        assertThat(ended.getStackTrace()).isEmpty();
    }

    @Test
    void transportsHaveTheirNamesOfTheWire() {
        assertThat(TransportName.POLLING.wireName()).isEqualTo("polling");
        assertThat(TransportName.WEBSOCKET.wireName()).isEqualTo("websocket");
        assertThat(TransportName.WEBSOCKET).hasToString("websocket");
    }

    @Test
    void theFirstValueOfAHeaderIsFoundWhateverTheCase() {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("X-Many", List.of("a", "b"));
        headers.put("X-Empty", List.of());
        EngineRequest request = new EngineRequest(
                "GET", "/", Map.of(), headers, "", false, Locale.ROOT, null, null, Map.of(), List.of(), Instant.EPOCH);

        assertThat(request.header("x-many")).isEqualTo("a");
        assertThat(request.header("X-Empty")).isNull();
        assertThat(request.header("X-None")).isNull();
    }

    @Test
    void verdictsAllowOrDeny() {
        assertThat(RequestGuard.Verdict.allow()).isEqualTo(new RequestGuard.Verdict(true, null));
        assertThat(RequestGuard.Verdict.deny()).isEqualTo(new RequestGuard.Verdict(false, null));
        assertThat(RequestGuard.Verdict.deny("No!")).isEqualTo(new RequestGuard.Verdict(false, "No!"));
    }

    @Test
    void theGuardOfEverybodyAllowsAtOnce() {
        EngineRequest request = new EngineRequest(
                "GET", "/", Map.of(), Map.of(), "", false, Locale.ROOT, null, null, Map.of(), List.of(), Instant.EPOCH);

        assertThat(RequestGuard.allowAll().check(request)).isCompletedWithValue(RequestGuard.Verdict.allow());
    }
}
