package ee.socketio.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.Ack;
import ee.socketio.Namespace;
import ee.socketio.Socket;
import ee.socketio.SocketIoServer;
import ee.socketio.servlet.SocketIoServlet;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What can be injected, and the scope of sockets. */
@EnableWeld
@Timeout(30)
class InjectionTest {

    @WeldSetup
    WeldInitiator weld = WeldInitiator.of(Beans.weld(Shop.class, Game.class, Score.class, Board.class));

    @ApplicationScoped
    static class Shop {
        @Inject
        SocketIoServer io;

        @Inject
        Namespace main;

        @Inject
        @OfNamespace("/chat")
        Namespace chat;

        @Inject
        @OfNamespace("news")
        Namespace news;

        @Inject
        @Any
        Instance<Namespace> any;

        @Inject
        Socket socket;

        String names() {
            return main.name() + " " + chat.name() + " " + news.name() + " "
                    + any.select(OfNamespace.Literal.of("/more")).get().name();
        }

        void create(String namespace) {
            io.of(namespace);
        }

        boolean hasFailed() {
            return io.namespaces().stream()
                    .anyMatch(namespace -> namespace.name().equals("/failed"));
        }

        String id() {
            return socket.id();
        }
    }

    /** One for each socket, with what it remembers. */
    @SocketController("/game")
    @SocketScoped
    static class Game {
        @Inject
        Score score;

        @Inject
        Socket socket;

        @OnEvent("add")
        int add(int points) {
            return score.add(points);
        }

        @OnEvent("who")
        boolean who(Socket given) {
            return given.id().equals(socket.id());
        }

        @OnEvent("later")
        void later(Ack ack) {
            var unused = CompletableFuture.runAsync(() -> {
                try {
                    ack.send(score.add(1));
                } catch (ContextNotActiveException e) {
                    ack.send("not active");
                }
            });
        }

        void left(@Observes @OfNamespace("/game") SocketDisconnected event, Board board) {
            board.tell("left with " + score.add(0));
        }

        void leftLater(@ObservesAsync @OfNamespace("/game") SocketDisconnected event, Board board) {
            board.tell("left later with " + score.add(0));
        }
    }

    @SocketScoped
    static class Score {
        private int points;

        @Inject
        Board board;

        @Inject
        Socket socket;

        int add(int more) {
            points += more;
            return points;
        }

        @PreDestroy
        void end() {
            board.tell("destroyed of " + socket.namespace().name() + " with " + points);
        }
    }

    @ApplicationScoped
    static class Board {
        private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

        void tell(String what) {
            told.add(what);
        }

        String next() throws InterruptedException {
            return String.valueOf(told.poll(10, TimeUnit.SECONDS));
        }

        boolean isEmpty() {
            return told.isEmpty();
        }
    }

    private Namespace namespace(String name) {
        return weld.select(Namespace.class, OfNamespace.Literal.of(name)).get();
    }

    private static Client join(Jetty jetty) throws Exception {
        Client client = Client.open(jetty.port());
        client.send("40/game,");
        assertThat(client.next()).startsWith("40/game,{");
        return client;
    }

    @Test
    @SuppressWarnings("try") // the server only has to be there
    void namespacesAreInjectedByTheirNamesBeforeTheServerHasStarted() throws Exception {
        Shop shop = weld.select(Shop.class).get();
        assertThatThrownBy(shop::names)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("load-on-startup");
        try (Jetty jetty = Jetty.start(new SocketIoServlet())) {
            assertThat(shop.names()).isEqualTo("/ /chat /news /more");
            Namespace chat = namespace("/chat");
            assertThat(chat.toString()).isEqualTo("Namespace[/chat]");
            assertThat(chat).isEqualTo(namespace("chat")).hasSameHashCodeAs(namespace("chat"));
            assertThat(chat).isNotEqualTo(namespace("/")).isNotEqualTo("/chat");
            assertThatThrownBy(() -> chat.emit("disconnect")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    @SuppressWarnings("try") // the server only has to be there
    void theServerThatIsInjectedIsTheOneThatRuns() throws Exception {
        Shop shop = weld.select(Shop.class).get();
        assertThatThrownBy(() -> Jetty.start(new Failing(shop)).close()).hasRootCauseMessage("not today");
        assertThatThrownBy(shop::hasFailed).hasMessageContaining("load-on-startup");
        for (int i = 0; i < 2; i++) {
            SocketIoServlet servlet = new SocketIoServlet();
            try (Jetty jetty = Jetty.start(servlet)) {
                shop.create("/now");
                assertThat(SocketIoServlet.server(servlet.getServletContext()).namespaces())
                        .extracting(Namespace::name)
                        .contains("/now")
                        .doesNotContain("/failed");
            }
        }
    }

    /** Its start fails after a bean has used the server. */
    private static final class Failing extends SocketIoServlet {
        private static final long serialVersionUID = 1L;
        private final transient Shop shop;

        Failing(Shop shop) {
            this.shop = shop;
        }

        @Override
        protected void start(SocketIoServer io) {
            shop.create("/failed");
            throw new IllegalStateException("not today");
        }
    }

    @Test
    void eachSocketHasBeansOfItsOwnUntilAllHaveHeardOfItsEnd() throws Exception {
        Board board = weld.select(Board.class).get();
        try (Jetty jetty = Jetty.start(new SocketIoServlet());
                Client one = join(jetty);
                Client two = join(jetty)) {
            one.send("42/game,1[\"add\",5]");
            assertThat(one.next()).isEqualTo("43/game,1[5]");
            two.send("42/game,1[\"add\",7]");
            assertThat(two.next()).isEqualTo("43/game,1[7]");
            one.send("42/game,2[\"add\",5]");
            assertThat(one.next()).isEqualTo("43/game,2[10]");
            two.send("42/game,3[\"who\"]");
            assertThat(two.next()).isEqualTo("43/game,3[true]");

            assertThat(board.isEmpty()).isTrue();
            one.send("41/game,");
            assertThat(List.of(board.next(), board.next()))
                    .containsExactlyInAnyOrder("left with 10", "left later with 10");
            assertThat(board.next()).isEqualTo("destroyed of /game with 10");
        }
        assertThat(List.of(board.next(), board.next())).allMatch(told -> told.startsWith("left "));
        assertThat(board.next()).startsWith("destroyed ");
    }

    @Test
    void elsewhereTheirScopeIsNotActive() throws Exception {
        Shop shop = weld.select(Shop.class).get();
        try (Jetty jetty = Jetty.start(new SocketIoServlet());
                Client client = join(jetty)) {
            assertThatThrownBy(shop::id).isInstanceOf(ContextNotActiveException.class);
            client.send("42/game,1[\"later\"]");
            assertThat(client.next()).isEqualTo("43/game,1[\"not active\"]");
        }
    }
}
