package ee.socketio.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.Ack;
import ee.socketio.Event;
import ee.socketio.EventException;
import ee.socketio.ServerOptions;
import ee.socketio.Socket;
import ee.socketio.SocketIoServer;
import ee.socketio.engine.ListenerError;
import ee.socketio.servlet.SocketIoServlet;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Beans that handle events: their arguments, what they answer, and what becomes of their failures. */
@EnableWeld
@Timeout(30)
class HandlersTest {

    @WeldSetup
    WeldInitiator weld = WeldInitiator.of(Beans.weld(
                    Shop.class,
                    Main.class,
                    PerCall.class,
                    PerEvent.class,
                    Heard.class,
                    Visit.class,
                    Counted.class,
                    Guard.class)
            .addInterceptor(Counted.class));

    public record Order(String item, int pieces) {}

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Intercepted {}

    @Intercepted
    @Interceptor
    @Priority(Interceptor.Priority.APPLICATION)
    static class Counted {
        static final AtomicInteger CALLS = new AtomicInteger();

        @AroundInvoke
        Object count(InvocationContext call) throws Exception {
            CALLS.incrementAndGet();
            return call.proceed();
        }
    }

    static class Inherited {
        @OnEvent("inherited")
        String inherited() {
            return "from above";
        }

        @OnEvent("overridden")
        String overridden() {
            return "from above";
        }
    }

    @SocketController("/shop")
    static class Shop extends Inherited {

        @OnEvent("order")
        String order(Order order, Socket socket, int price, List<Order> more) {
            return order.item() + " " + order.pieces() * price + " " + more.size() + " "
                    + socket.namespace().name();
        }

        @OnEvent("bytes")
        public byte[] bytes(byte[] data) {
            return data;
        }

        @OnEvent("later")
        protected CompletionStage<Order> later(String item) {
            return CompletableFuture.supplyAsync(() -> new Order(item, 1));
        }

        @OnEvent("sold")
        CompletionStage<Order> sold() {
            return CompletableFuture.failedStage(new EventException("sold out"));
        }

        @OnEvent("wrapped")
        CompletionStage<Order> wrapped() {
            Throwable sold = new EventException("sold out");
            return CompletableFuture.failedStage(new CompletionException(new ExecutionException(sold)));
        }

        @OnEvent("elsewhere")
        CompletionStage<Order> elsewhere() {
            CompletableFuture<Order> stage = new CompletableFuture<>();
            Thread thread = new Thread(() -> stage.completeExceptionally(new IllegalStateException("elsewhere")));
            thread.setContextClassLoader(null); // of somebody who knows nothing of the application
            thread.start();
            return stage;
        }

        @OnEvent("ack")
        void ack(Ack ack, String text, Event event) {
            ack.send(text, event.name());
        }

        @OnEvent("unlucky")
        void unlucky(Ack ack) {
            throw new IllegalStateException("with ack");
        }

        @OnEvent("silent")
        void silent(Socket socket) {
            socket.emit("heard");
        }

        @OnEvent("square")
        int square(int number) {
            return number * number;
        }

        @OnEvent("fails")
        Object fails() throws Exception {
            throw new Exception("checked");
        }

        @Override
        @OnEvent("overridden")
        String overridden() {
            return "from below";
        }

        void connected(@Observes @OfNamespace("/shop") SocketConnected event) {
            event.socket().emit("welcome");
        }

        void failed(@Observes SocketError error) {
            boolean foreign = Thread.currentThread().getContextClassLoader() == null;
            error.socket().emit("failed", error.cause().getMessage() + (foreign ? " abroad" : ""));
        }
    }

    @SocketController
    @Intercepted
    static class Main {
        @OnEvent("plain")
        String plain() {
            return "intercepted";
        }

        @OnEvent("public")
        public String everybody() {
            return "intercepted";
        }
    }

    @SocketController("calls")
    @Dependent
    static class PerCall {
        @Inject
        Heard heard;

        @OnEvent("call")
        String call() {
            return "called";
        }

        @PreDestroy
        void end() {
            heard.add("destroyed");
        }
    }

    @SocketController("calls")
    @RequestScoped
    static class PerEvent {
        @Inject
        Visit visit;

        private int calls;

        @OnEvent("count")
        int count() {
            return ++calls * 10 + visit.next();
        }
    }

    @ApplicationScoped
    static class Heard {
        private final BlockingQueue<String> all = new LinkedBlockingQueue<>();

        void add(String what) {
            all.add(what);
        }

        String next() throws InterruptedException {
            return String.valueOf(all.poll(10, TimeUnit.SECONDS));
        }
    }

    @RequestScoped
    static class Visit {
        private int times;

        int next() {
            return ++times;
        }
    }

