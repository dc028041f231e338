package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.it.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a client joins namespaces. */
@ExtendWith(SharedServer.class)
class SocketIoConnectIT {

    private static final String CONNECTED = "40\\{\"sid\":\"[A-Za-z0-9_-]{20}\"}";
    private static final String CONNECTED_TO_CUSTOM = "40/custom,\\{\"sid\":\"[A-Za-z0-9_-]{20}\"}";

    private final Endpoint socketIo;

    SocketIoConnectIT(TestServer server) {
        socketIo = Endpoint.socketIo(server);
    }

    private WebSocketSession open() {
        return WebSocketSession.open(socketIo);
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aClientIsConnectedOnceItAsks(Transport transport) {
        try (EngineSession session = transport.open(socketIo)) {
            session.send("40");
            assertThat(session.receive()).matches(CONNECTED).doesNotContain(session.sid());
            assertThat(session.receive()).isEqualTo("42[\"auth\",{}]");
        }
    }

    @Test
    void theServerSaysNothingBeforeTheClientAsks() {
        try (RawWebSocket socket = RawWebSocket.open(socketIo, socketIo.webSocket())) {
            assertThat(socket.receiveText()).startsWith("0{");
            assertThat(socket.isSilentFor(Duration.ofMillis(100))).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"40", "40/", "40/,", "401", "40/,7"})
    void theMainNamespaceHasSeveralSpellings(String packet) {
        try (EngineSession session = open()) {
            session.send(packet);
            assertThat(session.receive()).matches(CONNECTED);
            assertThat(session.receive()).isEqualTo("42[\"auth\",{}]");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "40{\"token\":\"x\",\"n\":[1,null]}",
                "40/,{\"token\":\"x\",\"n\":[1,null]}",
                "4012{\"token\":\"x\",\"n\":[1,null]}"
            })
    void theAuthenticationIsAnObject(String packet) {
        try (EngineSession session = open()) {
            session.send(packet);
            assertThat(session.receive()).matches(CONNECTED);
            assertThat(session.receive()).isEqualTo("42[\"auth\",{\"token\":\"x\",\"n\":[1,null]}]");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void anotherNamespaceIsJoinedByItsName(Transport transport) {
        try (EngineSession session = transport.open(socketIo)) {
            session.send("40/custom,{\"t\":1}");
            assertThat(session.receive()).matches(CONNECTED_TO_CUSTOM);
            assertThat(session.receive()).isEqualTo("42/custom,[\"auth\",{\"t\":1}]");
        }
    }

    @Test
    void theCommaAfterALoneNamespaceMayBeMissing() {
        try (EngineSession session = open()) {
            session.send("40/custom");
            assertThat(session.receive()).matches(CONNECTED_TO_CUSTOM);
            assertThat(session.receive()).isEqualTo("42/custom,[\"auth\",{}]");
        }
    }

    @Test
    void severalNamespacesMayBeAskedForAtOnceAndEachHasItsOwnId() {
        try (EngineSession session = PollingSession.open(socketIo)) {
            session.send("40", "40/custom,", "40/nope,");
            String main = null;
            String custom = null;
            String refused = null;
            while (main == null || custom == null || refused == null) {
                String packet = session.receive();
                if (packet.matches(CONNECTED)) {
                    main = packet.substring(2);
                } else if (packet.matches(CONNECTED_TO_CUSTOM)) {
                    custom = packet.substring("40/custom,".length());
                } else if (packet.startsWith("44")) {
                    refused = packet;
                } else {
                    assertThat(packet).contains("[\"auth\",{}]");
                }
            }
            assertThat(main).isNotEqualTo(custom);
            assertThat(refused).isEqualTo("44/nope,{\"message\":\"Invalid namespace\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nope",
                "/a?x=1",
                "/Custom",
                "/custom/",
                "//custom",
                "/custom?token=abc",
                "/ü €",
                "/__proto__",
                "/constructor"
            })
    void anUnknownNamespaceIsRefusedAndTheConnectionStaysOpen(String namespace) {
        try (EngineSession session = open()) {
            session.send("40" + namespace + ",{\"t\":1}");
            assertThat(session.receive()).isEqualTo("44" + namespace + ",{\"message\":\"Invalid namespace\"}");
            session.send("40");
            assertThat(session.receive()).matches(CONNECTED);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aSecondConnectClosesTheConnection(Transport transport) {
        try (EngineSession session = transport.join(socketIo)) {
            session.send("40");
            session.awaitClosed();
        }
    }

    @Test
    void aSecondConnectToANamespaceClosesTheConnectionToAll() {
        try (EngineSession session = Transport.WEBSOCKET.join(socketIo)) {
            session.send("40/custom,");
            assertThat(session.receive()).matches(CONNECTED_TO_CUSTOM);
            assertThat(session.receive()).startsWith("42/custom,");
            session.send("40/custom,");
            session.awaitClosed();
        }
    }

    @Test
    void aClientThatJoinsNothingIsClosed() {
        Stopwatch opened = Stopwatch.started();
        try (WebSocketSession session = open()) {
            assertClosedByTheConnectTimeout(session, opened);
        }
    }

    @Test
    void aRefusedNamespaceDoesNotCountAsJoined() {
        Stopwatch opened = Stopwatch.started();
        try (WebSocketSession session = open()) {
            session.send("40/nope,");
            assertThat(session.receive()).startsWith("44/nope,");
            assertClosedByTheConnectTimeout(session, opened);
        }
    }

    @Test
    void aClientOverPollingThatJoinsNothingIsClosed() {
        Stopwatch opened = Stopwatch.started();
        PollingSession session = PollingSession.open(socketIo);
        Answer answer = session.poll();
        while (answer.text().equals("2")) {
            session.send("3");
            answer = session.poll();
        }
        assertThat(answer).hasStatus(200);
        assertThat(answer.text()).isIn("1", "6\u001e1");
        assertThat(opened.elapsed()).isGreaterThan(Duration.ofMillis(980));
        session.assertUnknown();
    }

    /** Answers heartbeats until the server closes. */
    private static void assertClosedByTheConnectTimeout(WebSocketSession session, Stopwatch opened) {
        Frame frame = session.socket().receive();
        while (frame.isText() && frame.text().equals("2")) {
            session.socket().sendText("3");
            frame = session.socket().receive();
        }
        assertThat(frame).matches(Frame::isClose, "closes");
        assertThat(frame.closeCode()).isIn(RawWebSocket.PLAIN);
        assertThat(opened.elapsed()).isGreaterThan(Duration.ofMillis(980));
    }

    @Test
    void oneJoinEndsTheConnectTimeoutForGood() {
        Stopwatch joined = Stopwatch.started();
        try (WebSocketSession session = (WebSocketSession) Transport.WEBSOCKET.join(socketIo)) {
            session.send("41");
            while (joined.elapsed().compareTo(Duration.ofMillis(1500)) < 0) {
                if (!session.socket().isSilentFor(Duration.ofMillis(100))) {
                    assertThat(session.socket().receiveText()).isEqualTo("2");
                    session.socket().sendText("3");
                }
            }
            session.send("40");
            assertThat(session.receive()).matches(CONNECTED);
        }
    }
}
