package ee.socketio.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.ArgumentException;
import ee.socketio.ServerOptions;
import ee.socketio.Socket;
import ee.socketio.SocketIoServer;
import ee.socketio.engine.ListenerError;
import ee.socketio.servlet.SocketIoServlet;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.Extension;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Observers by namespace, by event and by type, and what becomes of those that fail. */
@EnableWeld
@Timeout(30)
class QualifiedObserversTest {

    @WeldSetup
    WeldInitiator weld = WeldInitiator.of(Beans.weld(Room.class, Faulty.class, Visit.class));

    public record Line(String text) {}

    /** Tells the client what it hears, with the name of the observer. */
    @ApplicationScoped
    static class Room {

        void everywhere(@Observes @Priority(10) SocketConnected event) {
            event.socket().emit("everywhere");
        }

        void chat(@Observes @Priority(20) @OfNamespace("chat") SocketConnected event) {
            event.socket().emit("chat");
        }

        void admin(@Observes @OfNamespace("/admin") SocketConnected event) {
            event.socket().emit("admin");
        }

        void say(@Observes @OfNamespace("/chat") @OnEvent("say") SocketMessage<Line> message) {
            Line line = message.payload();
            message.ack("said", line == null ? "nothing" : line.text());
        }

        void sum(@Observes @OnEvent("sum") SocketMessage<List<Integer>> message) {
            message.ack(message.payload().stream().mapToInt(Integer::intValue).sum());
        }

        void ping(@Observes @OnEvent("ping") SocketMessage<Void> message) {
            message.ack("pong " + (message.payload() == null));
        }

        void swap(@Observes @OnEvent("swap") SocketEvent event) {
            event.ack(event.get(1, String.class), event.get(0, String.class));
        }

        void count(@Observes @OnEvent("count") SocketMessage<Integer> message, Visit visit) {
            message.socket().emit("counted", message.payload(), visit.next());
        }

        void failed(@Observes SocketError event) {
            String what = event.cause() instanceof ArgumentException
                    ? "argument"
                    : event.cause().getMessage();
            event.socket().emit("failed", what);
        }
    }

    @ApplicationScoped
    static class Faulty {

        void first(@Observes @Priority(1) @OnEvent("risk") SocketEvent event) throws Exception {
            throw new Exception("checked"); // not a RuntimeException on purpose
        }

        void second(@Observes @Priority(2) @OnEvent("risk") SocketMessage<String> message) {
            throw new IllegalStateException("second");
        }

        void third(@Observes @Priority(3) @OnEvent("risk") SocketMessage<String> message) {
            message.ack("third has it");
        }

        void unlucky(@Observes @Priority(1) @OfNamespace("/unlucky") SocketConnected event) {
            throw new IllegalStateException("unlucky");
        }

        void worse(@Observes @Priority(1) @OfNamespace("/unlucky") SocketError event) {
            throw new IllegalStateException("worse");
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
                options.errorListener(errors::add);
            }

