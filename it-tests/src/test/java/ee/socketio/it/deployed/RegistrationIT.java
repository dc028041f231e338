package ee.socketio.it.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An application with the library and nothing else has a server, unless it says no; one that blocks polling still has half of it. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RegistrationIT {

    private static final String POLLING = "socket.io/?EIO=4&transport=polling";
    private static final String OFF = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <context-param>
                <param-name>socketio.selfRegistration</param-name>
                <param-value>false</param-value>
              </context-param>
            </web-app>
            """;

    private final HttpClient http = HttpClient.newHttpClient();

    @Deployment(name = "nothing", testable = false)
    static WebArchive nothing() {
        return ConformanceWar.libraries("nothing");
    }

    @Deployment(name = "off", testable = false)
    static WebArchive off() {
        return ConformanceWar.libraries("off").setWebXML(new StringAsset(OFF));
    }

    @Deployment(name = "blocked", testable = false)
    static WebArchive blocked() {
        return ConformanceWar.libraries("blocked").addClass(NotAsyncFilter.class);
    }

    @Test
    void anApplicationThatMapsNothingHasAServer(@ArquillianResource @OperateOnDeployment("nothing") URI application)
            throws Exception {
        assertThat(get(application, POLLING).body()).startsWith("0{\"sid\":").contains("\"upgrades\":[\"websocket\"]");
        assertThat(get(application, "socket.io/socket.io.min.js").body()).contains("Socket.IO v4");
        assertThat(firstFrame(application)).startsWith("0{\"sid\":");
    }

    @Test
    void oneThatSaysNoHasNone(@ArquillianResource @OperateOnDeployment("off") URI application) throws Exception {
        assertThat(get(application, POLLING).statusCode()).isEqualTo(404);
    }

    @Test
    void aFilterThatIsNotAsynchronousIsNamedAndWebSocketGoesOn(
            @ArquillianResource @OperateOnDeployment("blocked") URI application) throws Exception {
        HttpResponse<String> refusal = get(application, POLLING);

        assertThat(refusal.statusCode()).isEqualTo(500);
        assertThat(refusal.body()).contains("async-supported", "audit");
        assertThat(firstFrame(application)).startsWith("0{\"sid\":");
    }

    private HttpResponse<String> get(URI application, String path) throws Exception {
        return http.send(HttpRequest.newBuilder(resolve(application, path)).build(), BodyHandlers.ofString());
    }

    private String firstFrame(URI application) throws Exception {
        CompletableFuture<String> first = new CompletableFuture<>();
        URI url = URI.create(resolve(application, "socket.io/?EIO=4&transport=websocket")
                .toString()
                .replaceFirst("^http", "ws"));
        WebSocket socket = http.newWebSocketBuilder()
                .buildAsync(url, new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket webSocket, CharSequence text, boolean last) {
                        first.complete(text.toString());
                        return null;
                    }
                })
                .get(20, TimeUnit.SECONDS);
        try {
            return first.get(20, TimeUnit.SECONDS);
        } finally {
            socket.abort();
        }
    }

    private static URI resolve(URI application, String path) {
        return URI.create(application.toString().replaceFirst("/$", "") + "/" + path);
    }
}
