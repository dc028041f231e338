package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ee.socketio.Namespace;
import ee.socketio.Race;
import ee.socketio.Socket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** The namespaces of a server, and what a socket has. */
class NamespacesTest {
    private final ServerRig rig = new ServerRig();
    private final List<String> created = new ArrayList<>();

    @Test
    void aNamespaceIsMadeOnce() {
        Namespace chat = rig.io.of("/chat");

        assertThat(rig.io.of("/chat")).isSameAs(chat);
        assertThat(rig.io.of("chat")).isSameAs(chat);
        assertThat(chat.name()).isEqualTo("/chat");
        assertThat(chat.server()).isSameAs(rig.io);
    }

    @Test
    void theMainNamespaceIsThereFromTheStart() {
        assertThat(rig.io.of("/")).isSameAs(rig.io.sockets());
        assertThat(rig.io.of("")).isSameAs(rig.io.sockets());
        assertThat(rig.io.namespaces()).containsExactly(rig.io.sockets());
    }

    @Test
    void theNamespacesThatAreHandedOutAreACopy() {
        Collection<Namespace> before = rig.io.namespaces();

        Namespace chat = rig.io.of("/chat");

        assertThat(before).containsExactly(rig.io.sockets());
        assertThat(rig.io.namespaces()).containsExactlyInAnyOrder(rig.io.sockets(), chat);
    }

    @Test
    void listenersHearOfNamespacesThatAreThereAndThatComeLater() {
        rig.io.of("/early");

        rig.io.onNamespace(namespace -> created.add(namespace.name()));
        assertThat(created).containsExactlyInAnyOrder("/", "/early");

        rig.io.of("/late");
        rig.io.of("/late");
        assertThat(created).hasSize(3).last().isEqualTo("/late");
    }

    @Test
    void aFaultyNamespaceListenerIsReportedAndTheNamespaceStays() {
        rig.io.onNamespace(namespace -> {
            if (namespace.name().equals("/a")) {
                throw new IllegalStateException("a fault of the application");
            }
        });

        rig.io.of("/a");

        assertThat(rig.errors).extracting(error -> error.listener()).containsExactly("namespace listener");
        assertThat(rig.open().join("/a")).isNotNull();
    }

    @Test
    void aNamespaceIsMadeOnceByManyThreads() throws Exception {
        Set<Namespace> seen = ConcurrentHashMap.newKeySet();
        rig.io.onNamespace(namespace -> created.add(namespace.name()));

        Race.run(3, thread -> seen.add(rig.io.of("/raced")));

        assertThat(seen).hasSize(1);
        assertThat(created).containsExactly("/", "/raced");
    }

    @Test
    void theSocketsOfANamespaceAreALiveViewThatCannotBeChanged() {
        Map<String, Socket> sockets = rig.io.sockets().sockets();
        assertThat(sockets).isEmpty();

        ClientRig client = rig.open();
        String id = client.join("/");
        assertThat(sockets).containsOnlyKeys(id);
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(sockets::clear);

        client.send("1");
        assertThat(sockets).isEmpty();
    }

    @Test
    void aSocketHasDataAsLongAsItLives() {
        ClientRig client = rig.open();
        rig.io.use(socket -> socket.data().put("user", "ann"));
        List<Object> users = new ArrayList<>();
        rig.io.onConnection(socket -> {
            users.add(socket.data().get("user"));
            socket.data().put("count", 1);
            socket.on("x", event -> users.add(event.socket().data().get("count")));
            socket.onDisconnect(reason -> users.add(socket.data().get("user")));
        });
        client.join("/");

        client.send("2[\"x\"]");
        client.send("1");

        assertThat(users).containsExactly("ann", 1, "ann");
    }

    @Test
    void socketsDoNotShareTheirData() {
        rig.io.of("/a");
        ClientRig client = rig.open();
        Socket main = rig.socket(client.join("/"));
        String other = client.join("/a");

        main.data().put("user", "ann");

        assertThat(rig.io.of("/a").sockets().get(other).data()).isEmpty();
    }

    @Test
    void theSocketsOfOneClientShareItsConnection() {
        rig.io.of("/a");
        ClientRig client = rig.open();
        Socket main = rig.socket(client.join("/"));
        Socket other = rig.io.of("/a").sockets().get(client.join("/a"));

        assertThat(main.connection()).isSameAs(other.connection());
        assertThat(main.connection().id()).isEqualTo(client.sessionId());
        assertThat(main.namespace()).isSameAs(rig.io.sockets());
        assertThat(other.namespace()).isSameAs(rig.io.of("/a"));
    }

    @Test
    void aSocketPrintsItsIdItsNamespaceAndItsState() {
        ClientRig client = rig.open();
        Socket socket = rig.socket(client.join("/"));
        assertThat(socket).hasToString("Socket[" + socket.id() + " in / CONNECTED]");

        client.send("1");
        assertThat(socket).hasToString("Socket[" + socket.id() + " in / DISCONNECTED]");
    }
}
