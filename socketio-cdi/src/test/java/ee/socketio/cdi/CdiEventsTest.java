package ee.socketio.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.SocketIoServer;
import ee.socketio.servlet.SocketIoServlet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A bean with observers, a real container and a client that speaks the protocol by hand. */
@EnableWeld
@Timeout(30)
class CdiEventsTest {

    @WeldSetup
    WeldInitiator weld = WeldInitiator.of(Beans.weld(Chat.class));

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

    @Test
    void observersSeeConnectionsMessagesAndDisconnections() throws Exception {
        try (Jetty jetty = Jetty.start(new SocketIoServlet());
                Client client = Client.open(jetty.port())) {
            client.send("40");
            assertThat(client.next()).startsWith("40{");
            assertThat(client.next()).isEqualTo("42[\"welcome\",\"/\"]");

            client.send("427[\"question\",\"why?\"]");
            assertThat(client.next()).isEqualTo("437[\"question\",\"why?\"]");

            client.send("41");
            assertThat(weld.select(Chat.class).get().nextDeparture()).isEqualTo("client namespace disconnect");
        }
    }
}
