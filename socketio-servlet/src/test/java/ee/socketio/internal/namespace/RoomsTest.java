package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.Race;
import ee.socketio.Socket;
import ee.socketio.engine.CloseReason;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rooms from a socket's side. */
class RoomsTest {
    private final ServerRig rig = new ServerRig();
    private final ClientRig client = rig.open();
    private final LocalSocket socket = (LocalSocket) rig.socket(client.join("/"));

    @Test
    void aSocketIsInTheRoomOfItsOwnId() {
        assertThat(socket.rooms()).containsExactly(socket.id());
    }

    @Test
    void aSocketJoinsAndLeavesRooms() {
        socket.join("one");
        socket.join("two", "three");
        socket.join("two");
        assertThat(socket.rooms()).containsExactlyInAnyOrder(socket.id(), "one", "two", "three");

        socket.leave("two");
        socket.leave("nowhere");
        assertThat(socket.rooms()).containsExactlyInAnyOrder(socket.id(), "one", "three");
    }

    @Test
    void theRoomsThatAreHandedOutAreACopy() {
        Set<String> rooms = socket.rooms();

        socket.join("one");

        assertThat(rooms).containsExactly(socket.id());
    }

    @Test
    void joiningNoRoomDoesNothing() {
        socket.join();

        assertThat(socket.rooms()).containsExactly(socket.id());
    }

    @Test
    void roomsOfOneNamespaceAreNoRoomsOfAnother() {
        rig.io.of("/a").onConnection(other -> other.join("room"));
        ClientRig other = rig.connect();
        other.join("/a");

        rig.io.to("room").emit("x");
        assertThat(other.received()).isEmpty();

        rig.io.of("/a").to("room").emit("x");
        assertThat(other.received()).containsExactly("2/a,[\"x\"]");
    }

    @Test
    void aRoomMayBeNamedLikeAnything() {
        socket.join("", "__proto__", "room, with \"quotes\"", "\ud83d\ude00");
        client.received();

        rig.io.to("").emit("a");
        rig.io.to("\ud83d\ude00").emit("b");
        rig.io.except("__proto__").emit("c");

        assertThat(client.received()).containsExactly("2[\"a\"]", "2[\"b\"]");
    }

    @Test
    void aSocketThatIsGoneIsInNoRoomAndJoinsNone() {
        socket.join("one");
        client.send("1");
        assertThat(socket.rooms()).isEmpty();

        socket.join("two");
        socket.leave("one");

        assertThat(socket.rooms()).isEmpty();
        assertNothingIsLeft(rig);
    }

    @Test
    void whoJoinsInsideADisconnectListenerLeavesNothingBehind() {
        socket.onDisconnecting((reason, cause) -> socket.join("one"));
        socket.onDisconnect(reason -> socket.join("two"));

        client.end(CloseReason.TRANSPORT_CLOSE, null);

        assertThat(socket.rooms()).isEmpty();
        assertNothingIsLeft(rig);
    }

    @Test
    void joiningWhileTheClientLeavesLeavesNothingBehind() throws Exception {
        for (int round = 0; round < 400; round++) {
            ClientRig leaving = rig.open();
            Socket joining = rig.socket(leaving.join("/"));
            Race.run(2, thread -> {
                if (thread == 0) {
                    leaving.end(CloseReason.TRANSPORT_CLOSE, null);
                    return;
                }
                for (int i = 0; i < 20; i++) {
                    joining.join("room " + i);
                }
            });
            assertThat(joining.rooms()).as("rooms after round %s", round).isEmpty();
        }
        client.send("1");
        assertNothingIsLeft(rig);
    }

    private static void assertNothingIsLeft(ServerRig rig) {
        assertThat(rig.io.of("/").sockets()).isEmpty();
        assertThat(((LocalNamespace) rig.io.of("/")).adapter()).hasToString("InMemoryAdapter[/, 0 sockets, 0 rooms]");
    }
}
