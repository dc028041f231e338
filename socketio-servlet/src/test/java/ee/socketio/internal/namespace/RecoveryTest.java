package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.DisconnectReason;
import ee.socketio.RecoveryOptions;
import ee.socketio.Socket;
import ee.socketio.adapter.InMemoryAdapter;
import ee.socketio.engine.CloseReason;
import ee.socketio.engine.InvalidOptionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets a session back, and what is in it: PROTOCOL 3.10. */
class RecoveryTest {
    private final ServerRig rig = Visitor.server();
    private final List<Socket> connected = new ArrayList<>();

    RecoveryTest() {
        rig.io.onConnection(connected::add);
    }

    @Test
    void aClientGetsASecretThatIsNotItsId() {
        Visitor visitor = Visitor.in(rig);

        assertThat(visitor.privateId()).hasSize(20).isNotEqualTo(visitor.id());
        assertThat(connected.get(0).recovered()).isFalse();
    }

    @Test
    void aClientThatIsBackHasItsIdItsSecretItsRoomsAndItsData() {
        Visitor visitor = Visitor.in(rig);
        String id = visitor.id();
        visitor.socket().join("red", "blue");
        visitor.socket().data().put("name", "Ann");

        visitor.drop();
        visitor.comeBack();

        assertThat(visitor.recovered()).isTrue();
        assertThat(visitor.id()).isEqualTo(id);
        assertThat(connected).hasSize(2);
        Socket back = connected.get(1);
        assertThat(back.recovered()).isTrue();
        assertThat(back.id()).isEqualTo(id);
        assertThat(back.rooms()).containsExactlyInAnyOrder(id, "red", "blue");
        assertThat(back.data()).containsOnly(Map.entry("name", "Ann"));
        assertThat(rig.io.sockets().sockets()).containsOnlyKeys(id);
    }

    @Test
    void theApplicationDoesNotSeeTheSecretOfAClientThatIsBack() {
        Visitor visitor = Visitor.in(rig);
        String secret = visitor.privateId();
        visitor.drop();

        visitor.comeBackWith("{\"pid\":\"" + secret + "\",\"token\":1}");

        assertThat(visitor.recovered()).isTrue();
        assertThat(connected.get(1).handshake().auth().toString())
                .contains("token")
                .doesNotContain(secret);
    }

    @Test
    void theSecretReachesNobodyElse() {
        Visitor other = Visitor.in(rig);
        Visitor visitor = Visitor.in(rig);
        rig.io.emit("all", 1);
        visitor.drop();
        rig.io.emit("all", 2);
        visitor.comeBack();

        assertThat(other.client().received()).isNotEmpty().noneMatch(message -> message.contains(visitor.privateId()));
    }

    @ParameterizedTest
    @EnumSource(
            value = CloseReason.class,
            names = {"TRANSPORT_ERROR", "TRANSPORT_CLOSE", "PING_TIMEOUT", "FORCED_CLOSE"})
    void aLostConnectionMayBeRecovered(CloseReason reason) {
        Visitor visitor = Visitor.in(rig);

        visitor.end(reason);
        visitor.comeBack();

        assertThat(visitor.recovered()).isTrue();
    }

    @Test
    void aConnectionThatBrokeTheProtocolIsNotRecovered() {
        Visitor visitor = Visitor.in(rig);

        visitor.end(CloseReason.PARSE_ERROR);

        assertThat(visitor.comeBack()).isEmpty();
        assertThat(visitor.recovered()).isFalse();
    }

