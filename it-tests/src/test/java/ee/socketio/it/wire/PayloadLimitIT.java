package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import ee.socketio.it.TestServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limit on what a client may send at once, counted in bytes. */
@ExtendWith(SharedServer.class)
class PayloadLimitIT {

    private static final int LIMIT = 1_000_000;
    private static final int TOO_BIG = 1009;

    private final Endpoint engine;
    private final Endpoint socketIo;

    PayloadLimitIT(TestServer server) {
        engine = Endpoint.engineIo(server);
        socketIo = Endpoint.socketIo(server);
    }

    private static String messageOf(int bytes) {
        return "4" + "x".repeat(bytes - 1);
    }

    @Test
    void aPostOfExactlyTheLimitIsTaken() {
        PollingSession session = PollingSession.open(engine);

        session.send(messageOf(LIMIT));

        assertThat(session.receive()).isEqualTo(messageOf(LIMIT));
    }

    @Test
    void aPostOfOneByteMoreIsRefusedAndTheSessionGoesOn() {
        PollingSession session = PollingSession.open(engine);

        assertThat(session.post(messageOf(LIMIT + 1))).hasStatus(413).hasText("");

        session.assertEchoes();
    }

    @Test
    void aPostIsCountedInBytesNotInCharacters() {
        PollingSession session = PollingSession.open(engine);
        String fitting = "4" + "€".repeat((LIMIT - 1) / 3);

        session.send(fitting);
        assertThat(session.receive()).isEqualTo(fitting);

        assertThat(session.post(fitting + "ü")).hasStatus(413);
        assertThat(session.post("4" + "€".repeat(400_000))).hasStatus(413);
        session.assertEchoes();
    }

    @Test
    void aChunkedPostIsCountedAsItArrives() {
        PollingSession session = PollingSession.open(engine);
        Request fitting = Request.post(session.target(), messageOf(LIMIT)).inChunksOf(8_000);
        Request tooBig = Request.post(session.target(), messageOf(LIMIT + 1)).inChunksOf(8_000);

        assertThat(engine.exchange(fitting)).hasStatus(200);
        assertThat(session.receive()).hasSize(LIMIT);
        assertThat(engine.exchange(tooBig)).hasStatus(413).hasText("");
        session.assertEchoes();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoReadsOnlyAfterSendingFarTooMuchGetsTheWholeAnswer(boolean chunked) {
        PollingSession session = PollingSession.open(engine);
        Request tooBig = Request.post(session.target(), messageOf(3 * LIMIT));
        try (RawHttp post = RawHttp.connect(engine)) {
            // More than sockets hold: a server that answers and closes before it has read it ends the connection here.
            post.sendWhole(chunked ? tooBig.inChunksOf(8_000) : tooBig);
            assertThat(post.answer()).hasStatus(413).hasText("");
        }
        session.assertEchoes();
    }

    @Test
    @Tag("not-wildfly") // answers 400 itself above its max-post-size
    void aPostThatAnnouncesFarTooMuchIsRefusedBeforeItIsSent() {
        PollingSession session = PollingSession.open(engine);
        Request head = Request.of("POST", session.target()).with("Content-Length", "2147483647");
        try (RawHttp post = engine.begin(head)) {
            assertThat(post.answer()).hasStatus(413).hasText("");
        }
        session.assertEchoes();
    }

    @Test
    @Tag("not-tomcat") // asks for the body before the servlet has a say
    void aPostThatAsksFirstIsRefusedBeforeItIsSent() {
        PollingSession session = PollingSession.open(engine);
        Request head = Request.of("POST", session.target())
                .with("Expect", "100-continue")
                .with("Content-Length", Integer.toString(LIMIT + 1));
        try (RawHttp post = engine.begin(head)) {
            assertThat(post.answer()).hasStatus(413).hasText("");
        }
        session.assertEchoes();
    }

    @Test
    void aPostWithoutEndIsRefusedBeforeItsEnd() {
        PollingSession session = PollingSession.open(engine);
        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        Request head = Request.of("POST", session.target()).with("Transfer-Encoding", "chunked");
        try (RawHttp post = engine.begin(head)) {
            for (int sent = 0; sent <= LIMIT; sent += 0x10000) {
                post.writeWhileAccepted(chunk.getBytes(UTF_8));
            }
            assertThat(post.answer()).hasStatus(413);
        }
        session.assertEchoes();
    }

    @Test
    void anAnnouncedLengthReservesNothingAndEndsWithItsConnection() {
        PollingSession session = PollingSession.open(engine);
        Request head = Request.of("POST", session.target()).with("Content-Length", "2147483647");
        try (RawHttp post = engine.begin(head).write("4abc")) {
            engine.letEarlierRequestsArrive();
            post.reset();
        }
        PollingSession.open(engine).assertEchoes();
    }

    @Test
    void afterARefusedPostAClientMayCloseItsSession() {
        PollingSession session = PollingSession.open(engine);
        assertThat(session.post(messageOf(LIMIT + 1))).hasStatus(413);

        assertThat(session.post("1")).hasStatus(200);

        session.assertUnknown();
    }

    @ParameterizedTest
    @ValueSource(ints = {LIMIT, 400_000})
    void aTextMessageUpToTheLimitIsTaken(int fragment) {
        try (WebSocketSession session = WebSocketSession.open(engine)) {
            session.socket().sendInFragments(Frame.text(messageOf(LIMIT)), fragment);
            assertThat(session.receive()).isEqualTo(messageOf(LIMIT));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {LIMIT + 1, 400_000})
    void aTextMessageOfOneByteMoreClosesWith1009(int fragment) {
        try (WebSocketSession session = WebSocketSession.open(engine)) {
            session.socket().sendInFragments(Frame.text(messageOf(LIMIT + 1)), fragment);
            assertThat(session.socket().awaitCloseCode()).isEqualTo(TOO_BIG);
        }
    }

    @Test
    void aTextMessageIsCountedInBytesNotInCharacters() {
        try (WebSocketSession session = WebSocketSession.open(engine)) {
            String fitting = "4" + "€".repeat((LIMIT - 1) / 3);
            session.send(fitting);
            assertThat(session.receive()).isEqualTo(fitting);
            session.send("4" + "€".repeat(400_000));
            assertThat(session.socket().awaitCloseCode()).isEqualTo(TOO_BIG);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {LIMIT, 300_000})
    void aBinaryMessageUpToTheLimitIsTaken(int fragment) {
        try (RawWebSocket socket = RawWebSocket.open(engine, engine.webSocket())) {
            socket.receiveText();
            socket.sendInFragments(Frame.binary(new byte[LIMIT]), fragment);
            assertThat(WebSocketSession.receive(socket)).startsWith("bAAAA");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {LIMIT + 1, 300_000})
    void aBinaryMessageOfOneByteMoreClosesWith1009(int fragment) {
        try (RawWebSocket socket = RawWebSocket.open(engine, engine.webSocket())) {
            socket.receiveText();
            socket.sendInFragments(Frame.binary(new byte[LIMIT + 1]), fragment);
            assertThat(socket.awaitCloseCode()).isEqualTo(TOO_BIG);
        }
    }

    @Test
    void whatTheServerSendsIsNotLimited() {
        try (EngineSession session = Transport.WEBSOCKET.join(socketIo)) {
            String event = "42[\"message\",\"" + "x".repeat(LIMIT - 14 - 2) + "\"]";
            session.send(event);
            assertThat(session.receive()).hasSize(LIMIT + 5);
        }
    }
}
