package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.DisconnectReason;
import ee.socketio.Socket;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a client gets into a namespace: PROTOCOL 3.3. */
class ConnectTest {
    private final ServerRig rig = new ServerRig();
    private final List<Socket> connected = new ArrayList<>();

    @Test
    void aConnectIsAnsweredWithTheIdOfTheSocket() {
        rig.io.onConnection(connected::add);
        ClientRig client = rig.open();

        client.send("0");

        List<String> answers = client.received();
        assertThat(answers).hasSize(1);
        String id = ClientRig.socketId(answers.get(0));
        assertThat(connected).hasSize(1);
        assertThat(connected.get(0).id()).isEqualTo(id).isNotEqualTo(client.sessionId());
        assertThat(connected.get(0).connected()).isTrue();
        assertThat(rig.io.sockets().sockets()).containsOnlyKeys(id);
    }

    @Test
    void nothingIsConnectedBeforeTheConnect() {
        rig.io.onConnection(connected::add);

        ClientRig client = rig.open();

        assertThat(connected).isEmpty();
        assertThat(client.received()).isEmpty();
        assertThat(rig.io.sockets().sockets()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0/admin,", "0/admin", "0/admin,{}", "0/admin,5"})
    void anotherNamespaceIsJoinedOverTheSameConnection(String packet) {
        rig.io.of("/admin").onConnection(connected::add);
        ClientRig client = rig.open();
        String main = client.join("/");

        client.send(packet);

        List<String> answers = client.received();
        assertThat(answers).hasSize(1);
        assertThat(answers.get(0)).startsWith("0/admin,{");
        assertThat(ClientRig.socketId(answers.get(0))).isNotEqualTo(main);
        assertThat(connected).hasSize(1);
        assertThat(connected.get(0).namespace()).isSameAs(rig.io.of("admin"));
        assertThat(rig.io.sockets().sockets()).containsOnlyKeys(main);
    }

    @Test
    void aNamespaceIsJoinedWithoutTheMainOne() {
        rig.io.of("/admin");
        ClientRig client = rig.open();

        String id = client.join("/admin");

        assertThat(rig.io.of("/admin").sockets()).containsOnlyKeys(id);
        assertThat(rig.io.sockets().sockets()).isEmpty();
    }

    @Test
    void severalConnectsMayComeBackToBack() {
        rig.io.of("/a");
        rig.io.of("/b");
        ClientRig client = rig.open();

        client.send("0");
        client.send("0/a,");
        client.send("0/b,");

        assertThat(client.received())
                .extracting(ClientRig::socketId)
                .doesNotHaveDuplicates()
                .hasSize(3);
    }

    @Test
    void theHandshakeHasWhatTheClientSentAlong() {
        rig.io.onConnection(connected::add);

        rig.open().send("0{\"token\":\"x\",\"nested\":{\"a\":[1,null]}}");

        JsonObject auth = connected.get(0).handshake().auth();
        assertThat(auth.getString("token")).isEqualTo("x");
        assertThat(auth.getJsonObject("nested").getJsonArray("a").get(1)).isSameAs(JsonValue.NULL);
    }

    @Test
    void theHandshakeIsEmptyIfTheClientSentNothingAlong() {
        rig.io.onConnection(connected::add);

        rig.open().send("0");

        assertThat(connected.get(0).handshake().auth()).isEmpty();
    }

    @Test
    void theHandshakeHasTheRequestThatOpenedTheConnection() {
        rig.io.onConnection(connected::add);

        rig.open().send("0");

        assertThat(connected.get(0).handshake().request()).isEqualTo(ServerRig.request());
        assertThat(connected.get(0).handshake().query()).containsEntry("a", "b");
    }

    @Test
    void anUnknownNamespaceIsRefusedAndTheConnectionStays() {
        ClientRig client = rig.open();

        client.send("0/nope,{\"a\":1}");
        client.send("0/a?x=1,");
        assertThat(client.received())
                .containsExactly(
                        "4/nope,{\"message\":\"Invalid namespace\"}", "4/a?x=1,{\"message\":\"Invalid namespace\"}");

        client.join("/");
        assertThat(client.open()).isTrue();
    }

    @Test
    void aNamespaceCanBeJoinedAsSoonAsItExists() {
        ClientRig client = rig.open();
        client.send("0/late,");
        assertThat(client.received()).containsExactly("4/late,{\"message\":\"Invalid namespace\"}");

        rig.io.of("late");

        assertThat(client.join("/late")).isNotNull();
    }

    @Test
    void theAnswerComesBeforeWhatTheConnectionListenerSends() {
        rig.io.onConnection(socket -> socket.emit("welcome", socket.id()));
        ClientRig client = rig.open();

        client.send("0");

        List<String> received = client.received();
        assertThat(received).hasSize(2);
        assertThat(received.get(1)).isEqualTo("2[\"welcome\",\"" + ClientRig.socketId(received.get(0)) + "\"]");
    }

    @Test
    void whatAMiddlewareSendsComesBeforeTheAnswer() {
        rig.io.use(socket -> socket.emit("session", 1));
        ClientRig client = rig.open();

        client.send("0");

        List<String> received = client.received();
        assertThat(received).hasSize(2);
        assertThat(received.get(0)).isEqualTo("2[\"session\",1]");
        assertThat(ClientRig.socketId(received.get(1))).isNotNull();
    }

    @Test
    void aBroadcastOfTheConnectionListenerReachesItsOwnSocketToo() {
        ClientRig other = rig.connect();
        rig.io.onConnection(socket -> rig.io.emit("joined"));
        ClientRig client = rig.open();

        client.send("0");

        assertThat(client.received()).hasSize(2).last().isEqualTo("2[\"joined\"]");
        assertThat(other.received()).containsExactly("2[\"joined\"]");
    }

    @Test
    void connectionListenersRunInTheirOrderAndCanBeTakenBack() {
        List<String> calls = new ArrayList<>();
        rig.io.onConnection(socket -> calls.add("first"));
        var second = rig.io.onConnection(socket -> calls.add("second"));
        rig.io.sockets().onConnection(socket -> calls.add("third"));

        rig.connect();
        second.remove();
        rig.connect();

        assertThat(calls).containsExactly("first", "second", "third", "first", "third");
    }

    @Test
    void aFaultyConnectionListenerIsReportedAndTheSocketStays() {
        rig.io.onConnection(socket -> {
            throw new IllegalStateException("a fault of the application");
        });
        rig.io.onConnection(connected::add);

        ClientRig client = rig.connect();

        assertThat(rig.errors).hasSize(1);
        assertThat(rig.errors.get(0).socketId()).isEqualTo(connected.get(0).id());
        assertThat(rig.errors.get(0).cause()).hasMessage("a fault of the application");
        assertThat(connected.get(0).connected()).isTrue();
        assertThat(client.open()).isTrue();
    }

    @Test
    void aSecondConnectClosesTheWholeConnection() {
        List<DisconnectReason> reasons = new ArrayList<>();
        List<Throwable> errors = new ArrayList<>();
        rig.io.of("/a").onConnection(socket -> {
            socket.onDisconnect(reason -> reasons.add(reason));
            socket.onError(errors::add);
        });
        rig.io.onConnection(socket -> socket.onDisconnect(reason -> reasons.add(reason)));
        ClientRig client = rig.connect();
        client.join("/a");

        client.send("0/a,");

        assertThat(client.closed()).isTrue();
        assertThat(client.received()).isEmpty();
        assertThat(reasons).containsExactly(DisconnectReason.FORCED_CLOSE, DisconnectReason.FORCED_CLOSE);
        assertThat(errors).isEmpty();
        assertThat(rig.sessions()).isZero();
    }

    @Test
    void aSecondConnectWhileTheFirstIsPendingClosesTheConnection() {
        rig.io.use((socket, next) -> connected.add(socket));
        ClientRig client = rig.open();
        client.send("0");

        client.send("0");

        assertThat(client.closed()).isTrue();
        assertThat(connected).hasSize(1);
    }

    @Test
    void theClientMayComeBackAfterItLeft() {
        ClientRig client = rig.open();
        String first = client.join("/");

        client.send("1");
        String second = client.join("/");

        assertThat(second).isNotEqualTo(first);
        assertThat(rig.io.sockets().sockets()).containsOnlyKeys(second);
    }

    @Test
    void idsOfManySocketsDiffer() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            ids.add(rig.open().join("/"));
        }

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(rig.io.sockets().sockets()).hasSize(1000);
    }
}
