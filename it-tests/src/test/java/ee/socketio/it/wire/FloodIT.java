package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import ee.socketio.it.TestServer;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Much of what is legal, or nearly legal, from clients that mean no good. */
@ExtendWith(SharedServer.class)
class FloodIT {

    private final Endpoint engine;

    FloodIT(TestServer server) {
        engine = Endpoint.engineIo(server);
    }

    @AfterEach
    void theServerServesOthers() {
        PollingSession.open(engine).assertEchoes();
    }

    private static byte[] frames(String text, int count) {
        byte[] frame = Frame.text(text).masked();
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            frames.writeBytes(frame);
        }
        return frames.toByteArray();
    }

    @Test
    void tenThousandUnsolicitedPongsDoNoHarm() {
        try (WebSocketSession session = WebSocketSession.open(engine)) {
            session.socket().write(frames("3", 10_000));
            session.send("4x");
            assertThat(session.receive()).isEqualTo("4x");
        }
        PollingSession polling = PollingSession.open(engine);
        polling.send("3" + "\u001e3".repeat(10_000));
        polling.assertEchoes();
    }

    @Test
    void tenThousandProbesAreAnsweredAndTheUpgradeGoesOn() {
        PollingSession session = PollingSession.open(engine);
        try (RawWebSocket socket = session.openUpgrade()) {
            for (int batch = 0; batch < 100; batch++) {
                socket.write(frames("2probe", 100));
                for (int i = 0; i < 100; i++) {
                    assertThat(socket.receiveText()).isEqualTo("3probe");
                }
            }
            socket.sendText("5").sendText("4x");
            assertThat(socket.receiveText()).isEqualTo("4x");
        }
    }

    @Test
    void tenThousandMessagesAtOnceAreAllAnswered() {
        try (WebSocketSession session = WebSocketSession.open(engine)) {
            for (int batch = 0; batch < 10; batch++) {
                session.socket().write(frames("4x", 1_000));
                for (int i = 0; i < 1_000; i++) {
                    assertThat(session.receive()).isEqualTo("4x");
                }
            }
        }
    }

    @Test
    @Tag("not-tomcat") // closes a connection after 100 requests
    void aThousandHandshakesThatNobodyFollowsUpDoNoHarm() {
        try (RawHttp connection = RawHttp.connect(engine)) {
            for (int i = 0; i < 1_000; i++) {
                assertThat(connection.exchange(Request.get(engine.polling()))).hasStatus(200);
            }
        }
    }

    @Test
    void aThousandRefusedUpgradesThatAreResetDoNoHarm() {
        Request unknown = Request.upgrade(engine.webSocket("unknown"));
        for (int i = 0; i < 1_000; i++) {
            engine.begin(unknown).reset();
        }
    }

    @Test
    void aThousandUpgradesThatAreResetDoNoHarm() {
        Request handshake = Request.upgrade(engine.webSocket());
        for (int i = 0; i < 1_000; i++) {
            engine.begin(handshake).reset();
        }
    }

    @Test
    void aMessageInOneByteFragmentsIsTakenOrRefusedButNotFatal() {
        try (WebSocketSession session = WebSocketSession.open(engine)) {
            String message = "4" + "x".repeat(200_000);
            session.socket().sendInFragments(Frame.text(message), 1);
            Optional<Frame> answer = session.socket().receiveOrEnd();
            answer.filter(Frame::isText)
                    .ifPresent(echo -> assertThat(echo.text()).isEqualTo(message));
        }
    }

    @Test
    void fragmentsWithoutEndAreStoppedByTheLimit() {
        try (WebSocketSession session = WebSocketSession.open(engine)) {
            session.socket().send(Frame.text("4").unfinished());
            byte[] fragment =
                    Frame.of(Frame.CONTINUATION, new byte[50_000]).unfinished().masked();
            for (int i = 0; i < 20; i++) {
                session.socket().write(fragment);
            }
            assertThat(session.socket().awaitCloseCode()).isEqualTo(1009);
        }
    }

    @Test
    void tenThousandHeadersAreRefused() {
        StringBuilder headers = new StringBuilder("GET " + engine.webSocket() + " HTTP/1.1\r\nHost: localhost\r\n");
        for (int i = 0; i < 10_000; i++) {
            headers.append("X-").append(i).append(": 1\r\n");
        }
        try (RawHttp connection = RawHttp.connect(engine)) {
            connection.writeWhileAccepted(headers.append("\r\n").toString().getBytes(ISO_8859_1));
            connection.answerOrEnd().ifPresent(answer -> assertThat(answer.status())
                    .isBetween(400, 499));
        }
    }

    @Test
    void aHundredEndlessPostsAreRefusedSideBySide() {
        byte[] chunk = ("8000\r\n" + "x".repeat(0x8000) + "\r\n").getBytes(UTF_8);
        List<RawHttp> posts = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                Request head =
                        Request.of("POST", PollingSession.open(engine).target()).with("Transfer-Encoding", "chunked");
                posts.add(engine.begin(head));
            }
            for (int sent = 0; sent <= 1_000_000; sent += 0x8000) {
                posts.forEach(post -> post.writeWhileAccepted(chunk));
            }
            posts.forEach(post -> assertThat(post.answer()).hasStatus(413));
        } finally {
            posts.forEach(RawHttp::close);
        }
    }
}
