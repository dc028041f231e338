package ee.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The reasons are the reference's strings: PROTOCOL 3.9. */
class DisconnectReasonTest {

    @Test
    void theReasonsAreSpelledAsTheReferenceDoes() {
        assertThat(DisconnectReason.values())
                .extracting(DisconnectReason::toString)
                .containsExactlyInAnyOrder(
                        "client namespace disconnect",
                        "server namespace disconnect",
                        "server shutting down",
                        "transport close",
                        "transport error",
                        "ping timeout",
                        "parse error",
                        "forced close",
                        "forced server close");
    }

    @Test
    void eachReasonHasItsOwnString() {
        assertThat(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT).hasToString("client namespace disconnect");
        assertThat(DisconnectReason.SERVER_NAMESPACE_DISCONNECT).hasToString("server namespace disconnect");
        assertThat(DisconnectReason.SERVER_SHUTTING_DOWN).hasToString("server shutting down");
        assertThat(DisconnectReason.TRANSPORT_CLOSE).hasToString("transport close");
        assertThat(DisconnectReason.TRANSPORT_ERROR).hasToString("transport error");
        assertThat(DisconnectReason.PING_TIMEOUT).hasToString("ping timeout");
        assertThat(DisconnectReason.PARSE_ERROR).hasToString("parse error");
        assertThat(DisconnectReason.FORCED_CLOSE).hasToString("forced close");
        assertThat(DisconnectReason.FORCED_SERVER_CLOSE).hasToString("forced server close");
    }
}
