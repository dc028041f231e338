package ee.socketio.it.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An application with CDI, JSON-B and protected URLs, as users deploy it: a client is who the container says on either transport,
 * and observers are told in order.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ApplicationIT {

    private static final byte[] SIGNATURE = {0, 1, -1, 127, -128};
    private static final Map<String, Object> ORDER = Map.of(
            "lines", List.of(Map.of("item", "pen", "count", 2), Map.of("item", "ink", "count", 3)),
            "to", Map.of("street", "Höhenstraße", "number", 7),
            "signature", ByteBuffer.wrap(SIGNATURE));

    @ArquillianResource
    private URI application;

    @Deployment(testable = false)
    static WebArchive application() {
        return ApplicationWar.create("application");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ann:wrong", "nobody:nobody-secret"})
    void onlyThoseWhomTheContainerKnowsGetIn(String credentials) throws Exception {
        HttpResponse<String> answer = poll(credentials);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(value -> assertThat(value).startsWithIgnoringCase("basic"));
        assertThat(refusalOfWebSocket(credentials)).isEqualTo(401);
    }

    @Test
    void whoLacksTheRoleDoesNotGetIn() throws Exception {
        assertThat(poll("vic:vic-secret").statusCode()).isEqualTo(403);
        assertThat(refusalOfWebSocket("vic:vic-secret")).isEqualTo(403);
    }

    @ParameterizedTest
    @EnumSource(DeskClient.Transports.class)
    void aSocketIsWhoTheContainerSays(DeskClient.Transports transports) {
        try (DeskClient ann = DeskClient.of(application, "ann", transports).connect("/desk");
                DeskClient max = DeskClient.of(application, "max", transports).connect("/desk")) {
            assertThat(settled(ann, transports))
                    .isEqualTo(Map.of("name", "ann", "roles", List.of("clerk"), "transport", transports.last()));
            assertThat(settled(max, transports))
                    .isEqualTo(Map.of(
                            "name", "max", "roles", List.of("clerk", "manager"), "transport", transports.last()));
        }
    }

    @ParameterizedTest
    @EnumSource(DeskClient.Transports.class)
    void aSocketReachesTheHttpSessionOfItsUserAndEndsWithIt(DeskClient.Transports transports) throws Exception {
        CookieManager cookies = new CookieManager();
        HttpClient browser = HttpClient.newBuilder().cookieHandler(cookies).build();
        session(browser, "");
        session(browser, ""); // Tomcat gives out another id when it keeps in the session who the user is
        List<String> sent = cookies.getCookieStore().getCookies().stream()
                .map(HttpCookie::toString)
                .toList();
        try (DeskClient ann =
                        DeskClient.of(application, "ann", transports, sent).connect("/desk");
                DeskClient elsewhere =
                        DeskClient.of(application, "ann", transports).connect("/desk")) {
            settled(ann, transports);
            assertThat(ann.ask("visit")).isEqualTo(1);
            assertThat(session(browser, "?rename")).isEqualTo("1");
            assertThat(ann.ask("visit")).isEqualTo(2);
            assertThat(elsewhere.ask("visit")).as("without an HTTP session").isEqualTo(0);

            assertThat(session(browser, "?end")).isEqualTo("2");

            assertThat(ann.end()).isEqualTo("io server disconnect");
            assertThat(elsewhere.ask("visit")).as("another client of ann").isEqualTo(0);
        }
    }

    /** What the rest of the application answers to ann's browser. */
    private String session(HttpClient browser, String query) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(application.resolve("session" + query))
                .header("Authorization", DeskClient.basic("ann:ann-secret"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = browser.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    /** Who a client is once it is on its last transport. */
    private static Map<?, ?> settled(DeskClient client, DeskClient.Transports transports) {
        Predicate<Object> settled = answer -> transports.last().equals(((Map<?, ?>) answer).get("transport"));
        Object identity = client.askUntil("who-am-i", settled);
        assertThat(identity).matches(settled);
        return (Map<?, ?>) identity;
    }

    @ParameterizedTest
    @EnumSource(DeskClient.Transports.class)
    void recordsAndBeansTravelAsJsonAndTheirBytesAsBytes(DeskClient.Transports transports) {
        try (DeskClient ann = DeskClient.of(application, "ann", transports)) {
            assertThat(ann.connect("/desk").ask("order", ORDER))
                    .isEqualTo(Map.of(
                            "clerk",
                            "ann",
                            "pieces",
                            5,
                            "to",
                            Map.of("street", "Höhenstraße", "number", 7),
                            "signature",
                            ByteBuffer.wrap(SIGNATURE)));
        }
    }

    @ParameterizedTest
    @EnumSource(DeskClient.Transports.class)
    void observersAreToldInTheOrderOfWhatHappens(DeskClient.Transports transports) {
        try (DeskClient witness = DeskClient.of(application, "max", transports);
                DeskClient ann = DeskClient.of(application, "ann", transports)) {
            ann.connect("/desk");
            ann.emit("note");
            ann.ask("order", ORDER);
            String id = ann.id();
            ann.leave();

            witness.connect("/lounge");
            assertThat(witness.askUntil("journal-of", journal -> ((List<?>) journal).size() == 5, id))
                    .isEqualTo(List.of(
                            "connected",
                            "event note",
                            "event order",
                            "order of 2",
                            "disconnected client namespace disconnect"));
        }
    }

    @ParameterizedTest
    @EnumSource(DeskClient.Transports.class)
    void aBeanTellsEverybodyThroughTheInjectedServer(DeskClient.Transports transports) {
        try (DeskClient max = DeskClient.of(application, "max", transports);
                DeskClient overPolling = DeskClient.of(application, "ann", DeskClient.Transports.POLLING);
                DeskClient overWebSocket = DeskClient.of(application, "ann", DeskClient.Transports.WEBSOCKET)) {
            List<DeskClient> everybody = List.of(max, overPolling, overWebSocket);
            everybody.forEach(client -> client.connect("/desk"));

            max.emit("publish", "Closed on Sunday");

            everybody.forEach(
                    client -> assertThat(client.nextNews()).isEqualTo(Map.of("headline", "Closed on Sunday")));
        }
    }

    @ParameterizedTest
    @EnumSource(DeskClient.Transports.class)
    void aHandlerHasABasketForEachSocketAndItsAsynchronousObserverHearsOfTheEnd(DeskClient.Transports transports) {
        try (DeskClient witness = DeskClient.of(application, "max", transports).connect("/desk");
                DeskClient other = DeskClient.of(application, "max", transports).connect("/counter");
                DeskClient ann = DeskClient.of(application, "ann", transports).connect("/counter")) {
            assertThat(ann.ask("put", Map.of("item", "pen", "count", 2))).isEqualTo(2);
            assertThat(other.ask("put", Map.of("item", "pen", "count", 10))).isEqualTo(10);
            assertThat(ann.ask("put", Map.of("item", "ink", "count", 3))).isEqualTo(5);
            assertThat(ann.ask("pay")).isEqualTo("paid for 5");
            assertThat(witness.nextNews()).isEqualTo(Map.of("headline", "5 sold"));
            String id = ann.id();
            ann.leave();

            other.leave();
            DeskClient reader = DeskClient.of(application, "max", transports).connect("/lounge");
            assertThat(reader.askUntil("journal-of", journal -> ((List<?>) journal).size() == 6, id))
                    .isEqualTo(List.of("event put", "put pen", "event put", "put ink", "event pay", "gone with 5"));
            reader.close();
        }
    }

    private HttpResponse<String> poll(String credentials) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(application.resolve("socket.io/?EIO=4&transport=polling"));
        if (!credentials.isEmpty()) {
            request.header("Authorization", DeskClient.basic(credentials));
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    /** The status with which a handshake is refused. */
    private int refusalOfWebSocket(String credentials) {
        WebSocket.Builder handshake = HttpClient.newHttpClient().newWebSocketBuilder();
        if (!credentials.isEmpty()) {
            handshake.header("Authorization", DeskClient.basic(credentials));
        }
        URI url = URI.create(application
                .resolve("socket.io/?EIO=4&transport=websocket")
                .toString()
                .replaceFirst("^http", "ws"));
        int[] status = new int[1];
        assertThatThrownBy(() ->
                        handshake.buildAsync(url, new WebSocket.Listener() {}).join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refusal -> status[0] = refusal.getResponse().statusCode());
        return status[0];
    }
}
