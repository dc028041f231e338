package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.BroadcastOperator;
import ee.socketio.EventListener;
import ee.socketio.FetchTimeoutException;
import ee.socketio.Namespace;
import ee.socketio.ParentNamespace;
import ee.socketio.Socket;
import ee.socketio.adapter.InMemoryAdapter;
import ee.socketio.engine.ListenerError;
import ee.socketio.spi.Adapter;
import ee.socketio.spi.AdapterFactory;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The names and callbacks of 2.x, which do what their newer forms do. */
@SuppressWarnings("deprecation") // they are what is tested
class OldNamesTest {
    private final ServerRig rig = new ServerRig();
    private final List<Throwable> errors = new ArrayList<>();
    private final List<String> found = new ArrayList<>();

    @Test
    void clientsOfTheServerANamespaceAndARoomAreTold() {
        Socket ann = rig.socket(rig.open().join("/"));
        Socket bob = rig.socket(rig.open().join("/"));
        Namespace chat = rig.io.of("/chat");
        String carl = rig.open().join("/chat");
        bob.join("general");

        assertThat(clients(rig.io)).containsExactlyInAnyOrder(ann.id(), bob.id());
        assertThat(clients(rig.io.sockets())).containsExactlyInAnyOrder(ann.id(), bob.id());
        assertThat(clients(rig.io.in("general"))).containsExactly(bob.id());
        assertThat(clients(chat)).containsExactly(carl);
        assertThat(clients(chat.in("general"))).isEmpty();
        assertThat(clients(ann.broadcast())).containsExactly(bob.id());
        assertThat(errors).containsOnlyNulls().hasSize(6);
    }

    @Test
    void clientsOfAllChildrenOfAParentAreTold() {
        ParentNamespace parent = rig.io.of(Pattern.compile("/room-\\d"));
        String ann = rig.open().join("/room-1");
        String bob = rig.open().join("/room-2");

        assertThat(clients(parent)).containsExactlyInAnyOrder(ann, bob);
    }

    @Test
    void clientsOfAServerThatDoesNotAnswerAreMissingAndTheErrorSaysSo() {
        ClusterRig cluster = new ClusterRig(3);
        cluster.get(1).node().hold();

        cluster.get(0).io().timeout(Duration.ofSeconds(1)).clients(this::take);
        assertThat(errors).isEmpty();
        cluster.get(0).rig().advance(Duration.ofSeconds(1));

        assertThat(errors).singleElement().isInstanceOf(FetchTimeoutException.class);
        assertThat(found)
                .containsExactlyInAnyOrder(cluster.get(0).id(), cluster.get(2).id());
    }

    @Test
    void whatACallbackThrowsIsReported() {
        IllegalStateException thrown = new IllegalStateException("test");

        rig.io.clients((error, ids) -> {
            throw thrown;
        });

        assertThat(rig.errors).extracting(ListenerError::cause).containsExactly(thrown);
    }

    @Test
    void connectedIsTheMapOfSockets() {
        Socket socket = rig.socket(rig.open().join("/"));

        assertThat(rig.io.sockets().connected()).isEqualTo(Map.of(socket.id(), socket));
    }

    @Test
    void theHintAboutBinaryDataChangesNothing() {
        ClientRig client = rig.open();
        Socket socket = rig.socket(client.join("/"));

        rig.io.binary(false).emit("a", new byte[] {1});
        rig.io.sockets().in(socket.id()).binary(true).emit("b", "text");
        socket.binary(false).emit("c", new byte[] {2});

        assertThat(client.received())
                .containsExactly(
                        "51-[\"a\",{\"_placeholder\":true,\"num\":0}]",
                        "[1]",
                        "2[\"b\",\"text\"]",
                        "51-[\"c\",{\"_placeholder\":true,\"num\":0}]",
                        "[2]");
    }

    @Test
    void roomsAreJoinedWhenTheCallbackIsCalledAndThatIsBeforeJoinReturns() {
        Socket socket = rig.socket(rig.open().join("/"));
        List<Set<String>> seen = new ArrayList<>();

        socket.join("a", error -> {
            errors.add(error);
            seen.add(socket.rooms());
        });
        socket.join(List.of("b", "c"), error -> {
            errors.add(error);
            seen.add(socket.rooms());
        });
        socket.leave("b", error -> {
            errors.add(error);
            seen.add(socket.rooms());
        });

        assertThat(seen)
                .containsExactly(
                        Set.of(socket.id(), "a"), Set.of(socket.id(), "a", "b", "c"), Set.of(socket.id(), "a", "c"));
        assertThat(errors).containsOnlyNulls().hasSize(3);
    }

