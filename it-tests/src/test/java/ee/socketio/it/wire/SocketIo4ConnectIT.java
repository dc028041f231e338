package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.it.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How clients of Socket.IO 1.x and 2.x join namespaces: the main one without asking. */
@ExtendWith(SharedServer3.class)
@Tag("eio3")
class SocketIo4ConnectIT {

    private final Endpoint socketIo4;
    private final Endpoint socketIo;

    SocketIo4ConnectIT(TestServer server) {
        socketIo4 = Endpoint.socketIo(server);
        socketIo = socketIo4.revision3();
    }

    private static void assertReceives(EngineSession session, String... packets) {
        for (String packet : packets) {
            assertThat(session.receive()).isEqualTo(packet);
        }
    }

    @Test
    @Tag("beyond-reference")
    void theAnswerToTheHandshakeTellsThatTheClientIsInTheMainNamespace() {
        Answer answer = socketIo.get(socketIo.polling());

        assertThat(answer)
                .hasStatus(200)
                .hasContentType("text/plain;charset=utf-8")
                .hasHeader("Content-Length", Integer.toString(answer.body().length));
        assertThat(answer.text()).matches("118:0\\{[^}]+}2:40(13:42\\[\"auth\",\\{}])?");
    }

    @Test
    @Tag("beyond-reference")
    void aScriptTellsItToo() {
        assertThat(socketIo.get(socketIo.polling() + "&j=3").text())
                .matches("___eio\\[3]\\(\"118:0\\{[^}]+}2:40(13:42\\[\\\\\"auth\\\\\",\\{}])?\"\\);");
    }

