package ee.socketio.it.wire;

import static ee.socketio.it.wire.Eventually.eventually;
import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.ServerOptions;
import ee.socketio.engine.ConnectionError;
import ee.socketio.engine.RequestGuard.Verdict;
import ee.socketio.it.TestServer;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The limits of sessions, handshakes and events. */
@Tag("own-options")
@Tag("in-process")
class FloodOptionsIT {

    private static final String FULL = "Too many sessions";
    private static final String ADDRESS_FULL = "Too many sessions of this address";

    private static TestServer start(UnaryOperator<ServerOptions.Builder> options) {
        return TestServer.start(options.apply(SharedServer.options()).build());
    }

    private static void assertRefused(Answer answer, int status, String message) {
        assertThat(answer)
                .hasStatus(status)
                .hasContentType("application/json")
                .hasText("{\"code\":4,\"message\":\"" + message + "\"}");
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aFullServerRefusesHandshakesOverBothTransportsUntilASessionEnds(Transport transport) {
        try (TestServer server = start(options -> options.maxSessions(1))) {
            Endpoint engine = Endpoint.engineIo(server);
            EngineSession session = transport.open(engine);

            assertRefused(engine.get(engine.polling()), 503, FULL);
            assertThat(engine.exchange(Request.upgrade(engine.webSocket()))).isRefusedUpgrade(FULL);

            session.send("4still served");
            assertThat(session.receive()).isEqualTo("4still served");
            session.send("1");
            eventually(() -> PollingSession.open(engine).assertEchoes());
        }
    }

    @Test
    void anAddressHasALimitOfItsOwn() {
        try (TestServer server = start(options -> options.maxSessionsPerAddress(2))) {
            Endpoint engine = Endpoint.engineIo(server);
            PollingSession.open(engine);
            try (WebSocketSession second = WebSocketSession.open(engine)) {
                assertRefused(engine.get(engine.polling()), 429, ADDRESS_FULL);
                assertThat(engine.exchange(Request.upgrade(engine.webSocket()))).isRefusedUpgrade(ADDRESS_FULL);
                second.send("4x");
                assertThat(second.receive()).isEqualTo("4x");
            }
            eventually(() -> PollingSession.open(engine).assertEchoes());
        }
    }

    @Test
    void theUpgradeOfASessionTakesNoSecondPlace() {
        try (TestServer server = start(options -> options.maxSessions(1))) {
            PollingSession session = PollingSession.open(Endpoint.engineIo(server));
            try (RawWebSocket socket = session.openUpgrade()) {
                socket.sendText("2probe");
                assertThat(socket.receiveText()).isEqualTo("3probe");
                socket.sendText("5").sendText("4x");
                assertThat(socket.receiveText()).isEqualTo("4x");
            }
        }
    }

    @Test
    void handshakesThatFailTakeNoPlace() {
        try (TestServer server = start(options -> options.maxSessions(1)
                .allowRequest(request -> CompletableFuture.completedStage(
                        request.header("X-Pass") == null ? Verdict.deny() : Verdict.allow())))) {
            Endpoint engine = Endpoint.engineIo(server);
            for (int i = 0; i < 3; i++) {
                assertThat(engine.get(engine.polling())).isError(EngineError.FORBIDDEN);
                assertThat(engine.exchange(Request.upgrade(engine.webSocket()))).isRefusedUpgrade("Forbidden");
                assertThat(engine.exchange(Request.get(engine.target("EIO=3&transport=polling"))
                                .with("X-Pass", "1")))
                        .isError(EngineError.UNSUPPORTED_PROTOCOL_VERSION);
            }

            assertThat(engine.exchange(Request.get(engine.polling()).with("X-Pass", "1")))
                    .hasStatus(200);
        }
    }

    @Test
    void handshakesAreRefusedBeforeTheGuardWorksForThem() {
        AtomicInteger asked = new AtomicInteger();
        try (TestServer server = start(options -> options.handshakesPerSecond(1).allowRequest(request -> {
            asked.incrementAndGet();
            return CompletableFuture.completedStage(Verdict.deny());
        }))) {
            Endpoint engine = Endpoint.engineIo(server);
            int refused = 0;
            for (int i = 0; i < 20; i++) {
                Answer answer = engine.get(engine.polling());
                if (answer.status() == 503) {
                    assertRefused(answer, 503, "Too many handshakes");
                    refused++;
                }
            }

            assertThat(refused).isPositive();
            assertThat(asked.get()).isEqualTo(20 - refused);
        }
    }

    @Test
    void theRequestsOfASessionAreNoHandshakes() {
        try (TestServer server = start(options -> options.handshakesPerSecond(1))) {
            PollingSession session = PollingSession.open(Endpoint.engineIo(server));

            for (int i = 0; i < 20; i++) {
                session.assertEchoes();
            }
        }
    }

    @Test
    void connectionErrorListenersLearnWhichLimitItWas() {
        try (TestServer server =
                start(options -> options.maxSessions(2).maxSessionsPerAddress(1).handshakesPerSecond(1000))) {
            Queue<ConnectionError> errors = new ConcurrentLinkedQueue<>();
            server.engine().onConnectionError(errors::add);
            Endpoint engine = Endpoint.engineIo(server);
            PollingSession.open(engine);

            engine.get(engine.polling());
            engine.exchange(Request.upgrade(engine.webSocket()));

            assertThat(errors).hasSize(2).allSatisfy(error -> {
                assertThat(error.code()).isEqualTo(4);
                assertThat(error.message()).isEqualTo(ADDRESS_FULL);
                assertThat(error.context()).isEqualTo(Map.of("name", "TOO_MANY_SESSIONS_OF_ADDRESS"));
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aFloodOfEventsEndsTheConnection(Transport transport) {
        try (TestServer server = start(options -> options.eventsPerSecond(5))) {
            Queue<String> ends = new ConcurrentLinkedQueue<>();
            server.io().onConnection(socket -> socket.onDisconnect((reason, cause) -> ends.add(reason + ": " + cause)));
            try (EngineSession session = transport.join(Endpoint.socketIo(server))) {
                for (int i = 0; i < 6; i++) {
                    session.send("42[\"x\"]");
                }

                session.awaitClosed();
                eventually(() -> assertThat(ends)
                        .singleElement()
                        .asString()
                        .startsWith("forced close: ")
                        .endsWith("more than 5 events per second"));
            }
        }
    }
}
