package ee.socketio.it;

import static ee.socketio.it.JavaClient.ask;
import static ee.socketio.it.JavaClient.connect;
import static ee.socketio.it.JavaClient.emit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.socket.client.Ack;
import io.socket.client.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/**
 * What the Java client of 1.x exchanges with a server, over the transports of a name of {@link JavaClient.Transports}. Loaded
 * by {@link OldClientLoader}, with that client, so only what others load is in its type.
 */
public final class OldJavaClientCases implements BiFunction<TestServer, String, Stream<DynamicNode>> {

    private static final int COUNT = 500;

    // The newer client has no names for these events.
    private static final String ERROR = "error";
    private static final String PONG = "pong";

    @Override
    public Stream<DynamicNode> apply(TestServer server, String transports) {
        return cases().entrySet().stream()
                .map(one -> dynamicTest(one.getKey(), () -> {
                    try (JavaClient client = JavaClient.of(server, JavaClient.Transports.valueOf(transports))) {
                        one.getValue().accept(client);
                    }
                }));
    }

    private static Map<String, Consumer<JavaClient>> cases() {
        Map<String, Consumer<JavaClient>> cases = new LinkedHashMap<>();
        cases.put("the client is that of 1.x", OldJavaClientCases::theClientIsOld);
        cases.put("values come back unchanged", OldJavaClientCases::valuesComeBack);
        cases.put("attachments come back byte for byte", OldJavaClientCases::attachmentsComeBack);
        cases.put("question and answer carry attachments", OldJavaClientCases::questionsCarryAttachments);
        cases.put(
                "messages keep their order while the connection upgrades", OldJavaClientCases::messagesKeepTheirOrder);
        cases.put("a socket has the id of its connection", OldJavaClientCases::idsAreThoseOfConnections);
        cases.put("a namespace gets its query", OldJavaClientCases::namespacesGetTheirQueries);
        cases.put("a refusal is the message", OldJavaClientCases::refusalsAreMessages);
        cases.put("a room has text and attachments for its members", OldJavaClientCases::roomsReachTheirMembers);
        cases.put("the server sends a client away", OldJavaClientCases::theServerSendsAway);
        cases.put("the client disconnects", OldJavaClientCases::theClientDisconnects);
        cases.put("all namespaces come back with the connection", OldJavaClientCases::namespacesComeBack);
        cases.put("an idle connection lives on over several heartbeats", OldJavaClientCases::idleConnectionsLiveOn);
        return cases;
    }

