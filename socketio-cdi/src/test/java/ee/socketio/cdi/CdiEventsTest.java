package ee.socketio.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.SocketIoServer;
import ee.socketio.servlet.SocketIoServlet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A bean with observers, a real container and a client that speaks the protocol by hand. */
@EnableWeld
@Timeout(30)
class CdiEventsTest {

    @WeldSetup
    WeldInitiator weld = WeldInitiator.of(Servers.class, Chat.class);

    @ApplicationScoped
    static class Chat {
        @Inject
        SocketIoServer io;

        final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

        void connected(@Observes SocketConnected event) {
            event.socket().join("lobby");
            io.to("lobby").emit("welcome", event.socket().namespace().name());
        }

        void happened(@Observes SocketEvent event) {
            event.ack(event.name(), event.get(0, String.class));
        }

        void disconnected(@Observes SocketDisconnected event) {
            seen.add(event.reason().toString());
        }

        String nextDeparture() throws InterruptedException {
            return String.valueOf(seen.poll(10, TimeUnit.SECONDS));
        }
    }

    private final Server jetty = new Server();
    private final ServerConnector connector = new ServerConnector(jetty);

    @BeforeEach
    void start() throws Exception {
        jetty.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        JakartaWebSocketServletContainerInitializer.configure(context, null);
        ServletHolder holder = new ServletHolder(new SocketIoServlet());
        holder.setAsyncSupported(true);
        holder.setInitOrder(1);
        context.addServlet(holder, "/socket.io/*");
        jetty.setHandler(context);
        jetty.start();
    }

    @AfterEach
    void stop() throws Exception {
        jetty.stop();
    }

    @Test
    void observersSeeConnectionsMessagesAndDisconnections() throws Exception {
        Frames frames = new Frames();
        WebSocket client = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(
                        URI.create(
                                "ws://127.0.0.1:" + connector.getLocalPort() + "/socket.io/?EIO=4&transport=websocket"),
                        frames)
                .get(10, TimeUnit.SECONDS);

        assertThat(frames.next()).startsWith("0{");
        client.sendText("40", true).get(10, TimeUnit.SECONDS);
        assertThat(frames.next()).startsWith("40{");
        assertThat(frames.next()).isEqualTo("42[\"welcome\",\"/\"]");

        client.sendText("427[\"question\",\"why?\"]", true).get(10, TimeUnit.SECONDS);
        assertThat(frames.next()).isEqualTo("437[\"question\",\"why?\"]");

        client.sendText("41", true).get(10, TimeUnit.SECONDS);
        assertThat(weld.select(Chat.class).get().nextDeparture()).isEqualTo("client namespace disconnect");
        client.abort();
    }

    private static final class Frames implements WebSocket.Listener {
        private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            texts.add(data.toString());
            webSocket.request(1);
            return null;
        }

        String next() throws InterruptedException {
            return String.valueOf(texts.poll(10, TimeUnit.SECONDS));
        }
    }
}
