package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.engine.RequestGuard;
import ee.socketio.engine.RequestGuard.Verdict;
import ee.socketio.it.TestServer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Handshakes that the application decides about. */
@Tag("own-options")
class AllowRequestIT {

    private static TestServer start(RequestGuard guard) {
        return TestServer.start(SharedServer.options().allowRequest(guard).build());
    }

    private static RequestGuard saying(Verdict verdict) {
        return request -> CompletableFuture.completedFuture(verdict);
    }

    @Test
    void aRefusalWithoutTextIsForbidden() {
        try (TestServer server = start(saying(Verdict.deny()))) {
            Endpoint engine = Endpoint.engineIo(server);

            assertThat(engine.get(engine.polling())).isError(EngineError.FORBIDDEN);
            assertThat(engine.exchange(Request.upgrade(engine.webSocket()))).isRefusedUpgrade(EngineError.FORBIDDEN);
        }
    }

    @Test
    void aRefusalWithATextTellsIt() {
        try (TestServer server = start(saying(Verdict.deny("not today")))) {
            Endpoint engine = Endpoint.engineIo(server);

            assertThat(engine.get(engine.polling()))
                    .hasStatus(403)
                    .hasContentType("application/json")
                    .hasText(EngineError.FORBIDDEN.json("not today"));
            assertThat(engine.exchange(Request.upgrade(engine.webSocket()))).isRefusedUpgrade("not today");
        }
    }

    @Test
    void aRefusalComesBeforeTheCheckOfTheRevision() {
        try (TestServer server = start(saying(Verdict.deny()))) {
            Endpoint engine = Endpoint.engineIo(server);

            assertThat(engine.get(engine.target("EIO=3&transport=polling"))).isError(EngineError.FORBIDDEN);
            assertThat(engine.exchange(Request.upgrade(engine.target("EIO=3&transport=websocket"))))
                    .isRefusedUpgrade(EngineError.FORBIDDEN);
        }
    }

    @Test
    void allOtherChecksComeBeforeTheRefusal() {
        try (TestServer server = start(saying(Verdict.deny()))) {
            Endpoint engine = Endpoint.engineIo(server);

            assertThat(engine.get(engine.target("EIO=4"))).isError(EngineError.UNKNOWN_TRANSPORT);
            assertThat(engine.get(engine.polling("unknown"))).isError(EngineError.UNKNOWN_SID);
            assertThat(engine.exchange(Request.post(engine.polling(), "4x"))).isError(EngineError.BAD_HANDSHAKE_METHOD);
            assertThat(engine.get(engine.webSocket())).isError(EngineError.BAD_REQUEST);
        }
    }

    @Test
    void aRefusalMayBeReadFromAnotherOrigin() {
        try (TestServer server = start(saying(Verdict.deny()))) {
            Endpoint engine = Endpoint.engineIo(server);

            assertThat(engine.exchange(Request.get(engine.polling()).with("Origin", "https://other.example")))
                    .isError(EngineError.FORBIDDEN)
                    .hasHeader("Access-Control-Allow-Origin", "*");
        }
    }

    @Test
    void anAnswerMayComeLater() {
        RequestGuard slow = request -> CompletableFuture.supplyAsync(
                Verdict::allow, CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS));
        try (TestServer server = start(slow)) {
            Endpoint engine = Endpoint.engineIo(server);

            PollingSession.open(engine).assertEchoes();
            try (WebSocketSession session = WebSocketSession.open(engine)) {
                session.send("4x");
                assertThat(session.receive()).isEqualTo("4x");
            }
        }
    }

    @Test
    void aRefusalMayComeLater() {
        RequestGuard slow = request -> CompletableFuture.supplyAsync(
                () -> Verdict.deny("later"), CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS));
        try (TestServer server = start(slow)) {
            Endpoint engine = Endpoint.engineIo(server);

            assertThat(engine.get(engine.polling())).hasStatus(403).hasText(EngineError.FORBIDDEN.json("later"));
            assertThat(engine.exchange(Request.upgrade(engine.webSocket()))).isRefusedUpgrade("later");
        }
    }

    @Test
    @Tag("in-process")
    void theApplicationIsAskedOncePerSession() {
        AtomicInteger asked = new AtomicInteger();
        RequestGuard counting = request -> {
            asked.incrementAndGet();
            return CompletableFuture.completedFuture(Verdict.allow());
        };
        try (TestServer server = start(counting)) {
            PollingSession session = PollingSession.open(Endpoint.engineIo(server));
            session.assertEchoes();
            try (RawWebSocket socket = session.openUpgrade()) {
                socket.sendText("5").sendText("4x");
                assertThat(WebSocketSession.receive(socket)).isEqualTo("4x");
            }
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    @Tag("in-process")
    void anExceptionIsARefusal() {
        RequestGuard failing = request -> {
            throw new IllegalStateException("secret");
        };
        RequestGuard failingLater = request -> CompletableFuture.failedFuture(new IllegalStateException("secret"));
        for (RequestGuard guard : new RequestGuard[] {failing, failingLater}) {
            try (TestServer server = start(guard)) {
                Endpoint engine = Endpoint.engineIo(server);
                assertThat(engine.get(engine.polling())).isError(EngineError.FORBIDDEN);
            }
        }
    }
}