    private static void theClientIsOld(JavaClient client) {
        assertThat(Socket.class.getClassLoader())
                .extracting(ClassLoader::getName)
                .isEqualTo("old-java-client");
        assertThat(Socket.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .contains("socket.io-client-1.");
    }

    private static void assertComesBack(Socket socket, Object... args) {
        Arrivals back = Arrivals.of(socket, "message-back");
        emit(socket, "message", args);
        assertThat(ask(socket, "message-with-ack", args)).isEqualTo(Arrays.asList(args));
        assertThat(back.next()).isEqualTo(Arrays.asList(args));
    }

    private static ByteBuffer random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    private static void valuesComeBack(JavaClient client) {
        Socket socket = client.connect("/");
        assertComesBack(
                socket, "", "Grüße, Привет, 你好", "😀 👩‍👩‍👧", "a\u2028b\u2029c", "a\u0000b\u001e", "\"'\\ \r\n");
        assertComesBack(socket, 0, -1, 1.5, 9_007_199_254_740_991L, true, false, null);
        assertComesBack(socket, List.of(Map.of("a", List.of(1, Map.of("b", List.of()))), Map.of()), Map.of("", "x"));
        assertComesBack(socket, "語".repeat(100_000));
    }

    private static void attachmentsComeBack(JavaClient client) {
        Socket socket = client.connect("/");
        assertComesBack(socket, random(3), "größe 😀", random(256));
        assertComesBack(socket, List.of(Map.of("file", random(2)), List.of(random(3))), Map.of("deep", random(4)));
        assertComesBack(client.connectSettled("/"), random(200_000), random(120_000));
    }

    private static void questionsCarryAttachments(JavaClient client) {
        Socket socket = client.connect("/test");
        socket.on("question", args -> ((Ack) args[1]).call(args[0], new byte[] {9}));
        List<Object> answer = ask(socket, "ask", Map.of("parts", List.of(random(10), random(150_000))));
        Object question = Map.of("parts", List.of(random(10), random(150_000)));
        assertThat(answer).isEqualTo(List.of(question, ByteBuffer.wrap(new byte[] {9})));
    }

    private static void messagesKeepTheirOrder(JavaClient client) {
        Socket root = client.connect("/");
        Arrivals back = Arrivals.of(root, "echo2");
        for (int i = 0; i < COUNT; i++) {
            emit(root, "echo2", i, i % 5 == 0 ? random(5) : "text");
            if (i == COUNT - 100) {
                client.settle();
            }
        }
        List<List<Object>> expected = IntStream.range(0, COUNT)
                .mapToObj(i -> List.<Object>of(i, i % 5 == 0 ? random(5) : "text"))
                .toList();
        assertThat(back.next(COUNT)).isEqualTo(expected);
    }

    private static void idsAreThoseOfConnections(JavaClient client) {
        Socket root = client.connect("/");
        String namespace = "/own-" + UUID.randomUUID();
        Socket socket = client.connect(namespace);
        assertThat(idOf(ask(root, "whoami").get(0))).isEqualTo(root.id());
        List<?> everybody = (List<?>) ask(socket, "fetch", (Object) null).get(0);
        assertThat(idOf(everybody.get(0)))
                .isEqualTo(namespace + "#" + root.id())
                .isEqualTo(socket.id());
    }

    private static Object idOf(Object description) {
        return ((Map<?, ?>) description).get("id");
    }

    private static void namespacesGetTheirQueries(JavaClient client) {
        connect(client.prepare("/"));
        Socket custom = client.prepareWithQuery("/custom", "token=a%20b%2Cc&x=1");
        Arrivals auth = Arrivals.of(custom, "auth");
        connect(custom);
        assertThat(auth.next()).isEqualTo(List.of(Map.of("token", "a b,c", "x", "1")));
    }

    /** Not the data, if there are any: this client takes such a packet for malformed, and leaves. */
    private static void refusalsAreMessages(JavaClient client) {
        Socket root = client.connect("/");
        Socket unknown = client.prepare("/no-such-namespace");
        Arrivals refusal = Arrivals.of(unknown, ERROR);
        unknown.connect();
        assertThat(refusal.next()).isEqualTo(List.of("Invalid namespace"));
        Socket guarded = client.connect("/guarded");
        Arrivals event = Arrivals.of(guarded, ERROR);
        emit(guarded, "refused");
        assertThat(event.next()).isEqualTo(List.of("not this one 😀"));
        assertThat(ask(root, "echo", "still here")).isEqualTo(List.of("still here"));
    }

    private static void roomsReachTheirMembers(JavaClient client) {
        Socket socket = client.connect("/");
        String room = "room " + UUID.randomUUID();
        ask(socket, "join", room);
        Arrivals news = Arrivals.of(socket, "news");
        emit(socket, "to-room", room, "news", "größe", random(10));
        emit(socket, "to-room", room, "news", "text");
        assertThat(news.next(2)).isEqualTo(List.of(List.of("größe", random(10)), List.of("text")));
    }

    private static void theServerSendsAway(JavaClient client) {
        Socket root = client.connectSettled("/");
        Socket socket = client.connect("/test");
        Arrivals ending = Arrivals.of(socket, Socket.EVENT_DISCONNECT);
        emit(socket, "disconnect-me", false);
        assertThat(ending.next()).isEqualTo(List.of("io server disconnect"));
        assertThat(ask(root, "echo", "still here")).isEqualTo(List.of("still here"));
        Arrivals end = Arrivals.of(root, Socket.EVENT_DISCONNECT);
        emit(root, "kick", root.id());
        assertThat(end.next()).isEqualTo(List.of("io server disconnect"));
    }

    private static void theClientDisconnects(JavaClient client) {
        client.connectSettled("/");
        Socket witness = client.connect("/own-" + UUID.randomUUID());
        Socket socket = client.connect("/test");
        String id = socket.id();
        Arrivals ending = Arrivals.of(socket, Socket.EVENT_DISCONNECT);
        socket.disconnect();
        assertThat(ending.next()).isEqualTo(List.of("io client disconnect"));
        assertThat(((Map<?, ?>) ask(witness, "reason-of", id).get(0)).get("reason"))
                .isEqualTo("client namespace disconnect");
    }

    private static void namespacesComeBack(JavaClient client) {
        Socket root = client.connectSettled("/");
        Socket socket = client.connect("/test");
        Socket custom = connect(client.prepareWithQuery("/custom", "x=1"));
        List<Arrivals> backs = Stream.of(root, socket, custom)
                .map(one -> Arrivals.of(one, Socket.EVENT_CONNECT))
                .toList();
        String id = socket.id();
        Arrivals ending = Arrivals.of(socket, Socket.EVENT_DISCONNECT);
        emit(socket, "close-engine");
        assertThat(ending.next()).isEqualTo(List.of("transport close"));
        backs.forEach(Arrivals::next);
        assertThat(socket.id()).isNotEqualTo(id);
        assertThat(ask(socket, "echo", "back")).isEqualTo(List.of("back"));
    }

    private static void idleConnectionsLiveOn(JavaClient client) {
        Socket socket = client.connectSettled("/");
        String id = socket.id();
        Arrivals.of(socket, PONG).next(5);
        assertThat(ask(socket, "echo", "still here")).isEqualTo(List.of("still here"));
        assertThat(socket.id()).isEqualTo(id);
    }
}
