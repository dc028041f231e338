package ee.socketio.it;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.Socket;
import ee.socketio.SocketIoServer;
import ee.socketio.servlet.HttpSessions;
import ee.socketio.servlet.SocketIoServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.util.security.Password;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who calls is known on both transports, as everywhere in the application; and goes when the HTTP session does. */
@Timeout(60)
class CallerIT {

    private static final String POLLING = "/socket.io/?EIO=4&transport=polling";
    private static final String WEB_SOCKET = "/socket.io/?EIO=4&transport=websocket";
    private static final String WHO = "42[\"who\",\"alice\",true,false]";
    private static final String WEB_XML = """
            <context-param>
              <param-name>socketio.selfRegistration</param-name><param-value>true</param-value>
            </context-param>
            <context-param>
              <param-name>socketio.disconnectOnSessionEnd</param-name><param-value>true</param-value>
            </context-param>
            <security-constraint>
              <web-resource-collection>
                <web-resource-name>live</web-resource-name><url-pattern>/socket.io/*</url-pattern>
              </web-resource-collection>
              <auth-constraint><role-name>staff</role-name></auth-constraint>
            </security-constraint>
            <login-config><auth-method>BASIC</auth-method><realm-name>test</realm-name></login-config>
            <security-role><role-name>staff</role-name></security-role>
            <security-role><role-name>boss</role-name></security-role>
            """;

    @TempDir
    private Path directory;

    private WebApplication application;
    private final Map<String, String> alice = Map.of("Authorization", basic("alice"));
    private final BlockingQueue<Socket> sockets = new ArrayBlockingQueue<>(10);
    private final BlockingQueue<String> received = new ArrayBlockingQueue<>(10);

    @BeforeEach
    void start() throws Exception {
        UserStore users = new UserStore();
        users.addUser("alice", new Password("secret"), new String[] {"staff"});
        users.addUser("mallory", new Password("secret"), new String[] {});
        HashLoginService logins = new HashLoginService("test");
        logins.setUserStore(users);
        application = new WebApplication(directory).webXml(WEB_XML);
        application.context().getSecurityHandler().setLoginService(logins);
        application.context().addServlet(new ServletHolder(new SessionServlet()), "/session");
        application.start();
        SocketIoServer io = SocketIoServlet.server(application.servletContext());
        io.onConnection(socket -> {
            socket.emit(
                    "who",
                    socket.handshake().principal().getName(),
                    socket.handshake().isUserInRole("staff"),
                    socket.handshake().isUserInRole("boss"));
            sockets.add(socket);
        });
    }

    @AfterEach
    void stop() throws Exception {
        application.close();
    }

    @Test
    void aSecurityConstraintProtectsBothTransports() throws Exception {
        assertThat(application.get(POLLING, Map.of()).statusCode()).isEqualTo(401);
        assertThat(refusal(Map.of())).isEqualTo(401);

        Map<String, String> mallory = Map.of("Authorization", basic("mallory"));
        assertThat(application.get(POLLING, mallory).statusCode()).isEqualTo(403);
        assertThat(refusal(mallory)).isEqualTo(403);
    }

    @Test
    void theCallerAndTheRolesAreKnownInListenersOverPolling() throws Exception {
        String session = openPolling();

        assertThat(application.get(session, alice).body()).endsWith(WHO);
    }

    @Test
    void theCallerAndTheRolesAreKnownInListenersOverWebSocket() throws Exception {
        WebSocket webSocket = openWebSocket();

        assertThat(next()).isEqualTo(WHO);
        webSocket.abort();
    }

    @Test
    void theHttpSessionIsReachedLater() throws Exception {
        logIn();
        openPolling();
        application.post("/session?cart=full", "", alice);
        Socket socket = socket();

        List<Object> found = new ArrayList<>();
        boolean reached = HttpSessions.access(socket.handshake().request(), session -> {
            found.add(session.getId());
            found.add(session.getAttribute("cart"));
        });

        assertThat(reached).isTrue();
        assertThat(found).containsExactly(socket.handshake().request().httpSessionId(), "full");
    }

