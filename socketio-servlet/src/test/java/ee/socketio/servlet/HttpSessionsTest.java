package ee.socketio.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.Socket;
import ee.socketio.engine.EngineRequest;
import ee.socketio.fakes.FakeRequest;
import ee.socketio.fakes.FakeResponse;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.http.HttpSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The HTTP session of a client can be reached later, and the client can go with it. */
class HttpSessionsTest {

    private final FakeContext context = new FakeContext();
    private final FakeSession http = new FakeSession("http-1", context);
    private final SocketIoServlet servlet = new SocketIoServlet();
    private final List<String> log = new ArrayList<>();
    private final AtomicReference<Socket> last = new AtomicReference<>();

    @AfterEach
    void stop() {
        servlet.destroy();
    }

    @Test
    void itsAttributesAreReachedAfterTheHandshake() throws Exception {
        start("false");
        connect();
        http.setAttribute("cart", "full");

        assertThat(HttpSessions.access(handshake(), session -> log.add(String.valueOf(session.getAttribute("cart")))))
                .isTrue();
        assertThat(log).containsExactly("full");
    }

    @Test
    void oneThatIsOverIsNotReached() throws Exception {
        start("false");
        connect();
        http.end();

        assertThat(HttpSessions.access(handshake(), session -> log.add("reached")))
                .isFalse();
        assertThat(log).isEmpty();
    }

    @Test
    void aClientWithoutOneHasNone() {
        EngineRequest request = RequestSnapshot.of(FakeRequest.of("GET").proxy(), Set.of(), new Roles(Set.of()));

        assertThat(HttpSessions.access(request, session -> log.add("reached"))).isFalse();
        assertThat(log).isEmpty();
    }

    @Test
    void whatTheActionThrowsIsThrownHere() throws Exception {
        start("false");
        connect();
        IllegalStateException mistake = new IllegalStateException("of the application");

        assertThatThrownBy(() -> HttpSessions.access(handshake(), session -> {
                    throw mistake;
                }))
                .isSameAs(mistake);
    }

    @Test
    void itsEndDisconnectsItsClients() throws Exception {
        start("true");
        connect();

        new HttpSessionEndListener().sessionDestroyed(http.event());

        assertThat(log).containsExactly("server namespace disconnect");
    }

    @Test
    void itsEndDisconnectsNobodyWithoutTheOption() throws Exception {
        start("false");
        connect();

        new HttpSessionEndListener().sessionDestroyed(http.event());

        assertThat(log).isEmpty();
        assertThat(context.listeners()).isEmpty();
    }

    @Test
    void anotherIdIsFollowed() throws Exception {
        start("true");
        connect();

        new HttpSessionEndListener().sessionIdChanged(http.rename("http-2").event(), "http-1");
        HttpSessions.disconnect(context.proxy(), "http-1");
        assertThat(log).isEmpty();

        HttpSessions.disconnect(context.proxy(), "http-2");
        assertThat(log).containsExactly("server namespace disconnect");
    }

    @Test
    void aHandshakeOfOneThatHasJustEndedIsRefused() throws Exception {
        start("true");
        http.end();
        new HttpSessionEndListener().sessionDestroyed(http.event());

        assertThat(handshakeAnswer().status()).isEqualTo(400);
        assertThat(last).hasNullValue();
    }

    /** Jetty with a session store says of it what it says of one that is over. */
    @Test
    void aHandshakeOfOneThatIsOnlyNotInMemoryIsTaken() throws Exception {
        start("true");
        http.end();
        connect();

        new HttpSessionEndListener().sessionDestroyed(http.event());

        assertThat(log).containsExactly("server namespace disconnect");
    }

    @Test
    void serversThatStartSideBySideAreToldByTheSameOne() {
        List<HttpSessionEnds> seen = new ArrayList<>();
        FakeContext slow = new FakeContext();
        slow.onAttribute(() -> seen.add(HttpSessionEnds.of(slow.proxy()))); // another, before the attribute is there

        HttpSessionEnds ends = HttpSessionEnds.of(slow.proxy());

        assertThat(seen).containsExactly(ends);
        assertThat(HttpSessionEnds.of(slow.proxy())).isSameAs(ends);
    }

    @Test
    void disconnectingByIdNeedsTheOption() throws Exception {
        start("false");

        assertThatThrownBy(() -> HttpSessions.disconnect(context.proxy(), "http-1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("disconnectOnSessionEnd");
    }

    @Test
    void nothingIsLeftOfAServerThatStopped() throws Exception {
        start("true");
        servlet.destroy();

        assertThatThrownBy(() -> HttpSessions.disconnect(context.proxy(), "http-1"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theServletRegistersTheListenerWhereTheContainerDidNot() throws Exception {
        start("true");

        assertThat(context.listeners()).hasSize(1);
    }

    @Test
    void aListenerThatIsThereIsNotRegisteredAgain() throws Exception {
        new HttpSessionEndListener().contextInitialized(new ServletContextEvent(context.proxy()));
        context.refuseListeners();

        assertThatCode(() -> start("true")).doesNotThrowAnyException();
    }

    @Test
    void whereNoneCanBeRegisteredTheDeploymentFailsAndSaysWhatHelps() {
        context.refuseListeners();

        assertThatThrownBy(() -> start("true"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(
                        "<listener><listener-class>" + HttpSessionEndListener.class.getName() + "</listener-class>");
    }

    private void start(String disconnect) throws Exception {
        servlet.init(FakeConfig.of(Map.of("listenerThreads", "direct", "disconnectOnSessionEnd", disconnect), context));
        SocketIoServlet.server(context.proxy()).onConnection(socket -> {
            last.set(socket);
            socket.onDisconnect(reason -> log.add(reason.toString()));
        });
    }

    /** Over polling, with the HTTP session. */
    private void connect() throws Exception {
        String sid = handshakeAnswer().body().split("\"", -1)[3];
        FakeRequest post = FakeRequest.of("POST")
                .query("EIO=4&transport=polling&sid=" + sid)
                .body("40");
        servlet.service(post.proxy(), new FakeResponse().proxy());
        assertThat(last.get().connected()).isTrue();
    }

    private FakeResponse handshakeAnswer() throws Exception {
        HttpSession session = http.proxy();
        FakeResponse response = new FakeResponse();
        FakeRequest open =
                FakeRequest.of("GET").query("EIO=4&transport=polling").session(session);
        servlet.service(open.proxy(), response.proxy());
        return response;
    }

    private EngineRequest handshake() {
        return last.get().handshake().request();
    }
}