    @Test
    void aCollectionOfRoomsIsJoinedWithoutCallback() {
        Socket socket = rig.socket(rig.open().join("/"));

        socket.join(List.of("a", "b"));

        assertThat(socket.rooms()).containsExactlyInAnyOrder(socket.id(), "a", "b");
    }

    @Test
    void aCallbackIsCalledAfterTheDisconnectToo() {
        Socket socket = rig.socket(rig.open().join("/"));
        socket.disconnect();

        socket.join("a", errors::add);
        socket.leave("a", errors::add);

        assertThat(errors).containsOnlyNulls().hasSize(2);
        assertThat(socket.rooms()).isEmpty();
    }

    @Test
    void aFailureOfTheAdapterIsGivenToTheCallbackAndNotThrown() {
        ServerRig broken =
                new ServerRig(options -> options.adapter(context -> withBrokenRoom(new InMemoryAdapter(context))));
        Socket socket = broken.socket(broken.open().join("/"));

        socket.join("broken", errors::add);
        socket.join(List.of("fine", "broken"), errors::add);
        socket.leave("broken", errors::add);
        socket.join("fine", errors::add);

        assertThat(errors).hasSize(4).endsWith((Throwable) null);
        assertThat(errors.subList(0, 3)).allSatisfy(error -> assertThat(error).hasMessage("no such room"));
    }

    @Test
    void listenersAreRemovedUnderTheirOldNames() {
        ClientRig client = rig.open();
        Socket socket = rig.socket(client.join("/"));
        List<String> heard = new ArrayList<>();
        EventListener kept = event -> heard.add("kept " + event.name());
        EventListener removed = event -> heard.add("removed " + event.name());
        socket.on("a", kept);
        socket.on("a", removed);
        socket.on("b", removed);
        socket.onAny(event -> heard.add("any"));

        socket.removeListener("a", removed);
        socket.removeAllListeners("b");
        client.send("2[\"a\"]");
        client.send("2[\"b\"]");
        assertThat(heard).containsExactly("any", "kept a", "any");
        assertThat(socket.eventNames()).containsExactly("a");

        heard.clear();
        socket.on("c", removed);
        socket.removeAllListeners();
        client.send("2[\"a\"]");
        client.send("2[\"c\"]");
        assertThat(heard).containsExactly("any", "any");
        assertThat(socket.eventNames()).isEmpty();
    }

    @Test
    void offWithoutANameTakesBackTypedAndSingleListenersToo() {
        ClientRig client = rig.open();
        Socket socket = rig.socket(client.join("/"));
        List<String> heard = new ArrayList<>();
        socket.on("a", String.class, text -> {
            heard.add(text);
        });
        socket.once("b", event -> heard.add("b"));

        socket.off();
        client.send("2[\"a\",\"x\"]");
        client.send("2[\"b\"]");

        assertThat(heard).isEmpty();
    }

    @Test
    void theServerTellsWhatItWasSetTo() {
        AdapterFactory adapters = InMemoryAdapter::new;
        ServerRig set = new ServerRig(options -> options.serveClient(false).adapter(adapters));

        assertThat(rig.io.serveClient()).isTrue();
        assertThat(rig.io.adapter()).isNull();
        assertThat(rig.io.path()).isEqualTo("/socket.io");
        assertThat(set.io.serveClient()).isFalse();
        assertThat(set.io.adapter()).isSameAs(adapters);
    }

    /** An adapter that cannot do anything with the room {@code broken}. */
    private static Adapter withBrokenRoom(Adapter adapter) {
        return (Adapter) Proxy.newProxyInstance(
                Adapter.class.getClassLoader(), new Class<?>[] {Adapter.class}, (proxy, method, arguments) -> {
                    if (arguments != null && Arrays.deepToString(arguments).contains("broken")) {
                        throw new IllegalStateException("no such room");
                    }
                    return method.invoke(adapter, arguments);
                });
    }

    private List<String> clients(BroadcastOperator whom) {
        found.clear();
        whom.clients(this::take);
        return List.copyOf(found);
    }

    private void take(Throwable error, List<String> ids) {
        errors.add(error);
        found.addAll(ids);
    }
}
