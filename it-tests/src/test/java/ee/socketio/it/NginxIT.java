package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.ServerOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Two nodes behind nginx, with the configuration of docs/PROXIES.md and real clients: {@code proxy.test.mjs}. */
@Tag("own-options")
class NginxIT {

    /** Shorter than a test, so that GETs are held for longer than one. */
    private static final Duration PING_INTERVAL = Duration.ofMillis(800);

    private static final String POLLING = "/socket.io/?EIO=4&transport=polling";
    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");

    private final HttpClient http = HttpClient.newHttpClient();
    private ProxiedNode a;
    private ProxiedNode b;
    private Nginx nginx;

    @BeforeEach
    void start() throws Exception {
        a = new ProxiedNode("a", options());
        b = new ProxiedNode("b", options());
        nginx = Nginx.before(a.port(), b.port());
    }

    @AfterEach
    void stop() {
        Stream.of(nginx, a, b).filter(each -> each != null).forEach(NginxIT::close);
    }

    @TestFactory
    Stream<DynamicNode> realClients() {
        return ClientRun.all(NodeSuite.install(), "proxy.test.mjs", Map.of("SERVER_URL", nginx.url()));
    }

    @Test
    void theFirstResponseSaysWhichNodeItIs() throws Exception {
        HttpResponse<String> first = get(POLLING, null);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(cookies(first)).singleElement().asString().matches("node=[ab]; Path=/; HttpOnly; SameSite=Lax");

        String cookie = cookies(first).get(0).substring(0, "node=x".length());
        HttpResponse<String> second = get(POLLING + "&sid=" + sid(first), cookie);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(cookies(second)).isEmpty();
    }

    @Test
    void theWrongNodeDoesNotKnowTheSession() throws Exception {
        String session = POLLING + "&sid=" + sid(get(POLLING, "node=a"));

        HttpResponse<String> wrong = get(session, "node=b");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
        assertThat(get(session, "node=a").statusCode()).isEqualTo(200);
    }

    @Test
    void aCookieThatNamesNoNodeIsReplaced() throws Exception {
        assertThat(cookies(get(POLLING, "node=c"))).hasSize(1);
    }

    @Test
    void theClientsOfANodeThatIsDownBeginAnewOnTheOther() throws Exception {
        String session = POLLING + "&sid=" + sid(get(POLLING, "node=a"));
        a.close();

        assertThat(get(session, "node=a").statusCode()).isEqualTo(400);
        String again = sid(get(POLLING, "node=a"));
        assertThat(get(POLLING + "&sid=" + again, "node=a").statusCode()).isEqualTo(200);
    }

    private static ServerOptions options() {
        return TestServer.patientOptions().pingInterval(PING_INTERVAL).build();
    }

    private HttpResponse<String> get(String path, String cookie) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(nginx.url() + path));
        if (cookie != null) {
            request.header("Cookie", cookie);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static List<String> cookies(HttpResponse<String> response) {
        return response.headers().allValues("Set-Cookie");
    }

    private static String sid(HttpResponse<String> handshake) {
        Matcher sid = SID.matcher(handshake.body());
        assertThat(sid.find()).as(handshake.body()).isTrue();
        return sid.group(1);
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
