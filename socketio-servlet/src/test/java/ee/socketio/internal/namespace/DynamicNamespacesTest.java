package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.ConnectRejectedException;
import ee.socketio.Namespace;
import ee.socketio.ParentNamespace;
import ee.socketio.Race;
import ee.socketio.RemoteSocket;
import ee.socketio.ServerOptions;
import ee.socketio.Socket;
import ee.socketio.adapter.InMemoryAdapter;
import ee.socketio.engine.CloseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Namespaces that clients create by connecting to them. */
class DynamicNamespacesTest {
    private static final Pattern DYNAMIC = Pattern.compile("/dynamic-\\d+");
    private static final String INVALID = "{\"message\":\"Invalid namespace\"}";

    private final ServerRig rig = new ServerRig();
    private final List<String> connected = new ArrayList<>();

    @Test
    void aNameThatMatchesThePatternBecomesANamespace() {
        rig.io
                .of(DYNAMIC)
                .onConnection(socket -> connected.add(socket.namespace().name()));
        ClientRig client = rig.open();

        client.join("/dynamic-1");
        client.join("/dynamic-2");

        assertThat(connected).containsExactly("/dynamic-1", "/dynamic-2");
        assertThat(rig.io.namespaces()).extracting(Namespace::name).contains("/dynamic-1", "/dynamic-2");
    }

    @Test
    void aNameThatOnlyContainsAMatchIsInvalid() {
        rig.io.of(DYNAMIC);
        ClientRig client = rig.open();

        client.send("0/dynamic-1x,");
        client.send("0/x/dynamic-1,");

        assertThat(client.received()).containsExactly("4/dynamic-1x," + INVALID, "4/x/dynamic-1," + INVALID);
        assertThat(client.open()).isTrue();
        assertThat(rig.io.namespaces()).extracting(Namespace::name).containsExactly("/");
    }

    @Test
    void theMatcherSeesNameAndAuth() {
        List<String> asked = new ArrayList<>();
        rig.io.of((name, auth) -> asked.add(name + auth) && auth.containsKey("token"));
        ClientRig client = rig.open();

        client.send("0/a,{\"token\":1}");
        client.send("0/b,");

        assertThat(asked).containsExactly("/a{\"token\":1}", "/b{}");
        assertThat(client.received())
                .satisfiesExactly(
                        joined -> assertThat(joined).startsWith("0/a,{\"sid\""),
                        refused -> assertThat(refused).isEqualTo("4/b," + INVALID));
    }

    @Test
    void parentsAreAskedInTheirOrderAndTheFirstThatAcceptsTakesIt() {
        List<String> by = new ArrayList<>();
        rig.io.of((name, auth) -> false).onConnection(socket -> by.add("first"));
        rig.io.of((name, auth) -> true).onConnection(socket -> by.add("second"));
        rig.io.of((name, auth) -> true).onConnection(socket -> by.add("third"));

        rig.open().join("/any");

        assertThat(by).containsExactly("second");
    }

    @Test
    void anExistingNamespaceComesBeforeEveryParent() {
        rig.io.of("/dynamic-1").onConnection(socket -> connected.add("own"));
        rig.io.of((name, auth) -> true).onConnection(socket -> connected.add("child"));

        rig.open().join("/dynamic-1");

        assertThat(connected).containsExactly("own");
    }

    @Test
    void aMatcherMayAnswerLater() {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        rig.io.ofAsync((name, auth) -> answer);
        ClientRig client = rig.open();
        client.send("0/later,");
        assertThat(client.received()).isEmpty();

        answer.complete(true);

        assertThat(client.received()).singleElement().asString().startsWith("0/later,{\"sid\"");
    }

    @Test
    void aSecondConnectWhileTheMatcherThinksEndsTheConnection() {
        rig.io.ofAsync((name, auth) -> new CompletableFuture<>());
        ClientRig client = rig.open();

        client.send("0/later,");
        client.send("0/later,");

        assertThat(client.closed()).isTrue();
    }

