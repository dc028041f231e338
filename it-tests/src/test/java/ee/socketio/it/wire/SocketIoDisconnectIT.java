package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.it.TestServer;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a client leaves namespaces, and what is left of it afterwards. */
@ExtendWith(SharedServer.class)
class SocketIoDisconnectIT {

    private static final Pattern CONNECTED = Pattern.compile("40/test,\\{\"sid\":\"([^\"]+)\"}");

    private final Endpoint socketIo;

    SocketIoDisconnectIT(TestServer server) {
        socketIo = Endpoint.socketIo(server);
    }

    /** Leaves a namespace, and gives the server time to see it. */
    private void leave(EngineSession session, String packet) {
        session.send(packet);
        socketIo.letEarlierRequestsArrive();
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aClientThatLeftMayJoinAgainUnderANewId(Transport transport) {
        try (EngineSession session = transport.open(socketIo)) {
            session.send("40");
            String first = session.receive();
            assertThat(session.receive()).isEqualTo("42[\"auth\",{}]");
            leave(session, "41");
            session.send("40{\"again\":1}");
            assertThat(session.receive()).startsWith("40{\"sid\":").isNotEqualTo(first);
            assertThat(session.receive()).isEqualTo("42[\"auth\",{\"again\":1}]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"41", "41/,", "41/"})
    void leavingHasNoAnswer(String packet) {
        try (EngineSession session = Transport.WEBSOCKET.join(socketIo)) {
            leave(session, packet);
            session.send("40");
            assertThat(session.receive()).startsWith("40{");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"41/custom,", "41/custom"})
    void leavingOneNamespaceLeavesTheOthersAlone(String packet) {
        try (EngineSession session = Transport.WEBSOCKET.join(socketIo)) {
            session.send("40/custom,");
            assertThat(session.receive()).startsWith("40/custom,");
            assertThat(session.receive()).startsWith("42/custom,");
            leave(session, packet);
            session.send("420[\"echo\",1]");
            assertThat(session.receive()).isEqualTo("430[1]");
            session.send("40/custom,");
            assertThat(session.receive()).startsWith("40/custom,");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aNamespaceThatWasLeftIsNotJoinedAnyMore(Transport transport) {
        try (EngineSession session = transport.join(socketIo)) {
            leave(session, "41");
            session.send("42[\"message\"]");
            session.awaitClosed();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    @Tag("beyond-reference")
    void packetsThatComeTogetherTakeEffectOneAfterTheOther(Transport transport) {
        try (EngineSession session = transport.join(socketIo)) {
            session.send("41", "40");
            assertThat(session.receive()).startsWith("40{");
            assertThat(session.receive()).startsWith("42[\"auth\"");
            session.send("41", "42[\"message\"]");
            session.awaitClosed();
        }
    }

    @Test
    void aClientThatLeftGetsNoBroadcast() {
        try (EngineSession left = Transport.WEBSOCKET.join(socketIo);
                EngineSession present = Transport.WEBSOCKET.join(socketIo)) {
            left.send("420[\"join\",\"left room\"]");
            assertThat(left.receive()).isEqualTo("430[]");
            leave(left, "41");
            left.send("40/custom,");
            assertThat(left.receive()).startsWith("40/custom,");
            assertThat(left.receive()).startsWith("42/custom,");

            present.send("42[\"to-room\",\"left room\",\"news\"]", "42[\"bcast\",1]");
            assertThat(present.receive()).isEqualTo("42[\"bcast\",1]");

            leave(left, "41/custom,");
            left.send("40");
            assertThat(left.receive()).startsWith("40{");
        }
    }

    @Test
    void roomsDoNotOutliveASocket() {
        try (EngineSession session = Transport.WEBSOCKET.join(socketIo)) {
            session.send("420[\"join\",\"room\"]");
            assertThat(session.receive()).isEqualTo("430[]");
            leave(session, "41");
            session.send("40");
            String id =
                    Json.parse(session.receive().substring(2)).asJsonObject().getString("sid");
            assertThat(session.receive()).startsWith("42[\"auth\"");
            session.send("421[\"whoami\"]");
            assertThat(session.receive()).contains("\"rooms\":[\"" + id + "\"]");
        }
    }

    @Test
    void aClientOverPollingLeavesAndClosesAsBrowsersDo() {
        PollingSession session = (PollingSession) Transport.POLLING.join(socketIo);
        try (RawHttp held = session.holdPoll()) {
            session.send("41");
            session.send("1");
            assertThat(held.answer()).hasStatus(200).hasText("6");
        }
        session.assertUnknown();
    }

    @Test
    void aClientOverWebSocketLeavesAndClosesAsBrowsersDo() {
        try (WebSocketSession session = (WebSocketSession) Transport.WEBSOCKET.join(socketIo)) {
            leave(session, "41");
            session.socket().send(Frame.close());
            assertThat(session.socket().awaitCloseCode()).isNotEqualTo(RawWebSocket.ABNORMAL);
        }
    }

    /** Containers may read the messages and the end of a WebSocket on different threads. */
    @Test
    void theLastMessagesBeforeTheEndOfAWebSocketArrive() {
        byte[] lastWords = lastWords();
        List<String> ids = new ArrayList<>();
        for (int client = 0; client < 100; client++) {
            try (WebSocketSession session = WebSocketSession.open(socketIo)) {
                session.send("40/test,");
                Matcher connected = CONNECTED.matcher(session.receive());
                assertThat(connected.matches()).isTrue();
                ids.add(connected.group(1));
                session.socket().write(lastWords);
                session.awaitClosed();
            }
        }
        try (EngineSession witness = Transport.WEBSOCKET.open(socketIo)) {
            witness.send("40/test,");
            assertThat(witness.receive()).startsWith("40/test,");
            for (String id : ids) {
                witness.send("42/test,1[\"reason-of\",\"" + id + "\"]");
                assertThat(witness.receive()).startsWith("43/test,1[{\"reason\":\"client namespace disconnect\"");
            }
        }
    }

    /** Some messages, that the client leaves, and a close frame, in one piece. */
    private static byte[] lastWords() {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (int message = 0; message < 5; message++) {
            frames.writeBytes(
                    Frame.text("42/test,[\"message\"," + message + "]").masked());
        }
        frames.writeBytes(Frame.text("41/test,").masked());
        frames.writeBytes(Frame.close(1000, "").masked());
        return frames.toByteArray();
    }
}
