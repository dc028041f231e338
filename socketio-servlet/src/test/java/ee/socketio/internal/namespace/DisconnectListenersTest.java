package ee.socketio.internal.namespace;

import static ee.socketio.DisconnectReason.CLIENT_NAMESPACE_DISCONNECT;
import static ee.socketio.DisconnectReason.SERVER_NAMESPACE_DISCONNECT;
import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.engine.CloseReason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the listeners of a disconnect see and may do: PROTOCOL 3.9, "leaving order". */
class DisconnectListenersTest {
    private final ServerRig rig = new ServerRig();
    private final List<String> heard = new ArrayList<>();

    @Test
    void theRoomsAreFilledWhileDisconnectingAndEmptyWhenDisconnected() {
        rig.io.onConnection(socket -> {
            socket.join("one", "two");
            socket.onDisconnecting((reason, cause) ->
                    heard.add("disconnecting " + socket.rooms().size()));
            socket.onDisconnect(
                    reason -> heard.add("disconnect " + socket.rooms().size()));
        });

        rig.connect().send("1");
        rig.connect().end(CloseReason.TRANSPORT_CLOSE, null);
        rig.connect().send("abc");
        rig.socket(rig.open().join("/")).disconnect();

        assertThat(heard).hasSize(8);
        for (int i = 0; i < 8; i += 2) {
            assertThat(heard.subList(i, i + 2)).containsExactly("disconnecting 3", "disconnect 0");
        }
    }

    @Test
    void theNamespaceHasForgottenTheSocketWhenItIsDisconnected() {
        rig.io.onConnection(socket -> {
            socket.onDisconnecting((reason, cause) ->
                    heard.add("disconnecting " + rig.io.sockets().sockets().size()));
            socket.onDisconnect(reason ->
                    heard.add("disconnect " + rig.io.sockets().sockets().size()));
        });

        rig.connect().send("1");

        assertThat(heard).containsExactly("disconnecting 1", "disconnect 0");
    }

    @Test
    void aFaultyListenerIsReportedAndTheOthersStillHear() {
        rig.io.onConnection(socket -> {
            socket.onDisconnecting((reason, cause) -> {
                throw new IllegalStateException("first");
            });
            socket.onDisconnecting((reason, cause) -> heard.add("disconnecting"));
            socket.onDisconnect(reason -> {
                throw new IllegalStateException("second");
            });
            socket.onDisconnect(reason -> heard.add("disconnect"));
        });

        rig.connect().send("1");

        assertThat(heard).containsExactly("disconnecting", "disconnect");
        assertThat(rig.errors).extracting(error -> error.cause().getMessage()).containsExactly("first", "second");
        assertThat(rig.errors)
                .extracting(error -> error.listener())
                .containsExactly("disconnecting listener", "disconnect listener");
    }

    @Test
    void aListenerThatWasTakenBackHearsNothing() {
        rig.io.onConnection(socket -> {
            socket.onDisconnect(reason -> heard.add("never")).remove();
            socket.onDisconnecting((reason, cause) -> heard.add("never")).remove();
        });

        rig.connect().send("1");

        assertThat(heard).isEmpty();
    }

    @Test
    void aListenerMayDisconnectItsOwnSocket() {
        rig.io.onConnection(socket -> {
            socket.on("bye", event -> {
                socket.disconnect();
                heard.add("after the call");
            });
            socket.onDisconnect(reason -> heard.add(reason.toString()));
        });
        ClientRig client = rig.connect();

        client.send("2[\"bye\"]");

        assertThat(heard).containsExactly("after the call", SERVER_NAMESPACE_DISCONNECT.toString());
        assertThat(client.received()).containsExactly("1");
    }

    @Test
    void aConnectionListenerMayDisconnectItsSocket() {
        rig.io.onConnection(socket -> {
            socket.onDisconnect(reason -> heard.add(reason.toString()));
            socket.disconnect();
        });
        ClientRig client = rig.open();

        client.send("0");

        assertThat(client.received()).hasSize(2).last().isEqualTo("1");
        assertThat(heard).containsExactly(SERVER_NAMESPACE_DISCONNECT.toString());
        assertThat(rig.io.sockets().sockets()).isEmpty();
    }

    @Test
    void aDisconnectListenerMayEmitToTheOthers() {
        rig.io.onConnection(socket -> socket.onDisconnect(reason -> rig.io.emit("left", reason.toString())));
        ClientRig stays = rig.connect();
        ClientRig leaves = rig.connect();

        leaves.send("1");

        assertThat(stays.received()).containsExactly("2[\"left\",\"" + CLIENT_NAMESPACE_DISCONNECT + "\"]");
        assertThat(leaves.received()).isEmpty();
    }
}