    @Test
    void soManyConnectsMayWaitForTheirNamespaces() {
        ServerRig bounded = rig(options -> options.maxInboundPackets(3));
        bounded.io.ofAsync((name, auth) -> new CompletableFuture<>());
        ClientRig client = bounded.open();

        client.send("0/a,");
        client.send("0/b,");
        client.send("0/c,");
        assertThat(client.open()).isTrue();
        client.send("0/d,");

        assertThat(client.closed()).isTrue();
    }

    @Test
    void aClientThatLeavesWhileTheMatcherThinksLeavesNothingBehind() {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        ServerRig cleaning = rig(options -> options.cleanupEmptyChildNamespaces(true));
        ParentNamespace parent = cleaning.io.ofAsync((name, auth) -> answer);
        parent.onConnection(socket -> connected.add(socket.id()));
        ClientRig client = cleaning.open();
        client.send("0/later,");

        client.end(CloseReason.TRANSPORT_CLOSE, null);
        answer.complete(true);

        assertThat(connected).isEmpty();
        assertThat(parent.children()).isEmpty();
        assertThat(cleaning.sessions()).isZero();
    }

    @Test
    void aMatcherThatFailsMeansNoAndIsReported() {
        rig.io.of((name, auth) -> {
            throw new IllegalStateException("a fault of the application");
        });
        rig.io.ofAsync((name, auth) -> CompletableFuture.failedFuture(new IllegalStateException("later")));
        ClientRig client = rig.open();

        client.send("0/a,");

        assertThat(client.received()).containsExactly("4/a," + INVALID);
        assertThat(rig.errors)
                .extracting(error -> error.listener())
                .containsExactly("namespace matcher", "namespace matcher");
    }

    @Test
    void childrenGetTheMiddlewaresAndListenersOfTheirParent() {
        ParentNamespace parent = rig.io.of(DYNAMIC);
        parent.use(socket -> {
            if (socket.handshake().auth().isEmpty()) {
                throw new ConnectRejectedException("no");
            }
        });
        parent.onConnection(socket -> connected.add(socket.namespace().name()));
        ClientRig client = rig.open();

        client.send("0/dynamic-1,");
        client.send("0/dynamic-2,{\"a\":1}");

        assertThat(client.received().get(0)).isEqualTo("4/dynamic-1,{\"message\":\"no\"}");
        assertThat(connected).containsExactly("/dynamic-2");
    }

    @Test
    void aBroadcastOfTheParentReachesAllChildren() {
        ParentNamespace parent = rig.io.of(DYNAMIC);
        parent.onConnection(socket -> socket.join("room"));
        ClientRig one = rig.open();
        ClientRig two = rig.open();
        one.join("/dynamic-1");
        two.join("/dynamic-2");
        rig.open().join("/");

        parent.emit("x", 1);
        parent.to("room").emit("y");
        parent.to("nowhere").emit("z");

        assertThat(one.received()).containsExactly("2/dynamic-1,[\"x\",1]", "2/dynamic-1,[\"y\"]");
        assertThat(two.received()).containsExactly("2/dynamic-2,[\"x\",1]", "2/dynamic-2,[\"y\"]");
    }

    @Test
    void aParentAsksTheSocketsOfAllChildren() {
        ParentNamespace parent = rig.io.of(DYNAMIC);
        ClientRig one = rig.open();
        ClientRig two = rig.open();
        String first = one.join("/dynamic-1");
        String second = two.join("/dynamic-2");

        List<RemoteSocket> sockets = parent.fetchSockets().toCompletableFuture().join();
        assertThat(sockets).extracting(RemoteSocket::id).containsExactlyInAnyOrder(first, second);

        var answers = parent.timeout(Duration.ofSeconds(1)).emitWithAck("ask").toCompletableFuture();
        one.send("3/dynamic-1,0[1]");
        assertThat(answers).isNotDone();
        two.send("3/dynamic-2,0[2]");
        assertThat(answers.join())
                .extracting(answer -> answer.get(0, Integer.class))
                .containsExactly(1, 2);

        parent.disconnectSockets();
        assertThat(one.received()).contains("1/dynamic-1,");
        assertThat(two.received()).contains("1/dynamic-2,");
    }

