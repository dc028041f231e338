package ee.socketio.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.ServerOptions;
import ee.socketio.engine.ListenerError;
import ee.socketio.servlet.SocketIoServlet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Observers by {@code @ObservesAsync}: told in order, beside the socket's own listeners. */
@EnableWeld
@Timeout(30)
class AsyncObserversTest {

    @WeldSetup
    WeldInitiator weld = WeldInitiator.of(Beans.weld(Audit.class, Failing.class, Visit.class));

    @ApplicationScoped
    static class Audit {
        final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        final BlockingQueue<Integer> visits = new LinkedBlockingQueue<>();
        final CountDownLatch gate = new CountDownLatch(1);

        void connected(@ObservesAsync @OfNamespace("/") SocketConnected event) {
            heard.add("connected");
        }

        void count(@ObservesAsync @OnEvent("count") SocketMessage<Integer> message, Visit visit) {
            heard.add("count " + message.payload());
            visits.add(visit.next());
        }

        void anything(@ObservesAsync SocketEvent event) {
            if (!event.name().equals("count")) {
                heard.add("event " + event.name());
            }
        }

        void ask(@ObservesAsync @OnEvent("ask") SocketMessage<String> message) {
            message.ack("answer to " + message.payload());
        }

        void hold(@ObservesAsync @OnEvent("hold") SocketEvent event) throws InterruptedException {
            gate.await();
        }

        void disconnected(@ObservesAsync SocketDisconnected event) {
            heard.add("disconnected");
        }

        String next() throws InterruptedException {
            return String.valueOf(heard.poll(10, TimeUnit.SECONDS));
        }

        List<Integer> visits(int count) throws InterruptedException {
            List<Integer> taken = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                taken.add(visits.poll(10, TimeUnit.SECONDS));
            }
            return taken;
        }

        /** What is there now. */
        String heard() {
            return String.valueOf(heard.poll());
        }

        void release() {
            gate.countDown();
        }
    }

    @ApplicationScoped
    static class Failing {
        final BlockingQueue<String> errors = new LinkedBlockingQueue<>();

        void fails(@ObservesAsync @OnEvent("risk") SocketEvent event) throws Exception {
            throw new Exception("checked");
        }

        void goesOn(@ObservesAsync @OnEvent("risk") SocketEvent event) {
            event.ack("heard");
        }

        void now(@Observes SocketError error) {
            errors.add("now " + error.cause().getMessage());
        }

        void later(@ObservesAsync SocketError error) {
            errors.add("later " + error.cause().getMessage());
            throw new IllegalStateException("fails as well");
        }

        void echo(@Observes @OnEvent("echo") SocketMessage<Integer> message) {
            message.ack(message.payload());
        }

        String next() throws InterruptedException {
            return String.valueOf(errors.poll(10, TimeUnit.SECONDS));
        }
    }

    @RequestScoped
    static class Visit {
        private int times;

        int next() {
            return ++times;
        }
    }

    private final BlockingQueue<ListenerError> errors = new LinkedBlockingQueue<>();
    private Jetty jetty;
    private Client client;

    @BeforeEach
    void start() throws Exception {
        jetty = Jetty.start(new SocketIoServlet() {
            private static final long serialVersionUID = 1L;

            @Override
            protected void configure(ServerOptions.Builder options) {
                options.errorListener(errors::add).maxInboundPackets(20_000);
            }
        });
        client = Client.open(jetty.port());
        client.send("40");
        assertThat(client.next()).startsWith("40{");
    }

    @AfterEach
    void stop() throws Exception {
        audit().release();
        client.close();
        jetty.close();
    }

    private Audit audit() {
        return weld.select(Audit.class).get();
    }

    private Throwable nextError() throws InterruptedException {
        ListenerError error = errors.poll(10, TimeUnit.SECONDS);
        assertThat(error).isNotNull();
        return error.cause();
    }

    @Test
    void aSocketsEventsAreHeardInOrderFromItsConnectionToItsEnd() throws Exception {
        for (int i = 0; i < 2_000; i++) {
            client.send("42[\"count\"," + i + "]");
        }
        client.send("42[\"last\"]");
        client.send("41");

        assertThat(audit().next()).isEqualTo("connected");
        for (int i = 0; i < 2_000; i++) {
            assertThat(audit().next()).isEqualTo("count " + i);
        }
        assertThat(audit().next()).isEqualTo("event last");
        assertThat(audit().next()).isEqualTo("disconnected");
    }

    @Test
    void eachHasARequestOfItsOwn() throws Exception {
        for (int i = 0; i < 50; i++) {
            client.send("42[\"count\"," + i + "]");
        }
        assertThat(audit().visits(50)).containsOnly(1);
    }

    @Test
    void oneMayAnswerTheClient() throws Exception {
        client.send("421[\"ask\",\"why\"]");
        assertThat(client.next()).isEqualTo("431[\"answer to why\"]");
    }

    @Test
    void oneThatBlocksHoldsUpNeitherTheSocketNorOthers() throws Exception {
        client.send("42[\"hold\"]");
        client.send("421[\"echo\",1]");
        assertThat(client.next()).isEqualTo("431[1]"); // a synchronous observer of the same socket

        try (Client other = Client.open(jetty.port())) {
            other.send("40");
            assertThat(other.next()).startsWith("40{");
            other.send("421[\"ask\",\"you\"]");
            assertThat(other.next()).isEqualTo("431[\"answer to you\"]");
        }
        client.send("422[\"ask\",\"me\"]");
        audit().release();
        assertThat(client.next()).isEqualTo("432[\"answer to me\"]");
    }

    @Test
    void aFailingOneHarmsNoOtherAndIsReported() throws Exception {
        client.send("427[\"risk\"]");

        assertThat(client.next()).isEqualTo("437[\"heard\"]");
        Failing failing = weld.select(Failing.class).get();
        assertThat(failing.next()).isEqualTo("now checked");
        assertThat(failing.next()).isEqualTo("later checked");
        assertThat(nextError()).hasRootCauseMessage("checked");
        assertThat(nextError()).hasMessage("fails as well");
    }

    @Test
    void theEndOfTheServerWaitsUntilTheyHaveHeardOfIt() throws Exception {
        assertThat(audit().next()).isEqualTo("connected");
        jetty.close();
        assertThat(audit().heard()).isEqualTo("disconnected");
    }
}
