package ee.socketio.it.wire;

import static ee.socketio.it.wire.Eventually.eventually;
import static ee.socketio.it.wire.WireAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import ee.socketio.engine.EngineServer;
import ee.socketio.it.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** However a session ends, and however a request fails, nothing stays behind. The heartbeat is too slow to help. */
@Tag("in-process")
class LeaksIT {

    private static final int MANY = 50;

    private static TestServer server;
    private static Endpoint engine;

    @BeforeAll
    static void start() {
        server = TestServer.start(SharedServer.options().build());
        engine = Endpoint.engineIo(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void noSessionIsLeft() {
        EngineServer sessions = server.engine();
        eventually(() -> assertThat(sessions.clientsCount()).isZero());
    }

    @Test
    void refusedRequestsLeaveNothing() {
        for (int i = 0; i < MANY; i++) {
            assertThat(engine.get(engine.target("EIO=4"))).hasStatus(400);
            assertThat(engine.get(engine.polling("unknown"))).hasStatus(400);
            assertThat(engine.get(engine.target("EIO=3&transport=polling"))).hasStatus(400);
            assertThat(engine.exchange(Request.upgrade(engine.webSocket("unknown"))))
                    .hasStatus(400);
            assertThat(engine.exchange(Request.upgrade(engine.webSocket()).without("Sec-WebSocket-Key")))
                    .hasStatus(400);
        }
    }

    @Test
    void upgradesThatAreResetLeaveNothing() {
        for (int i = 0; i < 1_000; i++) {
            engine.begin(Request.upgrade(engine.webSocket("unknown"))).reset();
            engine.begin(Request.upgrade(engine.webSocket())).reset();
        }
    }

    @Test
    void overlappingPollsLeaveNothing() {
        for (int i = 0; i < MANY; i++) {
            PollingSession session = PollingSession.open(engine);
            try (RawHttp first = session.beginPoll();
                    RawHttp second = session.beginPoll()) {
                assertThat(List.of(first.answer().status(), second.answer().status()))
                        .containsExactlyInAnyOrder(200, 400);
            }
        }
    }

    @Test
    void overlappingPostsLeaveNothing() {
        for (int i = 0; i < MANY; i++) {
            PollingSession session = PollingSession.open(engine);
            try (RawHttp first = session.beginPost(10, "4half")) {
                assertThat(session.post("4x")).hasStatus(400);
                first.writeWhileAccepted("done!".getBytes(UTF_8)).answerOrEnd();
            }
        }
    }

    @Test
    void abandonedPostsLeaveNothing() {
        for (int i = 0; i < MANY; i++) {
            RawHttp post = PollingSession.open(engine).beginPost(10, "4half");
            post.reset();
        }
    }

    @Test
    void abandonedPostsOverTheLimitLeaveNothingAndKeepTheirSession() {
        PollingSession session = PollingSession.open(engine);
        for (int i = 0; i < 5; i++) {
            RawHttp post = beginTooMuch(session);
            engine.letEarlierRequestsArrive();
            eventually(() -> assertThat(server.openRequests()).isOne());
            post.reset();
            // At once, and not when the time is over that the rest has.
            eventually(Duration.ofSeconds(3), () -> assertThat(server.openRequests())
                    .isZero());
        }
        session.assertEchoes();
        session.send("1");
    }

    @Test
    void ofPostsOverTheLimitNothingIsKept() {
        List<RawHttp> posts = new ArrayList<>();
        List<PollingSession> sessions = new ArrayList<>();
        long before = usedHeap();
        for (int i = 0; i < MANY; i++) {
            sessions.add(PollingSession.open(engine));
            posts.add(beginTooMuch(sessions.get(i)));
        }
        engine.letEarlierRequestsArrive();
        long kept = usedHeap() - before;
        assertThat(server.openRequests()).isGreaterThanOrEqualTo(MANY); // or it was measured too late
        assertThat(kept).isLessThan(MANY * 1_000_000L / 2);
        posts.forEach(post -> assertThat(post.answer()).hasStatus(413));
        posts.forEach(RawHttp::close);
        sessions.forEach(session -> session.send("1"));
    }

    /** A POST that has no end and is over the limit already. */
    private static RawHttp beginTooMuch(PollingSession session) {
        String chunk = "fffff\r\n" + "x".repeat(0xfffff) + "\r\n";
        return engine.begin(Request.of("POST", session.target()).with("Transfer-Encoding", "chunked"))
                .write(chunk);
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void octetsAndNonsenseLeaveNothing() {
        for (int i = 0; i < MANY; i++) {
            Request octets = Request.bare("POST", PollingSession.open(engine).target(), "4x".getBytes(UTF_8))
                    .with("Content-Type", "application/octet-stream");
            assertThat(engine.exchange(octets)).hasStatus(400);
            assertThat(PollingSession.open(engine).post("nonsense")).hasStatus(200);
            assertThat(PollingSession.open(engine).post("2")).hasStatus(200);
            assertThat(PollingSession.open(engine).post("1")).hasStatus(200);
        }
    }

    @Test
    void webSocketsLeaveNothingHoweverTheyEnd() {
        for (int i = 0; i < MANY; i++) {
            RawWebSocket.open(engine, engine.webSocket()).send(Frame.close()).close();
            RawWebSocket.open(engine, engine.webSocket()).close();
            RawWebSocket.open(engine, engine.webSocket()).reset();
            RawWebSocket.open(engine, engine.webSocket()).sendText("nonsense").close();
            RawWebSocket.open(engine, engine.webSocket())
                    .send(Frame.text("4x").withRsv(3))
                    .close();
            RawWebSocket.open(engine, engine.webSocket()).sendText("1").close();
        }
    }

    @Test
    void aServerThatClosesLeavesNothingOnceAPollHasHeardOfIt() {
        Endpoint socketIo = Endpoint.socketIo(server);
        for (int i = 0; i < MANY; i++) {
            PollingSession session = PollingSession.open(socketIo);
            session.send("4nonsense");
            session.awaitClosed();
        }
        eventually(() -> assertThat(server.io().engine().clientsCount()).isZero());
    }

    @Test
    void upgradedSessionsLeaveNothing() {
        for (int i = 0; i < MANY; i++) {
            PollingSession session = PollingSession.open(engine);
            try (RawWebSocket socket = session.openUpgrade()) {
                socket.sendText("2probe");
                assertThat(socket.receiveText()).isEqualTo("3probe");
                socket.sendText("5").sendText("4x");
                assertThat(socket.receiveText()).isEqualTo("4x");
            }
        }
    }

    @Test
    void handshakesThatNobodyFollowsUpEndWithTheirHeartbeatAndCostNoThread() {
        try (TestServer quick = TestServer.start(SharedServer.options()
                .pingInterval(Duration.ofSeconds(1))
                .pingTimeout(Duration.ofSeconds(1))
                .build())) {
            Endpoint endpoint = Endpoint.engineIo(quick);
            int before = Thread.activeCount();
            openAndForget(endpoint, 2_000);
            assertThat(Thread.activeCount()).isLessThan(before + 50);
            eventually(() -> assertThat(quick.engine().clientsCount()).isZero());
        }
    }

    @Test
    void aFloodOfMessagesCostsNoThread() {
        int before = Thread.activeCount();
        try (WebSocketSession session = WebSocketSession.open(engine)) {
            String[] messages = new String[1_000];
            Arrays.fill(messages, "4x");
            for (int batch = 0; batch < 5; batch++) {
                session.send(messages);
                for (String message : messages) {
                    assertThat(session.receive()).isEqualTo(message);
                }
                assertThat(Thread.activeCount()).isLessThan(before + 50);
            }
        }
    }

    private static void openAndForget(Endpoint endpoint, int sessions) {
        try (RawHttp connection = RawHttp.connect(endpoint)) {
            for (int i = 0; i < sessions; i++) {
                assertThat(connection.exchange(Request.get(endpoint.polling()))).hasStatus(200);
            }
        }
    }

    @Test
    void heldPollsAreCountedAndFreed() {
        List<RawHttp> held = new ArrayList<>();
        List<PollingSession> sessions = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            PollingSession session = PollingSession.open(engine);
            sessions.add(session);
            held.add(session.beginPoll());
        }
        engine.letEarlierRequestsArrive();
        assertThat(server.engine().clientsCount()).isEqualTo(MANY);
        sessions.forEach(session -> session.send("1"));
        held.forEach(poll -> assertThat(poll.answer()).hasText("6"));
        held.forEach(RawHttp::close);
    }
}