    @Test
    void theApplicationGetsAChildByItsName() {
        rig.io
                .of(DYNAMIC)
                .onConnection(socket -> connected.add(socket.namespace().name()));

        Namespace child = rig.io.of("/dynamic-7");
        rig.open().join("/dynamic-7");

        assertThat(connected).containsExactly("/dynamic-7");
        assertThat(child.sockets()).hasSize(1);
    }

    @Test
    void listenersHearOfAChildBeforeAnybodyIsInIt() {
        List<String> created = new ArrayList<>();
        rig.io.onNamespace(namespace ->
                created.add(namespace.name() + " " + namespace.sockets().size()));
        rig.io.of(DYNAMIC);

        rig.open().join("/dynamic-1");

        assertThat(created).containsExactly("/ 0", "/dynamic-1 0");
    }

    @Test
    void anEmptyChildStaysUnlessItIsToBeCleanedUp() {
        ParentNamespace parent = rig.io.of(DYNAMIC);
        ClientRig client = rig.open();
        client.join("/dynamic-1");

        client.send("1/dynamic-1,");

        assertThat(parent.children()).hasSize(1);
    }

    @Test
    void aChildEndsWithItsLastSocketIfItIsToBeCleanedUp() {
        ServerRig cleaning = rig(options -> options.cleanupEmptyChildNamespaces(true));
        ParentNamespace parent = cleaning.io.of(DYNAMIC);
        ClientRig one = cleaning.open();
        ClientRig two = cleaning.open();
        one.join("/dynamic-1");
        two.join("/dynamic-1");

        one.send("1/dynamic-1,");
        assertThat(parent.children()).hasSize(1);
        two.end(CloseReason.TRANSPORT_CLOSE, null);
        assertThat(parent.children()).isEmpty();
        assertThat(cleaning.io.namespaces()).extracting(Namespace::name).containsExactly("/");

        one.join("/dynamic-1");
        assertThat(parent.children()).hasSize(1);
    }

    @Test
    void aChildWhoseOnlySocketIsRefusedIsCleanedUp() {
        ServerRig cleaning = rig(options -> options.cleanupEmptyChildNamespaces(true));
        ParentNamespace parent = cleaning.io.of(DYNAMIC);
        parent.use(socket -> {
            throw new ConnectRejectedException("no");
        });

        ClientRig client = cleaning.open();
        client.send("0/dynamic-1,");

        assertThat(client.received()).containsExactly("4/dynamic-1,{\"message\":\"no\"}");
        assertThat(parent.children()).isEmpty();
    }

    @Test
    void whatTheApplicationMadeIsNeverCleanedUp() {
        ServerRig cleaning = rig(options -> options.cleanupEmptyChildNamespaces(true));
        cleaning.io.of("/own");
        ClientRig client = cleaning.open();
        client.join("/own");

        client.send("1/own,");

        assertThat(cleaning.io.namespaces()).extracting(Namespace::name).contains("/own");
    }

    @Test
    void clientsMayMakeOnlySoManyNamespaces() {
        ServerRig capped = rig(options -> options.maxChildNamespaces(2).cleanupEmptyChildNamespaces(true));
        capped.io.of(DYNAMIC);
        ClientRig client = capped.open();
        client.join("/dynamic-1");
        client.join("/dynamic-2");
        capped.io.of("/dynamic-9"); // the application's own does not count

        client.send("0/dynamic-3,");
        assertThat(client.received()).containsExactly("4/dynamic-3,{\"message\":\"Too many namespaces\"}");
        assertThat(client.open()).isTrue();

        client.send("1/dynamic-1,");
        client.join("/dynamic-3");
    }

