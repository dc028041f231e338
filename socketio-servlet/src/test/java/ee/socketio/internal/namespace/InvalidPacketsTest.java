package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.DisconnectReason;
import ee.socketio.spi.MalformedPacketException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes no sense ends the connection: PROTOCOL 3.8. */
class InvalidPacketsTest {
    private final ServerRig rig = new ServerRig();
    private final List<String> heard = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "abc",
                "",
                "2[\"x\"",
                "2[\"x\"]zzz",
                "2",
                "2{}",
                "2[]",
                "2[null]",
                "2[{\"toString\":\"foo\"}]",
                "2[\"connect\"]",
                "2[\"disconnecting\"]",
                "0[]",
                "0\"abc\"",
                "1{}",
                "30{}",
                "4[]",
                "511-[\"x\"]",
                "5999999999-[\"x\"]",
                "5-[\"x\"]",
                "29223372036854775808[\"x\"]",
                "1/a,[]"
            })
    void whatCannotBeDecodedIsToldToEverySocketAndEndsTheConnection(String packet) {
        listen("/", "/a");
        ClientRig client = rig.connect();
        client.join("/a");

        client.send(packet);

        assertThat(client.closed()).isTrue();
        assertThat(client.received()).isEmpty();
        assertThat(heard)
                .containsExactlyInAnyOrder(
                        "/ error MalformedPacketException",
                        "/a error MalformedPacketException",
                        "/ disconnecting forced close MalformedPacketException",
                        "/a disconnecting forced close MalformedPacketException",
                        "/ disconnect forced close MalformedPacketException",
                        "/a disconnect forced close MalformedPacketException");
        assertThat(heard.subList(0, 2)).allMatch(line -> line.contains(" error "), "errors come first");
        assertThat(rig.sessions()).isZero();
        assertThat(rig.errors).as("faults of the application").isEmpty();
    }

    @Test
    void theErrorHasTheMessageOfTheParser() {
        List<Throwable> errors = new ArrayList<>();
        rig.io.onConnection(socket -> socket.onError(errors::add));

        rig.connect().send("511-[\"x\"]");

        assertThat(errors).hasSize(1);
        assertThat(errors.get(0)).isInstanceOf(MalformedPacketException.class).hasMessage("too many attachments");
    }

    @Test
    void bytesThatNobodyAnnouncedEndTheConnection() {
        listen("/");
        ClientRig client = rig.connect();

        client.sendBytes(new byte[] {1});

        assertThat(client.closed()).isTrue();
        assertThat(heard).hasSize(3).first().isEqualTo("/ error MalformedPacketException");
    }

    @Test
    void textInsteadOfAnAttachmentEndsTheConnection() {
        listen("/");
        ClientRig client = rig.connect();
        client.send("51-[\"x\",{\"_placeholder\":true,\"num\":0}]");

        client.send("2[\"y\"]");

        assertThat(client.closed()).isTrue();
        assertThat(heard).hasSize(3).first().isEqualTo("/ error MalformedPacketException");
    }

    @Test
    void anAttachmentThatDoesNotFitItsPlaceholderEndsTheConnection() {
        listen("/");
        ClientRig client = rig.connect();

        client.send("51-[\"x\",{\"_placeholder\":true,\"num\":1}]", new byte[] {1});

        assertThat(client.closed()).isTrue();
        assertThat(heard).hasSize(3).first().isEqualTo("/ error MalformedPacketException");
    }

    @Test
    void whatCannotBeDecodedBeforeAnyConnectEndsTheConnectionToo() {
        listen("/");
        ClientRig client = rig.open();

        client.send("abc");

        assertThat(client.closed()).isTrue();
        assertThat(heard).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2[\"x\"]",
                "20[\"x\"]",
                "30[]",
                "3",
                "1",
                "4{\"message\":\"x\"}",
                "2/a,[\"x\"]",
                "1/a,",
                "2/nope,[\"x\"]"
            })
    void aPacketBeforeTheConnectEndsTheConnection(String packet) {
        rig.io.of("/a");
        rig.io.onConnection(socket -> socket.onAny(event -> heard.add(event.name())));
        ClientRig client = rig.open();

        client.send(packet);

        assertThat(client.closed()).isTrue();
        client.send("0");
        client.send("2[\"y\"]");
        assertThat(client.received()).isEmpty();
        assertThat(heard).isEmpty();
        assertThat(rig.sessions()).isZero();
    }

    @Test
    void aBinaryPacketBeforeTheConnectEndsTheConnection() {
        ClientRig client = rig.open();

        client.send("51-[\"x\",{\"_placeholder\":true,\"num\":0}]", new byte[] {1});

        assertThat(client.closed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2/a,[\"x\"]", "3/a,0[]", "1/a,", "4{\"message\":\"x\"}", "4/a,{\"message\":\"x\"}", "0"})
    void whatDoesNotFitTheStateEndsTheConnectionWithoutAnError(String packet) {
        rig.io.of("/a");
        listen("/");
        ClientRig client = rig.connect();

        client.send(packet);

        assertThat(client.closed()).isTrue();
        assertThat(heard).containsExactly("/ disconnecting forced close null", "/ disconnect forced close null");
    }

    @Test
    void whoPollsWithARequestOpenIsClosedAtOnce() {
        listen("/");
        ClientRig client = pollingClient();
        client.poll();

        client.send("2/nope,[\"x\"]");

        assertThat(client.closed()).isTrue();
        assertThat(heard).containsExactly("/ disconnecting forced close null", "/ disconnect forced close null");
    }

    @Test
    void whoPollsWithoutARequestOpenHearsOfItLater() {
        listen("/");
        ClientRig client = pollingClient();

        client.send("2/nope,[\"x\"]");

        assertThat(client.closed()).isFalse();
        assertThat(heard)
                .containsExactly("/ disconnecting forced server close null", "/ disconnect forced server close null");
        client.poll();
        assertThat(client.closed()).isTrue();
        assertThat(heard).hasSize(2);
    }

    @Test
    void whatCameBeforeIsDeliveredAndWhatComesAfterIsNot() {
        rig.io.onConnection(socket -> {
            socket.onAny(event -> heard.add(event.name()));
            socket.onDisconnect(reason -> heard.add(reason.toString()));
        });
        ClientRig client = pollingClient();

        client.send("2[\"before\"]");
        client.send("abc");
        client.send("2[\"after\"]");
        client.send("0");

        assertThat(heard).containsExactly("before", "forced close");
    }

    @Test
    void anEventNamedErrorIsAnEventLikeOthers() {
        List<Throwable> errors = new ArrayList<>();
        rig.io.onConnection(socket -> {
            socket.onError(errors::add);
            socket.on("error", event -> heard.add(event.get(0, String.class)));
        });
        ClientRig client = rig.connect();

        client.send("2[\"error\",\"x\"]");

        assertThat(heard).containsExactly("x");
        assertThat(errors).isEmpty();
        assertThat(client.open()).isTrue();
    }

    @Test
    void anEventNamedErrorWithoutAListenerHarmsNobody() {
        ClientRig client = rig.connect();

        client.send("2[\"error\",\"x\"]");
        client.send("20[\"error\"]");

        assertThat(client.open()).isTrue();
        assertThat(rig.errors).isEmpty();
        rig.io.emit("still there");
        assertThat(client.received()).containsExactly("2[\"still there\"]");
    }

    @Test
    void anErrorListenerThatFailsDoesNotKeepTheConnection() {
        rig.io.onConnection(socket -> {
            socket.onError(error -> {
                throw new IllegalStateException("a fault of the application");
            });
            socket.onDisconnect(reason -> heard.add(reason.toString()));
        });
        ClientRig client = rig.connect();

        client.send("abc");

        assertThat(client.closed()).isTrue();
        assertThat(heard).containsExactly(DisconnectReason.FORCED_CLOSE.toString());
        assertThat(rig.errors)
                .extracting(error -> error.cause().getMessage())
                .containsExactly("a fault of the application");
    }

    private ClientRig pollingClient() {
        ClientRig client = rig.openPolling();
        client.send("0");
        client.poll(); // takes the answer and leaves no request open
        assertThat(client.received()).hasSize(1);
        return client;
    }

    private void listen(String... namespaces) {
        for (String name : namespaces) {
            rig.io.of(name).onConnection(socket -> {
                socket.onError(error -> heard.add(name + " error " + type(error)));
                socket.onDisconnecting(
                        (reason, cause) -> heard.add(name + " disconnecting " + reason + " " + type(cause)));
                socket.onDisconnect((reason, cause) -> heard.add(name + " disconnect " + reason + " " + type(cause)));
            });
        }
    }

    private static String type(Throwable cause) {
        return cause == null ? "null" : cause.getClass().getSimpleName();
    }
}
