package ee.socketio.it;

import static ee.socketio.it.JavaClient.ask;
import static ee.socketio.it.JavaClient.emit;
import static org.assertj.core.api.Assertions.assertThat;

import io.socket.client.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** How connections of the Java client upgrade, end and come back, over each transport. */
@ParameterizedClass
@EnumSource(JavaClient.Transports.class)
class JavaClientConnectionIT {

    private static final int COUNT = 500;
    private static final int MAX_PAYLOAD = 1_000_000;

    private static TestServer server;

    @Parameter
    private JavaClient.Transports transports;

    private JavaClient client;

    @BeforeAll
    static void startServer() {
        server = TestServer.start(TestServer.Listeners.EXECUTOR);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void openClient() {
        client = JavaClient.of(server, transports);
    }

    @AfterEach
    void closeClient() {
        client.close();
    }

    /** What the server tells of a socket of {@code /test} that went away; waits for that if need be. */
    private Map<?, ?> departureOf(String id) {
        try (JavaClient witness = JavaClient.of(server, JavaClient.Transports.WEBSOCKET)) {
            return (Map<?, ?>) ask(witness.connect("/test"), "reason-of", id).get(0);
        }
    }

    private static Object reasonOf(Arrivals disconnects) {
        return disconnects.next().get(0);
    }

    private static List<List<Object>> numbered(Object payload) {
        return IntStream.range(0, COUNT).mapToObj(i -> List.of(i, payload)).toList();
    }

    @Test
    void fiveHundredMessagesInBothDirectionsArriveInOrderWhileTheConnectionUpgrades() {
        Socket socket = client.connect("/test");
        Socket root = client.connect("/");
        Arrivals ticks = Arrivals.of(socket, "tick");
        Arrivals back = Arrivals.of(root, "echo2");
        ByteBuffer payload = ByteBuffer.wrap(new byte[] {1, 2, 3});
        for (int i = 0; i < COUNT; i++) {
            emit(root, "echo2", i, "payload");
            emit(socket, "burst", i, 1, payload);
            if (i == COUNT - 100) {
                client.settle();
            }
        }
        assertThat(back.next(COUNT)).isEqualTo(numbered("payload"));
        assertThat(ticks.next(COUNT)).isEqualTo(numbered(payload));
        ask(root, "echo");
        ask(socket, "echo");
        assertThat(back.rest()).isEmpty();
        assertThat(ticks.rest()).isEmpty();
    }

    @Test
    void theServerSendsASocketAwayAndKeepsTheOthers() {
        Socket socket = client.connectSettled("/test");
        Socket root = client.connect("/");
        String id = socket.id();
        Arrivals disconnects = Arrivals.of(socket, Socket.EVENT_DISCONNECT);
        emit(socket, "disconnect-me", false);
        assertThat(reasonOf(disconnects)).isEqualTo("io server disconnect");
        assertThat(departureOf(id).get("reason")).isEqualTo("server namespace disconnect");
        assertThat(ask(root, "echo", "still here")).isEqualTo(List.of("still here"));
    }

    @Test
    void theServerSendsAClientAwayWithAllItsNamespaces() {
        Socket socket = client.connectSettled("/test");
        String id = socket.id();
        List<Arrivals> disconnects = new ArrayList<>();
        for (String namespace : List.of("/test", "/", "/custom")) {
            disconnects.add(Arrivals.of(client.connect(namespace), Socket.EVENT_DISCONNECT));
        }
        emit(socket, "disconnect-me", true);
        assertThat(disconnects).extracting(JavaClientConnectionIT::reasonOf).containsOnly("io server disconnect");
        assertThat(departureOf(id).get("reason")).isEqualTo("server namespace disconnect");
    }

    @Test
    void theClientDisconnectsAndStillHasItsRoomsMeanwhile() {
        Socket socket = client.connectSettled("/test");
        String id = socket.id();
        ask(socket, "join", List.of("a room"));
        Arrivals disconnects = Arrivals.of(socket, Socket.EVENT_DISCONNECT);
        socket.disconnect();
        assertThat(reasonOf(disconnects)).isEqualTo("io client disconnect");
        Map<?, ?> departure = departureOf(id);
        assertThat(departure.get("reason")).isEqualTo("client namespace disconnect");
        assertThat((List<?>) departure.get("rooms")).map(Object::toString).containsExactlyInAnyOrder(id, "a room");
    }

    @Test
    void aClientWhoseConnectionTheServerClosedComesBackAsANewSocket() {
        Socket socket = client.connectSettled("/test");
        String id = socket.id();
        Arrivals disconnects = Arrivals.of(socket, Socket.EVENT_DISCONNECT);
        Arrivals connects = Arrivals.of(socket, Socket.EVENT_CONNECT);
        emit(socket, "close-engine");
        assertThat(reasonOf(disconnects)).isEqualTo("transport close");
        connects.next();
        assertThat(socket.id()).isNotEqualTo(id);
        assertThat(ask(socket, "echo", "back")).isEqualTo(List.of("back"));
        assertThat(departureOf(id).get("reason")).isEqualTo("forced close");
    }

    @Test
    void aPacketJustBelowTheLimitPasses() {
        Socket socket = client.connectSettled("/test");
        String text = "x".repeat(MAX_PAYLOAD - 100);
        assertThat(ask(socket, "echo", text).get(0).equals(text)).isTrue();
    }

    @Test
    void aPacketOverTheLimitEndsTheConnection() {
        Socket socket = client.withoutReconnection().connectSettled("/test");
        boolean polling = transports == JavaClient.Transports.POLLING;
        String id = socket.id();
        Arrivals disconnects = Arrivals.of(socket, Socket.EVENT_DISCONNECT);
        emit(socket, "echo", "x".repeat(MAX_PAYLOAD));
        assertThat(reasonOf(disconnects)).isEqualTo(polling ? "transport error" : "transport close");
        // Over polling the client still says goodbye; a WebSocket is closed by the server.
        assertThat(departureOf(id).get("reason")).isEqualTo(polling ? "transport close" : "transport error");
    }

    @Test
    void aClientThatSentTooMuchComesBack() {
        Socket socket = client.connectSettled("/test");
        Arrivals connects = Arrivals.of(socket, Socket.EVENT_CONNECT);
        emit(socket, "echo", "x".repeat(MAX_PAYLOAD));
        connects.next();
        assertThat(ask(socket, "echo", "back")).isEqualTo(List.of("back"));
    }
}
