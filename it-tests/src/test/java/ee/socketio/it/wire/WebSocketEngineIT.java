package ee.socketio.it.wire;

import static ee.socketio.it.wire.Eventually.eventually;
import static ee.socketio.it.wire.WireAssertions.assertThat;

import ee.socketio.engine.EngineServer;
import ee.socketio.servlet.EngineIoServlet;
import ee.socketio.websocket.WebSocketConnection;
import ee.socketio.websocket.WebSocketEngine;
import ee.socketio.websocket.WebSocketListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Another WebSocket implementation is chosen in the servlet, and nothing else notices. */
@Tag("own-options")
@Tag("in-process")
class WebSocketEngineIT {

    private final Counted servlet = new Counted();
    private final OwnJetty jetty =
            new OwnJetty().servlet("echo", "/engine.io/*", servlet, Map.of("maxHttpBufferSize", "1000"));
    private Endpoint engine;

    @BeforeEach
    void start() {
        engine = jetty.start().endpoint("/engine.io/");
    }

    @AfterEach
    void stop() {
        jetty.close();
    }

    @Test
    void everythingOfAWebSocketGoesThroughIt() {
        try (WebSocketSession session = WebSocketSession.open(engine)) {
            session.send("4one", "bAQID");
            assertThat(session.receive()).isEqualTo("4one");
            assertThat(session.receive()).isEqualTo("bAQID");
        }

        CountingEngine counts = servlet.counts;
        assertThat(counts.upgrades.get()).isEqualTo(1);
        assertThat(counts.received.get()).isEqualTo(2);
        assertThat(counts.sent.get()).as("the open packet and two echoes").isEqualTo(3);
        eventually(() -> assertThat(counts.closed.get()).isEqualTo(1));
        assertThat(counts.maxMessageBytes.get()).isEqualTo(1000);
    }

    @Test
    void theUpgradeOfASessionGoesThroughItToo() {
        PollingSession session = PollingSession.open(engine);
        try (RawWebSocket socket = session.openUpgrade()) {
            socket.sendText("2probe");
            assertThat(socket.receiveText()).isEqualTo("3probe");
            socket.sendText("5").sendText("4x");
            assertThat(socket.receiveText()).isEqualTo("4x");
        }

        assertThat(servlet.counts.upgrades.get()).isEqualTo(1);
    }

    private static final class Counted extends EngineIoServlet {
        private static final long serialVersionUID = 1L;

        private transient CountingEngine counts;

        @Override
        protected @Nullable WebSocketEngine wsEngine(ServletContext context) {
            counts = new CountingEngine(super.wsEngine(context));
            return counts;
        }

        @Override
        protected void start(EngineServer engine) {
            engine.onConnection(socket -> {
                socket.onText(socket::send);
                socket.onBinary(socket::send);
            });
        }
    }

    /** Counts what passes, and leaves the work to another engine. */
    private static final class CountingEngine implements WebSocketEngine {
        private final WebSocketEngine other;
        private final AtomicInteger upgrades = new AtomicInteger();
        private final AtomicInteger received = new AtomicInteger();
        private final AtomicInteger sent = new AtomicInteger();
        private final AtomicInteger closed = new AtomicInteger();
        private final AtomicInteger maxMessageBytes = new AtomicInteger();

        CountingEngine(WebSocketEngine other) {
            this.other = other;
        }

        @Override
        public void upgrade(
                HttpServletRequest request, HttpServletResponse response, Settings settings, WebSocketListener listener)
                throws IOException, ServletException {
            upgrades.incrementAndGet();
            maxMessageBytes.set(settings.maxMessageBytes());
            other.upgrade(request, response, settings, new CountingListener(listener));
        }

        private final class CountingListener implements WebSocketListener {
            private final WebSocketListener listener;

            CountingListener(WebSocketListener listener) {
                this.listener = listener;
            }

            @Override
            public void onOpen(WebSocketConnection connection) {
                listener.onOpen(new CountingConnection(connection));
            }

            @Override
            public void onText(String text) {
                received.incrementAndGet();
                listener.onText(text);
            }

            @Override
            public void onBinary(byte[] data) {
                received.incrementAndGet();
                listener.onBinary(data);
            }

            @Override
            public void onClose(@Nullable Throwable cause) {
                closed.set(1);
                listener.onClose(cause);
            }
        }

        private final class CountingConnection implements WebSocketConnection {
            private final WebSocketConnection connection;

            CountingConnection(WebSocketConnection connection) {
                this.connection = connection;
            }

            @Override
            public void send(List<Object> frames, Consumer<@Nullable Throwable> done) {
                sent.addAndGet(frames.size());
                connection.send(frames, done);
            }

            @Override
            public void close(int status) {
                connection.close(status);
            }
        }
    }
}
