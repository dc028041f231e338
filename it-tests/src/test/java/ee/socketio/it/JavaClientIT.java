package ee.socketio.it;

import static ee.socketio.it.JavaClient.ask;
import static ee.socketio.it.JavaClient.asking;
import static ee.socketio.it.JavaClient.emit;
import static org.assertj.core.api.Assertions.assertThat;

import io.socket.client.Ack;
import io.socket.client.AckWithTimeout;
import io.socket.client.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the Java client exchanges with the server, over each transport. */
@ParameterizedClass
@EnumSource(JavaClient.Transports.class)
class JavaClientIT {

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

    private static ByteBuffer bytes(int... values) {
        byte[] bytes = new byte[values.length];
        IntStream.range(0, values.length).forEach(i -> bytes[i] = (byte) values[i]);
        return ByteBuffer.wrap(bytes);
    }

    private void assertComesBack(Object... args) {
        Socket socket = client.connect("/");
        Arrivals back = Arrivals.of(socket, "message-back");
        emit(socket, "message", args);
        assertThat(ask(socket, "message-with-ack", args)).isEqualTo(Arrays.asList(args));
        assertThat(back.next()).isEqualTo(Arrays.asList(args));
    }

    @Test
    void textComesBackUnchanged() {
        assertComesBack("hello", "", "\"'\\ \r\n\t </script>", "42[\"message\",\"x\"]");
    }

    @Test
    void unicodeComesBackUnchanged() {
        assertComesBack("Grüße, Привет, 你好", "😀 👩‍👩‍👧", "a\u2028b\u2029c", "a\u0000b", "a\u001eb\u001e");
    }

    @Test
    void numbersBooleansNullAndNestingComeBackUnchanged() {
        assertComesBack(0, -1, 42, 1.5, 9_007_199_254_740_991L, true, false, null);
        assertComesBack(List.of(Map.of("a", List.of(1, Map.of("b", List.of()))), Map.of()), Map.of("", "empty key"));
    }

    @Test
    void attachmentsComeBackByteForByte() {
        byte[] random = new byte[100_000];
        new Random(1).nextBytes(random);
        assertComesBack(bytes(1, 2, 3), bytes(IntStream.range(0, 256).toArray()), ByteBuffer.wrap(random));
    }

    @Test
    void attachmentsInsideObjectsInsideArraysComeBackByteForByte() {
        assertComesBack(
                List.of(Map.of("file", bytes(1, 2)), Map.of("parts", List.of(bytes(3), List.of(bytes(4, 5))))),
                "text",
                Map.of("deep", Map.of("deeper", bytes(6))));
    }

    @Test
    void eachAckReachesItsOwnCallback() {
        Socket socket = client.connect("/");
        List<Arrivals> answers = IntStream.range(0, 100)
                .mapToObj(i -> asking(socket, "echo", i, bytes(i)))
                .toList();
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).next()).isEqualTo(List.of(i, bytes(i)));
        }
    }

    @Test
    void anAckMayBeEmpty() {
        assertThat(ask(client.connect("/"), "echo")).isEmpty();
    }

    @Test
    void theClientAnswersAQuestionOfTheServer() {
        Socket socket = client.connect("/test");
        socket.on("question", args -> ((Ack) args[args.length - 1]).call(args[0], "answer", new byte[] {9}));
        assertThat(ask(socket, "ask", Map.of("bytes", bytes(1, 2))))
                .isEqualTo(List.of(Map.of("bytes", bytes(1, 2)), "answer", bytes(9)));
    }

    @Test
    void theServerStopsWaitingForAnAnswerWhenItsTimeIsOver() {
        Socket socket = client.connect("/test");
        assertThat(ask(socket, "ask-with-timeout", 50)).isEqualTo(List.of("timeout"));
        assertThat(ask(socket, "echo", "still here")).isEqualTo(List.of("still here"));
    }

    @Test
    void theClientStopsWaitingForAnAckWhenItsTimeIsOver() {
        Socket socket = client.connect("/");
        Arrivals timeouts = Arrivals.unnamed("the timeout");
        socket.emit("nobody-listens-to-this", new Object[0], new AckWithTimeout(50) {
            @Override
            public void onSuccess(Object... args) {
                timeouts.add("acked");
            }

            @Override
            public void onTimeout() {
                timeouts.add("timeout");
            }
        });
        assertThat(timeouts.next()).isEqualTo(List.of("timeout"));
        assertThat(ask(socket, "echo", "still here")).isEqualTo(List.of("still here"));
    }

    @Test
    void theAuthPayloadReachesEachNamespace() {
        Map<String, String> auth = Map.of("token", "größe 😀");
        Socket root = client.prepare("/", auth);
        Socket custom = client.prepare("/custom");
        Arrivals rootAuth = Arrivals.of(root, "auth");
        Arrivals customAuth = Arrivals.of(custom, "auth");
        JavaClient.connect(root);
        JavaClient.connect(custom);
        assertThat(rootAuth.next()).isEqualTo(List.of(auth));
        assertThat(customAuth.next()).isEqualTo(List.of(Map.of()));
    }

    @Test
    void anUnknownNamespaceIsRefusedAsInvalid() {
        assertThat(refusal("/no-such-namespace")).isEqualTo(List.of(Map.of("message", "Invalid namespace")));
    }

    @Test
    void aForbiddenNamespaceIsRefusedWithTheMessageAndTheDataOfTheMiddleware() {
        assertThat(refusal("/forbidden"))
                .isEqualTo(List.of(Map.of("message", "not allowed", "data", Map.of("code", 42))));
    }

    private List<Object> refusal(String namespace) {
        Socket root = client.connect("/");
        Socket refused = client.prepare(namespace);
        Arrivals refusals = Arrivals.of(refused, Socket.EVENT_CONNECT_ERROR);
        refused.connect();
        List<Object> refusal = refusals.next();
        assertThat(refused.connected()).isFalse();
        assertThat(ask(root, "echo", "still here")).isEqualTo(List.of("still here"));
        return refusal;
    }

    @Test
    void severalNamespacesShareOneConnection() {
        Socket root = client.connect("/");
        Socket test = client.connect("/test");
        Arrivals strays = Arrivals.of(test, "message-back");
        assertThat(root.id()).isNotEqualTo(test.id());
        emit(root, "message", "for the root");
        assertThat(ask(root, "echo", "root")).isEqualTo(List.of("root"));
        assertThat(ask(test, "echo", "test")).isEqualTo(List.of("test"));
        assertThat(strays.rest()).isEmpty();
    }

    @Test
    void aMessageToRoomsReachesEachMemberOnceAndNobodyElse() {
        List<String> rooms = List.of("a " + UUID.randomUUID(), "b " + UUID.randomUUID());
        Socket sender = client.connect("/test");
        try (JavaClient second = JavaClient.of(server, transports);
                JavaClient third = JavaClient.of(server, transports)) {
            Socket member = second.connect("/test");
            Socket outsider = third.connect("/test");
            ask(member, "join", rooms);
            Arrivals atSender = Arrivals.of(sender, "news");
            Arrivals atMember = Arrivals.of(member, "news");
            Arrivals atOutsider = Arrivals.of(outsider, "news");
            emit(sender, "to-rooms", rooms, List.of(), "news", "text", bytes(1, 2));
            ask(sender, "echo");
            ask(member, "echo");
            ask(outsider, "echo");
            assertThat(atMember.rest()).isEqualTo(List.of(List.of("text", bytes(1, 2))));
            assertThat(atSender.rest()).isEmpty();
            assertThat(atOutsider.rest()).isEmpty();
        }
    }
}