    @Test
    void aNameThatIsTooLongIsInvalidBeforeAnybodyIsAsked() {
        List<String> asked = new ArrayList<>();
        rig.io.of((name, auth) -> asked.add(name));
        ClientRig client = rig.open();

        client.send("0/" + "x".repeat(1024) + ",");
        assertThat(client.received()).singleElement().asString().endsWith("," + INVALID);
        assertThat(asked).isEmpty();

        client.join("/" + "x".repeat(1023));
        assertThat(asked).hasSize(1);
    }

    @Test
    void aChildThatCannotBeMadeIsAnErrorForTheClientAndReported() {
        ServerRig broken = rig(options -> options.maxChildNamespaces(1).adapter(context -> {
            if (context.namespace().equals("/broken")) {
                throw new IllegalStateException("no broker");
            }
            return new InMemoryAdapter(context);
        }));
        broken.io.of((name, auth) -> true);
        ClientRig client = broken.open();

        client.send("0/broken,");
        client.send("0/broken,"); // the first was answered, so this one is no fault

        assertThat(client.received())
                .containsExactly(
                        "4/broken,{\"message\":\"Internal error\"}", "4/broken,{\"message\":\"Internal error\"}");
        assertThat(broken.errors).hasSize(2).allSatisfy(error -> assertThat(error.cause())
                .hasMessage("no broker"));
        client.join("/whole");
    }

    @Test
    void namespacesThatHaveEndedAreForgottenByListenersToo() {
        ServerRig cleaning = rig(options -> options.cleanupEmptyChildNamespaces(true));
        List<String> created = new ArrayList<>();
        cleaning.io.onNamespace(namespace -> created.add(namespace.name()));
        cleaning.io.of(DYNAMIC);
        ClientRig client = cleaning.open();

        for (int i = 0; i < 3; i++) {
            client.join("/dynamic-1");
            client.send("1/dynamic-1,");
        }

        assertThat(created).containsExactly("/", "/dynamic-1", "/dynamic-1", "/dynamic-1");
        assertThat(cleaning.io.registry().remembered()).as("the main namespace").isEqualTo(1);
    }

    @Test
    void aListenerThatComesWhileANamespaceIsBeingMadeHearsOfItOnce() {
        List<String> early = new ArrayList<>();
        List<String> late = new ArrayList<>();
        rig.io.onNamespace(namespace -> {
            if (early.add(namespace.name()) && namespace.name().equals("/a")) {
                rig.io.onNamespace(seen -> late.add(seen.name()));
            }
        });

        rig.io.of("/a");

        assertThat(early).containsExactly("/", "/a");
        assertThat(late).containsExactlyInAnyOrder("/", "/a");
    }

    @Test
    void manyClientsAtOnceMakeAChildOnce() throws Exception {
        ServerRig cleaning = rig(options -> options.cleanupEmptyChildNamespaces(true));
        List<Socket> sockets = new CopyOnWriteArrayList<>();
        AtomicInteger made = new AtomicInteger();
        cleaning.io.onNamespace(namespace -> made.incrementAndGet());
        ParentNamespace parent = cleaning.io.of(DYNAMIC);
        parent.onConnection(sockets::add);

        Race.run(4, thread -> {
            ClientRig client = cleaning.open();
            for (int i = 0; i < 500; i++) {
                client.send("0/dynamic-1,");
                while (client.received().isEmpty()) { // another thread is making it
                    Thread.onSpinWait();
                }
                client.send("1/dynamic-1,");
            }
        });

        assertThat(sockets).hasSize(2000);
        assertThat(parent.children()).isEmpty();
        assertThat(cleaning.io.namespaces()).extracting(Namespace::name).containsExactly("/");
    }

    private static ServerRig rig(Consumer<ServerOptions.Builder> change) {
        return new ServerRig(change);
    }
}