    @Test
    void theSecondFrameTellsThatTheClientIsInTheMainNamespace() {
        try (RawWebSocket socket = RawWebSocket.open(socketIo, socketIo.webSocket())) {
            assertThat(socket.receiveText()).startsWith("0{");
            assertThat(socket.receiveText()).isEqualTo("40");
            assertThat(socket.receiveText()).isEqualTo("42[\"auth\",{}]");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport3.class)
    void theClientIsGreetedAfterItIsIn(Transport3 transport) {
        try (EngineSession session = transport.open(socketIo)) {
            assertReceives(session, "40", "42[\"auth\",{}]");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport3.class)
    void anotherNamespaceIsJoinedByItsNameAndTheAnswerIsBare(Transport3 transport) {
        try (EngineSession session = transport.join(socketIo)) {
            session.send("40/custom,");
            assertReceives(session, "40/custom,", "42/custom,[\"auth\",{}]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"40/custom", "40/custom?", "40/custom?,"})
    void theCommaMayBeMissingAndTheQueryEmpty(String packet) {
        try (EngineSession session = Transport3.WEBSOCKET.join(socketIo)) {
            session.send(packet);
            assertReceives(session, "40/custom,", "42/custom,[\"auth\",{}]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"40/custom?token=abc&u=a%20b%2Cc%C3%BC,", "40/custom?token=abc&u=a+b%2Cc%C3%BC"})
    void theQueryOfTheNamespaceIsWhatLaterClientsSendAsAuth(String packet) {
        for (Transport3 transport : Transport3.values()) {
            try (EngineSession session = transport.join(socketIo)) {
                session.send(packet);
                assertReceives(session, "40/custom,", "42/custom,[\"auth\",{\"token\":\"abc\",\"u\":\"a b,cü\"}]");
            }
        }
    }

    @Test
    void theQueryOfTheNamespaceMayBeRepeatedWithEveryPacket() {
        try (EngineSession session = Transport3.WEBSOCKET.join(socketIo)) {
            session.send("40/test?a=b,");
            assertReceives(session, "40/test,");
            session.send("42/test,0[\"echo\",1]");
            assertReceives(session, "43/test,0[1]");
        }
    }

    @Test
    void aNamespaceMayBeMadeForTheClient() {
        try (EngineSession session = Transport3.WEBSOCKET.join(socketIo)) {
            session.send("40/dynamic-7?x=1,");
            assertReceives(session, "40/dynamic-7,", "42/dynamic-7,[\"hello\",\"/dynamic-7\"]");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport3.class)
    void namespacesThatAreAskedForAtOnceComeAfterTheMainOne(Transport3 transport) {
        try (EngineSession session = transport.open(socketIo)) {
            session.send("40/custom,", "40/test,", "42[\"message\",1]");
            assertReceives(session, "40", "42[\"auth\",{}]");
            String all = session.receive() + session.receive() + session.receive() + session.receive();
            assertThat(all).contains("40/custom,42/custom,[\"auth\",{}]", "40/test,", "42[\"message-back\",1]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"40/nope,", "40/nope", "40/nope?x=1,", "40/nope?x=1"})
    @Tag("beyond-reference")
    void anUnknownNamespaceIsRefusedWithAText(String packet) {
        try (EngineSession session = Transport3.WEBSOCKET.join(socketIo)) {
            session.send(packet);
            assertReceives(session, "44/nope,\"Invalid namespace\"");
            session.send("42[\"message\"]");
            assertReceives(session, "42[\"message-back\"]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/Custom", "//custom", "/custom/", "/ü €", "/__proto__", "/constructor", "/custom#x"})
    @Tag("beyond-reference")
    void noOtherNameIsTakenForAKnownOne(String namespace) {
        try (EngineSession session = Transport3.WEBSOCKET.join(socketIo)) {
            session.send("40" + namespace + ",");
            assertReceives(session, "44" + namespace + ",\"Invalid namespace\"");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport3.class)
    void aRefusalWithDataIsThatData(Transport3 transport) {
        try (EngineSession session = transport.join(socketIo)) {
            session.send("40/forbidden,");
            assertReceives(session, "44/forbidden,{\"code\":42}");
            session.send("42[\"message\"]");
            assertReceives(session, "42[\"message-back\"]");
        }
    }

    @Test
    void theIdInTheMainNamespaceIsThatOfTheSession() {
        for (Transport3 transport : Transport3.values()) {
            try (EngineSession session = transport.join(socketIo)) {
                session.send("420[\"whoami\"]");
                String id = "\"" + session.sid() + "\"";
                assertThat(session.receive())
                        .startsWith("430[{\"id\":" + id + ",")
                        .contains("\"rooms\":[" + id + "]", "\"recovered\":false");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"40", "40/", "40/,", "40/?a=b,"})
    void aClientThatAsksForTheMainNamespaceIsDisconnected(String packet) {
        try (EngineSession session = Transport3.WEBSOCKET.join(socketIo)) {
            session.send(packet);
            session.awaitClosed();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"40/custom,", "40/custom", "40/custom?again=1,"})
    void aSecondConnectToANamespaceClosesTheConnection(String packet) {
        try (EngineSession session = Transport3.WEBSOCKET.join(socketIo)) {
            session.send("40/custom,");
            assertReceives(session, "40/custom,", "42/custom,[\"auth\",{}]");
            session.send(packet);
            session.awaitClosed();
        }
    }

    @Test
    void aClientThatWantsNothingElseStays() {
        Stopwatch opened = Stopwatch.started();
        try (WebSocketSession session = (WebSocketSession) Transport3.WEBSOCKET.join(socketIo)) {
            assertThat(session.socket().isSilentFor(Duration.ofMillis(1500))).isTrue();
            session.send("42[\"message\"]");
            assertReceives(session, "42[\"message-back\"]");
            assertThat(opened.elapsed()).isGreaterThan(Duration.ofSeconds(1));
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void clientsOfRevision4StillHaveToAsk(Transport transport) {
        try (EngineSession session = transport.open(socketIo4)) {
            session.send("40/custom?token=abc,");
            assertReceives(session, "44/custom?token=abc,{\"message\":\"Invalid namespace\"}");
            session.send("40");
            assertThat(session.receive()).matches("40\\{\"sid\":\"[A-Za-z0-9_-]{20}\"}");
        }
    }
}
