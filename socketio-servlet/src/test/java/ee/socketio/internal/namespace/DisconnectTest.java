package ee.socketio.internal.namespace;

import static ee.socketio.DisconnectReason.FORCED_CLOSE;
import static ee.socketio.DisconnectReason.PING_TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.DisconnectReason;
import ee.socketio.Socket;
import ee.socketio.engine.CloseReason;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How sockets end and what their listeners hear: PROTOCOL 3.9. */
class DisconnectTest {
    private final ServerRig rig = new ServerRig();
    private final List<String> heard = new ArrayList<>();

    @Test
    void aClientThatLeavesANamespaceKeepsTheOthers() {
        listen("/");
        listen("/a");
        ClientRig client = client("/", "/a");
        Socket a = socket("/a");

        client.send("1/a,");

        assertThat(client.received()).isEmpty();
        assertThat(client.open()).isTrue();
        assertThat(heard)
                .containsExactly(
                        "/a disconnecting client namespace disconnect", "/a disconnect client namespace disconnect");
        assertThat(a.connected()).isFalse();
        assertThat(socket("/").connected()).isTrue();
        assertThat(rig.io.of("/a").sockets()).isEmpty();
    }

    @Test
    void aSocketThatTheServerDisconnectsLeavesItsNamespaceOnly() {
        listen("/a");
        ClientRig client = client("/", "/a");

        socket("/a").disconnect();

        assertThat(client.received()).containsExactly("1/a,");
        assertThat(client.open()).isTrue();
        assertThat(heard)
                .containsExactly(
                        "/a disconnecting server namespace disconnect", "/a disconnect server namespace disconnect");
        assertThat(socket("/").connected()).isTrue();
    }

    @Test
    void theConnectionStaysWithoutAnyNamespace() {
        ClientRig client = client("/");

        socket("/").disconnect(false);

        assertThat(client.received()).containsExactly("1");
        assertThat(client.open()).isTrue();
        assertThat(client.join("/")).isNotNull();
    }

    @Test
    void whatCrossesTheServersDisconnectIsIgnored() {
        rig.io.onConnection(socket -> socket.onAny(event -> heard.add(event.name())));
        ClientRig client = client("/");
        socket("/").disconnect();
        client.received();

        client.send("2[\"x\"]");
        client.send("21[\"x\"]");
        client.send("31[]");
        client.send("51-[\"x\",{\"_placeholder\":true,\"num\":0}]", new byte[] {1});
        client.send("1");

        assertThat(client.open()).isTrue();
        assertThat(client.received()).isEmpty();
        assertThat(heard).isEmpty();
        assertThat(client.join("/")).isNotNull();
        client.send("2[\"again\"]");
        assertThat(heard).containsExactly("again");
    }

    @Test
    void disconnectingTwiceIsDisconnectingOnce() {
        listen("/");
        ClientRig client = client("/");
        Socket socket = socket("/");

        socket.disconnect();
        socket.disconnect();
        socket.disconnect(false);

        assertThat(client.received()).containsExactly("1");
        assertThat(heard).hasSize(2);
    }

    @Test
    void aSocketOfThePastDoesNotDisconnectItsSuccessor() {
        ClientRig client = client("/");
        Socket past = socket("/");
        client.send("1");
        String successor = client.join("/");

        past.disconnect();

        assertThat(client.received()).isEmpty();
        assertThat(rig.socket(successor).connected()).isTrue();
    }

    @Test
    void aClosingDisconnectLeavesEveryNamespaceAndClosesTheConnection() {
        listen("/");
        listen("/a");
        ClientRig client = client("/", "/a");

        socket("/a").disconnect(true);

        assertThat(client.received()).containsExactly("1", "1/a,");
        assertThat(client.closed()).isTrue();
        assertThat(heard)
                .containsExactlyInAnyOrder(
                        "/ disconnecting server namespace disconnect",
                        "/ disconnect server namespace disconnect",
                        "/a disconnecting server namespace disconnect",
                        "/a disconnect server namespace disconnect");
        assertThat(rig.sessions()).isZero();
    }