    @Test
    void theEndOfTheHttpSessionDisconnectsItsClientsOnBothTransportsAndNobodyElse() throws Exception {
        openPolling();
        Socket other = socket();
        logIn();
        String session = openPolling();
        Socket first = socket();
        WebSocket webSocket = openWebSocket();
        Socket second = socket();
        assertThat(next()).isEqualTo(WHO);

        application.post("/session?end", "", alice);

        assertThat(next()).isEqualTo("41");
        assertThat(next()).isEqualTo("closed");
        assertThat(application.get(session, alice).body()).endsWith(WHO + "\u001e41");
        assertThat(first.connected()).isFalse();
        assertThat(second.connected()).isFalse();
        assertThat(other.connected()).isTrue();
        webSocket.abort();
    }

    @Test
    void theClientsAreFoundAfterTheIdHasChanged() throws Exception {
        logIn();
        WebSocket webSocket = openWebSocket();
        assertThat(next()).isEqualTo(WHO);

        application.post("/session?rename", "", alice);
        application.post("/session?end", "", alice);

        assertThat(next()).isEqualTo("41");
        assertThat(next()).isEqualTo("closed");
        webSocket.abort();
    }

    @Test
    void theClientsOfAnHttpSessionCanBeDisconnectedWithoutEndingIt() throws Exception {
        logIn();
        WebSocket webSocket = openWebSocket();
        assertThat(next()).isEqualTo(WHO);

        HttpSessions.disconnect(
                application.servletContext(), socket().handshake().request().httpSessionId());

        assertThat(next()).isEqualTo("41");
        assertThat(next()).isEqualTo("closed");
        webSocket.abort();
    }

    /** From here on alice has an HTTP session. */
    private void logIn() throws Exception {
        application.post("/session", "", alice);
    }

    /** Joins {@code /}; returns the URL of the Engine.IO session. */
    private String openPolling() throws Exception {
        String open = application.get(POLLING, alice).body();
        assertThat(open).startsWith("0{\"sid\":\"");
        String session = POLLING + "&sid=" + open.split("\"", -1)[3];
        assertThat(application.post(session, "40", alice).body()).isEqualTo("ok");
        return session;
    }

    /** Joins {@code /}; the open packet and the answer are taken. */
    private WebSocket openWebSocket() throws Exception {
        WebSocket webSocket = webSocket(alice);
        assertThat(next()).startsWith("0{\"sid\":\"");
        var unused = webSocket.sendText("40", true);
        assertThat(next()).startsWith("40{");
        return webSocket;
    }

    private int refusal(Map<String, String> headers) throws Exception {
        try {
            webSocket(headers).abort();
            return 101;
        } catch (CompletionException e) {
            return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
        }
    }

    private WebSocket webSocket(Map<String, String> headers) {
        WebSocket.Builder builder = application.http().newWebSocketBuilder();
        headers.forEach(builder::header);
        return builder.buildAsync(application.uri("ws", WEB_SOCKET), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket webSocket, CharSequence text, boolean last) {
                        received.add(text.toString());
                        webSocket.request(1);
                        return null;
                    }

                    @Override
                    public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
                        received.add("closed");
                        return null;
                    }
                })
                .join();
    }

    private String next() throws InterruptedException {
        return received.poll(10, TimeUnit.SECONDS);
    }

    private Socket socket() throws InterruptedException {
        return sockets.poll(10, TimeUnit.SECONDS);
    }

    private static String basic(String user) {
        byte[] credentials = (user + ":secret").getBytes(StandardCharsets.US_ASCII);
        return "Basic " + Base64.getEncoder().encodeToString(credentials);
    }

    /** What a login, a page and a logout do. */
    private static final class SessionServlet extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            request.getSession();
            if (request.getParameter("cart") != null) {
                request.getSession().setAttribute("cart", request.getParameter("cart"));
            }
            if (request.getParameter("rename") != null) {
                request.changeSessionId();
            }
            if (request.getParameter("end") != null) {
                request.getSession().invalidate();
            }
        }
    }
}