    /** Sets namespaces up before the controllers' are created. */
    @ApplicationScoped
    static class Guard {
        void started(@Observes SocketIoServer io) {
            io.of("/calls", calls -> calls.onConnection(socket -> socket.emit("set up")));
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
        });
        client = Client.open(jetty.port());
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        jetty.close();
    }

    private void join(String namespace, String greeting) throws Exception {
        client.send("40" + namespace + ",");
        assertThat(client.next()).startsWith("40" + namespace + ",{");
        assertThat(client.next()).isEqualTo("42" + namespace + ",[\"" + greeting + "\"]");
    }

    private Throwable nextError() throws InterruptedException {
        ListenerError error = errors.poll(10, TimeUnit.SECONDS);
        assertThat(error).isNotNull();
        return error.cause();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"order\",{\"item\":\"tea\",\"pieces\":2},21,[{\"item\":\"cup\",\"pieces\":1}]] | [\"tea 42 1 /shop\"]",
                "[\"later\",\"tea\"]     | [{\"item\":\"tea\",\"pieces\":1}]",
                "[\"sold\"]              | [{\"error\":\"sold out\"}]",
                "[\"ack\",\"text\"]      | [\"text\",\"ack\"]",
                "[\"square\",12]         | [144]",
                "[\"square\",null]       | [{\"error\":\"argument 0 does not fit\"}]",
                "[\"square\",\"twelve\"] | [{\"error\":\"argument 0 does not fit\"}]",
                "[\"square\"]            | [{\"error\":\"argument 0 is missing\"}]",
                "[\"fails\"]             | [{\"error\":\"Internal error\"}]",
                "[\"unlucky\"]           | [{\"error\":\"Internal error\"}]",
                "[\"inherited\"]         | [\"from above\"]",
                "[\"overridden\"]        | [\"from below\"]"
            })
    void theClientIsAnswered(String event, String answer) throws Exception {
        join("/shop", "welcome");
        client.send("42/shop,1" + event);
        String next = client.next();
        if (next.startsWith("42")) { // observers of the error are told first
            next = client.next();
        }
        assertThat(next).isEqualTo("43/shop,1" + answer);
    }

    @Test
    void aVoidMethodLeavesTheAckToOthers() throws Exception {
        join("/shop", "welcome");
        client.send("42/shop,1[\"silent\"]");
        client.send("42/shop,2[\"square\",2]");
        assertThat(client.next()).isEqualTo("42/shop,[\"heard\"]");
        assertThat(client.next()).isEqualTo("43/shop,2[4]");
    }

    @Test
    void binaryGoesInAndOut() throws Exception {
        join("/shop", "welcome");
        client.send("451-/shop,3[\"bytes\",{\"_placeholder\":true,\"num\":0}]");
        client.sendBinary(new byte[] {1, 2, 3});
        assertThat(client.next()).isEqualTo("461-/shop,3[{\"_placeholder\":true,\"num\":0}]");
    }

    @Test
    void failuresAreReportedAndObservedUnlessTheyAreMeantForTheClient() throws Exception {
        join("/shop", "welcome");
        client.send("42/shop,1[\"fails\"]");
        assertThat(client.next()).isEqualTo("42/shop,[\"failed\",\"checked\"]");
        assertThat(client.next()).isEqualTo("43/shop,1[{\"error\":\"Internal error\"}]");
        assertThat(nextError()).hasMessage("checked");

        client.send("42/shop,2[\"sold\"]");
        assertThat(client.next()).isEqualTo("43/shop,2[{\"error\":\"sold out\"}]");
        assertThat(errors).isEmpty();
        client.send("42/shop,[\"sold\"]"); // nobody would hear of it
        assertThat(client.next()).isEqualTo("42/shop,[\"failed\",\"sold out\"]");
    }

    @Test
    void whatAStageFailedWithIsFoundWithinItsWrappings() throws Exception {
        join("/shop", "welcome");
        client.send("42/shop,1[\"wrapped\"]");
        assertThat(client.next()).isEqualTo("43/shop,1[{\"error\":\"sold out\"}]"); // and no observer was told
        client.send("42/shop,[\"wrapped\"]");
        assertThat(client.next()).isEqualTo("42/shop,[\"failed\",\"sold out\"]");
    }

    @Test
    void aStageThatFailsOnAForeignThreadIsToldWithTheApplicationsLoaderBeforeTheClientIs() throws Exception {
        join("/shop", "welcome");
        client.send("42/shop,1[\"elsewhere\"]");
        assertThat(client.next()).isEqualTo("42/shop,[\"failed\",\"elsewhere\"]");
        assertThat(client.next()).isEqualTo("43/shop,1[{\"error\":\"Internal error\"}]");
    }

    @Test
    void interceptorsAreCalledWhateverTheVisibility() throws Exception {
        client.send("40");
        assertThat(client.next()).startsWith("40{");
        int before = Counted.CALLS.get();
        client.send("421[\"plain\"]");
        assertThat(client.next()).isEqualTo("431[\"intercepted\"]");
        client.send("422[\"public\"]");
        assertThat(client.next()).isEqualTo("432[\"intercepted\"]");
        assertThat(Counted.CALLS.get() - before).isEqualTo(2);
    }

    @Test
    void aDependentOneIsMadeForEachCallAndARequestScopedOneForEachEvent() throws Exception {
        join("/calls", "set up"); // by the application, before the controller's namespace was looked for
        Heard heard = weld.select(Heard.class).get();
        for (int i = 0; i < 3; i++) {
            client.send("42/calls,1[\"call\"]");
            assertThat(client.next()).isEqualTo("43/calls,1[\"called\"]");
            assertThat(heard.next()).isEqualTo("destroyed");
            client.send("42/calls,2[\"count\"]");
            assertThat(client.next()).isEqualTo("43/calls,2[11]");
        }
    }

    @Test
    void theNamespacesOfControllersAreThereFromTheStart() {
        Map<String, Boolean> names = Map.of("/shop", true, "/calls", true, "/", true);
        assertThat(weld.select(SocketIoServer.class).get().namespaces())
                .extracting(namespace -> names.containsKey(namespace.name()))
                .hasSize(3)
                .containsOnly(true);
    }
}
