package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.servlet.SocketIoServlet;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a deployer gets wrong is said in words. */
class DeploymentIT {

    private final Server jetty = new Server();
    private final ServerConnector connector = new ServerConnector(jetty);
    private final ServletContextHandler context = new ServletContextHandler();
    private final ServletHolder servlet = new ServletHolder("chat", new SocketIoServlet());

    @AfterEach
    void stop() throws Exception {
        jetty.stop();
    }

    @Test
    void pollingWorksWithoutWebSocketInTheContainerAndIsTheOnlyTransportOffered() throws Exception {
        start(Map.of());

        assertThat(get("?EIO=4&transport=polling").body()).contains("\"upgrades\":[]");
        assertThat(get("?EIO=4&transport=websocket").body())
                .isEqualTo("{\"code\":0,\"message\":\"Transport unknown\"}");
    }

    @Test
    void aFilterThatIsNotAsynchronousIsNamedAndStopsPollingOnly() throws Exception {
        JakartaWebSocketServletContainerInitializer.configure(context, null);
        addFilter("audit", new Audit(), false);
        addFilter("metrics", new Metrics(), true);
        start(Map.of());

        HttpResponse<String> answer = get("?EIO=4&transport=polling");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("async-supported").contains("audit").doesNotContain("metrics");
        assertThat(openPacketOfAWebSocket()).startsWith("0{\"sid\":");
        assertThat(get("socket.io.min.js").statusCode()).isEqualTo(200);
    }

    @Test
    void aServletThatIsNotAsynchronousIsNamedAndStopsPollingOnly() throws Exception {
        JakartaWebSocketServletContainerInitializer.configure(context, null);
        servlet.setAsyncSupported(false);
        start(Map.of());

        HttpResponse<String> answer = get("?EIO=4&transport=polling");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("async-supported").contains("chat");
        assertThat(openPacketOfAWebSocket()).startsWith("0{\"sid\":");
    }

    @Test
    void withoutAnyTransportTheDeploymentFails() {
        servlet.setAsyncSupported(false);

        assertThatThrownBy(() -> start(Map.of()))
                .rootCause()
                .hasMessageContaining("No transport is left for 'chat'")
                .hasMessageContaining("the servlet 'chat' lacks async-supported")
                .hasMessageContaining("No WebSocket: the container has no");
    }

    @Test
    void filtersThatAreAsynchronousAreNoProblem() throws Exception {
        addFilter("audit", new Audit(), true);
        start(Map.of());

        assertThat(get("?EIO=4&transport=polling").statusCode()).isEqualTo(200);
    }

    @Test
    void initParamsSetOptions() throws Exception {
        JakartaWebSocketServletContainerInitializer.configure(context, null);
        start(Map.of("pingInterval", "1234", "cors.origin", "https://example.com", "cookie", "affinity"));

        HttpResponse<String> answer = get("?EIO=4&transport=polling");

        assertThat(answer.body()).contains("\"pingInterval\":1234").contains("\"upgrades\":[\"websocket\"]");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("https://example.com");
        assertThat(answer.headers().firstValue("Set-Cookie")).get().asString().startsWith("affinity=");
    }

    @Test
    void aBadOptionFailsTheDeploymentAndNamesNameValueAndRange() {
        assertThatThrownBy(() -> start(Map.of("pingTimeout", "soon")))
                .rootCause()
                .hasMessage("Option 'pingTimeout' is 'soon', but must be a whole number");
    }

    @Test
    void anUnknownOptionFailsTheDeployment() {
        assertThatThrownBy(() -> start(Map.of("pingIntervall", "1000")))
                .rootCause()
                .hasMessageContaining("pingIntervall");
    }

    private void start(Map<String, String> initParams) throws Exception {
        jetty.addConnector(connector);
        context.setContextPath("/app");
        servlet.setInitParameters(initParams);
        servlet.setInitOrder(1);
        context.addServlet(servlet, "/socket.io/*");
        jetty.setHandler(context);
        jetty.start();
    }

    private void addFilter(String name, Filter filter, boolean asyncSupported) {
        FilterHolder holder = new FilterHolder(filter);
        holder.setName(name);
        holder.setAsyncSupported(asyncSupported);
        context.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST));
    }

    private HttpResponse<String> get(String query) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/app/socket.io/" + query);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The first message that the server sends over a WebSocket. */
    private String openPacketOfAWebSocket() throws Exception {
        CompletableFuture<String> first = new CompletableFuture<>();
        WebSocket.Listener listener = new WebSocket.Listener() {
            @Override
            public CompletionStage<?> onText(WebSocket webSocket, CharSequence text, boolean last) {
                first.complete(text.toString());
                return null;
            }
        };
        URI uri =
                URI.create("ws://127.0.0.1:" + connector.getLocalPort() + "/app/socket.io/?EIO=4&transport=websocket");
        WebSocket webSocket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(uri, listener)
                .get(5, TimeUnit.SECONDS);
        try {
            return first.get(5, TimeUnit.SECONDS);
        } finally {
            webSocket.abort();
        }
    }

    private static class Audit implements Filter {
        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            chain.doFilter(request, response);
        }
    }

    private static final class Metrics implements Filter {
        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            chain.doFilter(request, response);
        }
    }
}
