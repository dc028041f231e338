package ee.socketio.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.SocketIoServer;
import ee.socketio.fakes.FakeRequest;
import ee.socketio.fakes.FakeResponse;
import ee.socketio.websocket.WebSocketConnection;
import ee.socketio.websocket.WebSocketEngine;
import ee.socketio.websocket.WebSocketListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A WebSocket implementation of the application's, in a container that has none: the transport works as it is. */
class OwnWebSocketEngineTest {

    private final ToyEngine toy = new ToyEngine();
    private final SocketIoServlet servlet = new EchoOverToy(toy);

    @BeforeEach
    void start() throws Exception {
        servlet.init(FakeConfig.of(
                Map.of("listenerThreads", "direct", "maxHttpBufferSize", "77", "perMessageDeflate", "true")));
    }

    @AfterEach
    void stop() {
        servlet.destroy();
    }

    @Test
    void theUpgradeIsOffered() throws Exception {
        FakeResponse response = new FakeResponse();

        servlet.service(FakeRequest.of("GET").query("EIO=4&transport=polling").proxy(), response.proxy());

        assertThat(response.body()).contains("\"upgrades\":[\"websocket\"]");
    }

    @Test
    void aWholeSessionRunsOverIt() throws Exception {
        upgrade();
        assertThat(toy.sent).singleElement().asString().startsWith("0{\"sid\":");

        toy.listener.onText("40");
        toy.listener.onText("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]");
        toy.listener.onBinary(new byte[] {1, 2, 3});

        assertThat(toy.sent).hasSize(4);
        assertThat(toy.sent.get(1)).asString().startsWith("40{");
        assertThat(toy.sent.get(2)).isEqualTo("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]");
        assertThat(toy.sent.get(3)).isEqualTo(new byte[] {1, 2, 3});
    }

    @Test
    void itsEndIsTheEndOfTheSession() throws Exception {
        upgrade();
        toy.listener.onText("40");
        assertThat(server().engine().clientsCount()).isEqualTo(1);

        toy.listener.onClose(null);

        assertThat(server().engine().clientsCount()).isZero();
    }

    @Test
    void theServerClosesItWithoutAStatus() throws Exception {
        upgrade();

        toy.listener.onText("this is no packet");

        assertThat(toy.closedWith).containsExactly(WebSocketConnection.NO_STATUS);
    }

    @Test
    void itIsToldWhatToNegotiate() throws Exception {
        upgrade();

        assertThat(toy.settings).isEqualTo(new WebSocketEngine.Settings(77, true));
    }

    private SocketIoServer server() {
        return SocketIoServlet.server(servlet.getServletContext());
    }

    private void upgrade() throws Exception {
        FakeRequest request = FakeRequest.of("GET")
                .query("EIO=4&transport=websocket")
                .header("Upgrade", "websocket")
                .header("Connection", "Upgrade")
                .header("Sec-WebSocket-Version", "13")
                .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        servlet.service(request.proxy(), new FakeResponse().proxy());
    }

    private static final class EchoOverToy extends SocketIoServlet {
        private static final long serialVersionUID = 1L;

        private final transient ToyEngine toy;

        EchoOverToy(ToyEngine toy) {
            this.toy = toy;
        }

        @Override
        protected WebSocketEngine wsEngine(ServletContext context) {
            assertThat(super.wsEngine(context)).as("the container's").isNull();
            return toy;
        }

        @Override
        protected void start(SocketIoServer io) {
            io.onConnection(socket -> socket.on("echo", event -> socket.emit("echo", event.get(0, byte[].class))));
        }
    }

    /** Writes down what is sent; what is received comes from the test. */
    private static final class ToyEngine implements WebSocketEngine, WebSocketConnection {
        private final List<Object> sent = new ArrayList<>();
        private final List<Integer> closedWith = new ArrayList<>();
        private WebSocketListener listener;
        private Settings settings;

        @Override
        public void upgrade(
                HttpServletRequest request,
                HttpServletResponse response,
                Settings negotiable,
                WebSocketListener receiver) {
            listener = receiver;
            settings = negotiable;
            receiver.onOpen(this);
        }

        @Override
        public void send(List<Object> frames, Consumer<Throwable> done) {
            sent.addAll(frames);
            done.accept(null);
        }

        @Override
        public void close(int status) {
            closedWith.add(status);
        }
    }
}