    @Test
    void aClientThatLeftBeginsAnewAlsoOnTheSameConnection() {
        Visitor visitor = Visitor.in(rig);
        String id = visitor.id();
        String secret = visitor.privateId();
        visitor.client().send("1");

        visitor.request("{\"pid\":\"" + secret + "\"}");

        visitor.confirmed();
        assertThat(visitor.recovered()).isFalse();
        assertThat(visitor.id()).isNotEqualTo(id);
        assertThat(visitor.client().open()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aClientThatWasThrownOutBeginsAnew(boolean close) {
        Visitor visitor = Visitor.in(rig);
        visitor.socket().disconnect(close);
        visitor.drop();

        visitor.comeBack();

        assertThat(visitor.recovered()).isFalse();
        assertThat(connected.get(1).recovered()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"pid\":\"01234567890123456789\"}",
                "{\"pid\":\"\",\"offset\":\"\"}",
                "{\"pid\":5,\"offset\":5}",
                "{\"pid\":null}",
                "{\"pid\":{\"a\":1},\"offset\":[]}",
                "{\"offset\":\"x\"}"
            })
    void anUnknownSecretGivesAnOrdinarySession(String auth) {
        Visitor visitor = Visitor.in(rig);
        String id = visitor.id();
        rig.io.emit("missed", 1);
        visitor.drop();

        assertThat(visitor.comeBackWith(auth)).isEmpty();

        assertThat(visitor.recovered()).isFalse();
        assertThat(visitor.id()).isNotEqualTo(id);
        assertThat(connected.get(1).recovered()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\"x\"",
                "5",
                "null",
                "{}",
                "\"AAAAAAAA.1\"",
                "\"%s.\"",
                "\"%s.-1\"",
                "\"%s.0\"",
                "\"%s.zzzz\"",
                "\"%s.zzzzzzzzzzzzzzzzzzzzzz\""
            })
    void anOffsetThatTheClientWasNotSentGivesAnOrdinarySession(String offset) {
        Visitor visitor = Visitor.in(rig);
        visitor.socket().data().put("name", "Ann");
        rig.io.emit("first");
        visitor.events();
        String id = visitor.id();
        String prefix = visitor.offset().substring(0, 8);
        visitor.drop();

        visitor.comeBackWith(
                "{\"pid\":\"" + visitor.privateId() + "\",\"offset\":" + offset.replace("%s", prefix) + "}");

        assertThat(visitor.recovered()).isFalse();
        assertThat(visitor.id()).isNotEqualTo(id);
        assertThat(visitor.socket().recovered()).isFalse();
        assertThat(visitor.socket().data()).isEmpty();
        assertThat(visitor.socket().rooms()).containsOnly(visitor.id());
        assertThat(connected).hasSize(2);
    }

    @Test
    void anOffsetOfAnotherNamespaceGivesAnOrdinarySession() {
        rig.io.of("/other");
        Visitor other = Visitor.in(rig, "/other");
        rig.io.of("/other").emit("there");
        other.events();
        Visitor visitor = Visitor.in(rig);
        visitor.drop();

        visitor.comeBackWith("{\"pid\":\"" + visitor.privateId() + "\",\"offset\":\"" + other.offset() + "\"}");

        assertThat(visitor.recovered()).isFalse();
    }

    @Test
    void aHugeSecretAndOffsetDoNoHarm() {
        String huge = "x".repeat(100_000);
        Visitor visitor = Visitor.in(rig);

        visitor.comeBackWith("{\"pid\":\"" + huge + "\",\"offset\":\"" + huge + "\"}");

        assertThat(visitor.recovered()).isFalse();
    }

    @Test
    void aSessionIsTakenUpOnce() {
        Visitor visitor = Visitor.in(rig);
        Visitor thief = Visitor.in(rig);
        visitor.drop();
        String auth = "{\"pid\":\"" + visitor.privateId() + "\"}";
        visitor.comeBack();
        String id = visitor.id();
        visitor.end(CloseReason.PARSE_ERROR);

        thief.comeBackWith(auth);

        assertThat(thief.recovered()).isFalse();
        assertThat(thief.id()).isNotEqualTo(id);
    }

    @Test
    void aSecretOfAnotherNamespaceIsUnknown() {
        rig.io.of("/other");
        Visitor visitor = Visitor.in(rig);
        visitor.drop();
        Visitor other = Visitor.in(rig, "/other");
        other.drop();

        other.comeBackWith("{\"pid\":\"" + visitor.privateId() + "\"}");

        assertThat(other.recovered()).isFalse();
    }

    @Test
    void severalNamespacesOfOneConnectionAreRecovered() {
        rig.io.of("/other");
        Visitor visitor = Visitor.in(rig);
        String main = visitor.privateId();
        visitor.client().send("0/other,");
        String answer = visitor.client().received().get(0);
        String pid = answer.replaceAll(".*\"pid\":\"([^\"]*)\".*", "$1");
        visitor.drop();
        rig.io.of("/other").emit("missed", "other");
        rig.io.emit("missed", "main");

        assertThat(visitor.comeBack()).containsExactly("2[\"missed\",\"main\"]");
        visitor.client().send("0/other,{\"pid\":\"" + pid + "\"}");

        assertThat(visitor.privateId()).isEqualTo(main).isNotEqualTo(pid);
        List<String> received = visitor.client().received();
        assertThat(received).hasSize(2);
        assertThat(received.get(0)).startsWith("2/other,[\"missed\",\"other\",");
        assertThat(received.get(1)).startsWith("0/other,{").contains(pid);
    }

    @Test
    void theListenersHearOfTheLossAndOfTheReturn() {
        List<String> heard = new ArrayList<>();
        rig.io.onConnection(socket -> {
            heard.add("connection " + socket.recovered());
            socket.onDisconnect(reason -> heard.add(reason.toString()));
        });
        Visitor visitor = Visitor.in(rig);

        visitor.drop();
        visitor.comeBack();

        assertThat(heard)
                .containsExactly("connection false", DisconnectReason.TRANSPORT_CLOSE.toString(), "connection true");
    }

    @Test
    void anAdapterThatCannotRecoverFailsTheDeployment() {
        assertThatThrownBy(() -> new ServerRig(options ->
                        options.adapter(InMemoryAdapter::new).connectionStateRecovery(RecoveryOptions.defaults())))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContainingAll("connectionStateRecovery", "InMemoryAdapter", "cannot recover");
    }

    @Test
    void withoutTheOptionThereIsNoSecret() {
        ServerRig plain = new ServerRig();

        assertThat(ClientRig.socketId(answerTo(plain))).isNotEmpty();
    }

    private static String answerTo(ServerRig plain) {
        ClientRig client = plain.open();
        client.send("0{\"pid\":\"01234567890123456789\",\"offset\":\"x\"}");
        return client.received().get(0);
    }
}