            @Override
            protected void start(SocketIoServer io) {
                io.of("/chat");
                io.of("/unlucky");
            }
        });
        client = Client.open(jetty.port());
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        jetty.close();
    }

    private void join(String namespace) throws Exception {
        client.send("40" + namespace + ",");
        assertThat(client.next()).startsWith("40" + namespace + ",{");
        if (!namespace.equals("/unlucky")) {
            assertThat(client.next()).isEqualTo("42" + namespace + ",[\"everywhere\"]");
        }
        if (namespace.equals("/chat")) {
            assertThat(client.next()).isEqualTo("42/chat,[\"chat\"]");
        }
    }

    private void joinMain() throws Exception {
        client.send("40");
        assertThat(client.next()).startsWith("40{");
        assertThat(client.next()).isEqualTo("42[\"everywhere\"]");
    }

    private Throwable nextError() throws InterruptedException {
        ListenerError error = errors.poll(10, TimeUnit.SECONDS);
        assertThat(error).isNotNull();
        return error.cause();
    }

    @Test
    void anObserverOfANamespaceHearsOfNoOther() throws Exception {
        joinMain();
        client.send("421[\"say\",{\"text\":\"in main\"}]"); // observed in /chat only
        client.send("422[\"ping\"]");
        assertThat(client.next()).isEqualTo("432[\"pong true\"]");

        join("/chat");
        client.send("42/chat,3[\"say\",{\"text\":\"in chat\"}]");
        assertThat(client.next()).isEqualTo("43/chat,3[\"said\",\"in chat\"]");
    }

    @Test
    void messagesAreReadAsTheTypesThatTheirObserversAskFor() throws Exception {
        joinMain();
        client.send("421[\"sum\",[1,2,39]]");
        assertThat(client.next()).isEqualTo("431[42]");
        client.send("422[\"swap\",\"a\",\"b\"]");
        assertThat(client.next()).isEqualTo("432[\"b\",\"a\"]");
        join("/chat");
        client.send("42/chat,3[\"say\",null]");
        assertThat(client.next()).isEqualTo("43/chat,3[\"said\",\"nothing\"]");
    }

    @Test
    void messagesOfASocketAreObservedInOrderAndEachInARequestOfItsOwn() throws Exception {
        joinMain();
        for (int i = 0; i < 200; i++) {
            client.send("42[\"count\"," + i + "]");
        }
        for (int i = 0; i < 200; i++) {
            assertThat(client.next()).isEqualTo("42[\"counted\"," + i + ",1]");
        }
    }

    @Test
    void aFailingObserverHarmsNoOtherAndIsReported() throws Exception {
        joinMain();
        client.send("427[\"risk\",\"all\"]");

        assertThat(client.next()).isEqualTo("42[\"failed\",\"checked\"]");
        assertThat(client.next()).isEqualTo("42[\"failed\",\"second\"]");
        assertThat(client.next()).isEqualTo("437[\"third has it\"]");
        assertThat(nextError()).hasRootCauseMessage("checked");
        assertThat(nextError()).hasMessage("second");
    }

    @Test
    void aFailingObserverOfErrorsIsReportedWithTheError() throws Exception {
        join("/unlucky");

        assertThat(client.next()).isEqualTo("42/unlucky,[\"failed\",\"unlucky\"]");
        assertThat(client.next()).isEqualTo("42/unlucky,[\"everywhere\"]");
        Throwable error = nextError();
        assertThat(error).hasMessage("unlucky");
        assertThat(error.getSuppressed()).singleElement().satisfies(suppressed -> assertThat(suppressed)
                .hasMessage("worse"));
    }

    @Test
    void anArgumentThatDoesNotFitIsToldToTheClientOrElseToObserversOfErrors() throws Exception {
        joinMain();
        client.send("421[\"sum\",\"what?\"]");
        assertThat(client.next()).isEqualTo("431[{\"error\":\"argument 0 does not fit\"}]");
        client.send("42[\"sum\",\"what?\"]");
        assertThat(client.next()).isEqualTo("42[\"failed\",\"argument\"]");
        assertThat(nextError()).isInstanceOf(ArgumentException.class);
        assertThat(nextError()).isInstanceOf(ArgumentException.class);
    }

    @Test
    void eventsThatNobodyObservesAreIgnored() throws Exception {
        joinMain();
        client.send("421[\"unknown\",1]");
        client.send("422[\"ping\"]");
        assertThat(client.next()).isEqualTo("432[\"pong true\"]");
        assertThat(errors).isEmpty();
        assertThat(weld.select(SocketIoServer.class).get().of("/").sockets().values())
                .singleElement()
                .extracting(Socket::listenersAny)
                .isEqualTo(List.of()); // nobody observes every event
    }

    @Test
    void containersFindTheExtension() {
        assertThat(ServiceLoader.load(Extension.class).stream().map(ServiceLoader.Provider::type))
                .anyMatch(SocketIoExtension.class::equals);
    }
}
