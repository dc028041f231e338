package ee.socketio.servlet;

import static ee.socketio.engine.TransportName.POLLING;
import static ee.socketio.engine.TransportName.WEBSOCKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.engine.TransportName;
import ee.socketio.fakes.LogRecords;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The log says once which transports are live, and why one is not. */
class LiveTransportsTest {

    private static final Set<TransportName> BOTH = Set.of(POLLING, WEBSOCKET);
    private static final AsyncChain FREE = new AsyncChain(Set.of(), false, true);
    private static final AsyncChain BLOCKED = new AsyncChain(Set.of("the filter 'audit'"), true, true);

    private final LogRecords log = LogRecords.of("ee.socketio.servlet");
    private final FakeContext context = new FakeContext();

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void bothAreLive() {
        announce(BOTH, true, FREE);

        assertThat(log.messages()).containsExactly("'test' serves /app/socket.io/ over polling and WebSocket");
    }

    @Test
    void theContainerHasNoWebSocket() {
        announce(BOTH, false, FREE);

        assertThat(log.messages())
                .containsExactly("'test' serves /app/socket.io/ over polling. No WebSocket: the container has no"
                        + " jakarta.websocket.server.ServerContainer for this application");
    }

    @Test
    void theServletWantsNoWebSocket() {
        context.setAttribute("jakarta.websocket.server.ServerContainer", "there");

        announce(BOTH, false, FREE);

        assertThat(log.messages()).singleElement().asString().endsWith("the servlet's method wsEngine returned none");
    }

    @Test
    void anOptionLeavesOneOut() {
        announce(Set.of(POLLING), true, FREE);
        announce(Set.of(WEBSOCKET), true, BLOCKED);

        assertThat(log.messages())
                .containsExactly(
                        "'test' serves /app/socket.io/ over polling. No WebSocket: the option 'transports' leaves it out",
                        "'test' serves /app/socket.io/ over WebSocket. No polling: the option 'transports' leaves it out");
    }

    @Test
    void aFilterStopsPollingOnly() {
        announce(BOTH, true, BLOCKED);

        assertThat(log.messages(Level.SEVERE))
                .singleElement()
                .asString()
                .contains("the filter 'audit' lacks it")
                .contains("<async-supported>true</async-supported>");
        assertThat(log.messages(Level.INFO))
                .containsExactly("'test' serves /app/socket.io/ over WebSocket. No polling: the filter 'audit' lacks"
                        + " async-supported");
    }

    @Test
    void aFilterOnOneOfSeveralMappingsIsNamedAndPollingIsLive() {
        announce(BOTH, true, new AsyncChain(Set.of("the filter 'audit'"), false, true));

        assertThat(log.messages(Level.SEVERE)).singleElement().asString().contains("'audit'");
        assertThat(log.messages(Level.INFO))
                .containsExactly("'test' serves /app/socket.io/ over polling and WebSocket");
    }

    @Test
    void withoutAnyTransportTheDeploymentFailsAndSaysWhy() {
        assertThatThrownBy(() -> announce(BOTH, false, BLOCKED))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("No transport is left for 'test'. No polling: the filter 'audit' lacks"
                        + " async-supported. No WebSocket: the container has no");
    }

    /** It may be mapped for errors only. */
    @Test
    void aGuessIsAnErrorInTheLogAndNoReasonToFail() {
        announce(BOTH, false, new AsyncChain(Set.of("the filter 'audit'"), true, false));

        assertThat(log.messages(Level.SEVERE)).singleElement().asString().contains("the filter 'audit' lacks it");
        assertThat(log.messages(Level.INFO))
                .singleElement()
                .asString()
                .startsWith("'test' serves /app/socket.io/ over polling. No WebSocket");
    }

    private void announce(Set<TransportName> chosen, boolean webSocket, AsyncChain chain) {
        if (context.servlet("test") == null) {
            context.servlet("test", "com.example.Chat").addMapping("/socket.io/*");
        }
        new LiveTransports(FakeConfig.of(Map.of(), context), chosen, webSocket, chain).announce();
    }
}
