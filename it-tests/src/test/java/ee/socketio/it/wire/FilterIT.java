package ee.socketio.it.wire;

import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.SocketIoServer;
import ee.socketio.servlet.SocketIoServlet;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A plain servlet filter is what {@code engine.use} is in the reference: it sees every request of both transports. */
@Tag("own-options")
class FilterIT {

    private final OwnJetty jetty =
            new OwnJetty().servlet("chat", "/socket.io/*", new WhoAmI()).filter(new TokenFilter());
    private Endpoint socketIo;

    @BeforeEach
    void start() {
        socketIo = jetty.start().endpoint("/socket.io/");
    }

    @AfterEach
    void stop() {
        jetty.close();
    }

    @Test
    void whoLacksTheHeaderIsRefusedOverBothTransports() {
        assertThat(socketIo.get(socketIo.polling())).hasStatus(401).hasText("who are you?");
        assertThat(socketIo.exchange(Request.upgrade(socketIo.webSocket())))
                .hasStatus(401)
                .hasText("who are you?");
    }

    @Test
    void everyRequestOfASessionIsFilteredAndARefusalDoesNotEndIt() {
        String sid = sid(socketIo.exchange(known(Request.get(socketIo.polling()))));
        String target = socketIo.polling(sid);

        assertThat(socketIo.exchange(Request.post(target, "40"))).hasStatus(401);
        assertThat(socketIo.get(target)).hasStatus(401);
        assertThat(socketIo.exchange(Request.upgrade(socketIo.webSocket(sid)))).hasStatus(401);

        assertThat(socketIo.exchange(known(Request.post(target, "40")))).hasStatus(200);
        assertThat(socketIo.exchange(known(Request.get(target))).text()).startsWith("40{");
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void theServerSeesTheRequestAsTheFilterWrappedIt(Transport transport) {
        String greeting = transport == Transport.WEBSOCKET ? greetingOverWebSocket() : greetingOverPolling();

        assertThat(greeting).endsWith("42[\"you are\",\"ann\",\"added by the filter\"]");
    }

    @Test
    void anUpgradePassesTheFilterToo() {
        String sid = sid(socketIo.exchange(known(Request.get(socketIo.polling()))));
        try (RawWebSocket socket = RawWebSocket.open(socketIo, known(Request.upgrade(socketIo.webSocket(sid))))) {
            socket.sendText("2probe");
            assertThat(socket.receiveText()).isEqualTo("3probe");
            assertThat(socket.handshake()).hasHeader("X-Filtered", "yes");
        }
    }

    private String greetingOverWebSocket() {
        RawWebSocket socket = RawWebSocket.open(socketIo, known(Request.upgrade(socketIo.webSocket())));
        try (WebSocketSession session = WebSocketSession.over(socket)) {
            session.send("40");
            assertThat(session.receive()).startsWith("40{");
            return session.receive();
        }
    }

    private String greetingOverPolling() {
        Answer open = socketIo.exchange(known(Request.get(socketIo.polling())));
        assertThat(open).hasHeader("X-Filtered", "yes");
        String target = socketIo.polling(sid(open));
        assertThat(socketIo.exchange(known(Request.post(target, "40")))).hasStatus(200);
        String answers = socketIo.exchange(known(Request.get(target))).text();
        return answers.contains(PollingSession.SEPARATOR)
                ? answers
                : socketIo.exchange(known(Request.get(target))).text();
    }

    private static Request known(Request request) {
        return request.with("X-Token", "ann");
    }

    private static String sid(Answer open) {
        return OpenPacket.parse(open.text()).sid();
    }

    /** Lets only those in who have a token, and tells the application who they are. */
    private static final class TokenFilter implements Filter {
        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            HttpServletRequest http = (HttpServletRequest) request;
            HttpServletResponse answer = (HttpServletResponse) response;
            String user = http.getHeader("X-Token");
            if (user == null) {
                answer.setStatus(401);
                answer.getWriter().write("who are you?");
                return;
            }
            answer.setHeader("X-Filtered", "yes");
            chain.doFilter(new Known(http, user), response);
        }
    }

    private static final class Known extends HttpServletRequestWrapper {
        private final String user;

        Known(HttpServletRequest request, String user) {
            super(request);
            this.user = user;
        }

        @Override
        public Principal getUserPrincipal() {
            return () -> user;
        }

        @Override
        public String getQueryString() {
            return super.getQueryString() + "&extra=added%20by%20the%20filter";
        }
    }

    private static final class WhoAmI extends SocketIoServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void start(SocketIoServer io) {
            io.onConnection(socket -> socket.emit(
                    "you are",
                    socket.handshake().request().principal().getName(),
                    socket.handshake().query().get("extra")));
        }
    }
}