    @Test
    void aClientThatPollsHearsOfAClosingDisconnectWithItsNextRequest() {
        ClientRig client = rig.openPolling();
        client.send("0");
        client.poll();
        client.received();

        socket("/").disconnect(true);
        assertThat(client.closed()).isFalse();

        client.poll();
        assertThat(client.received()).containsExactly("1");
        client.poll();
        assertThat(client.closed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(CloseReason.class)
    void theEndOfTheConnectionIsTheEndOfEverySocket(CloseReason reason) {
        IOException cause = new IOException("broken pipe");
        List<Throwable> causes = new ArrayList<>();
        for (String namespace : List.of("/", "/a")) {
            rig.io.of(namespace).onConnection(socket -> {
                socket.onDisconnecting((why, what) -> causes.add(what));
                socket.onDisconnect((why, what) -> causes.add(what));
                socket.onDisconnect(why -> heard.add(why.toString()));
            });
        }
        ClientRig client = client("/", "/a");

        client.end(reason, cause);

        assertThat(heard).containsExactly(reason.toString(), reason.toString());
        assertThat(causes).hasSize(4).allMatch(each -> each == cause);
        assertThat(rig.io.sockets().sockets()).isEmpty();
        assertThat(rig.io.of("/a").sockets()).isEmpty();
        assertThat(rig.io).hasToString("SocketIoServer[0 clients, 2 namespaces]");
        assertThat(rig.liveTimers()).isZero();
    }

    @Test
    void aClientThatAnswersNoPingHasTimedOut() {
        ServerRig pinging = new ServerRig(
                options -> options.pingInterval(Duration.ofSeconds(25)).pingTimeout(Duration.ofSeconds(20)));
        List<DisconnectReason> reasons = new ArrayList<>();
        pinging.io.onConnection(socket -> socket.onDisconnect(reason -> reasons.add(reason)));
        ClientRig client = pinging.connect();

        pinging.advance(Duration.ofSeconds(45));

        assertThat(reasons).containsExactly(PING_TIMEOUT);
        assertThat(client.closed()).isTrue();
        assertThat(pinging.liveTimers()).isZero();
    }

    @Test
    void anApplicationThatClosesTheConnectionForcesIt() {
        List<DisconnectReason> reasons = new ArrayList<>();
        rig.io.onConnection(socket -> socket.onDisconnect(reason -> reasons.add(reason)));
        ClientRig client = client("/");

        socket("/").connection().close();

        assertThat(reasons).containsExactly(FORCED_CLOSE);
        assertThat(client.closed()).isTrue();
        assertThat(client.received()).isEmpty();
    }

    @Test
    void nothingIsSentToASocketThatIsGone() {
        ClientRig client = client("/");
        Socket socket = socket("/");
        socket.disconnect();
        client.received();

        socket.emit("x");
        socket.send("x");
        socket.asVolatile().emit("x");
        rig.io.to(socket.id()).emit("x");
        rig.io.emit("x");

        assertThat(client.received()).isEmpty();
    }

    private ClientRig client(String... namespaces) {
        ClientRig client = rig.open();
        for (String namespace : namespaces) {
            rig.io.of(namespace);
            client.join(namespace);
        }
        return client;
    }

    /** The only socket of a namespace. */
    private Socket socket(String namespace) {
        assertThat(rig.io.of(namespace).sockets()).hasSize(1);
        return rig.io.of(namespace).sockets().values().iterator().next();
    }

    private void listen(String namespace) {
        rig.io.of(namespace).onConnection(socket -> {
            socket.onDisconnecting((reason, cause) -> heard.add(namespace + " disconnecting " + reason));
            socket.onDisconnect(reason -> heard.add(namespace + " disconnect " + reason));
        });
    }
}
