package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ee.socketio.BroadcastOperator;
import ee.socketio.RemoteSocket;
import ee.socketio.Socket;
import ee.socketio.engine.ListenerThreads;
import ee.socketio.spi.RoomEvent;
import ee.socketio.spi.RoomEvent.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is done to many sockets at once, and what is heard of their rooms. */
class ManySocketsTest {
    private final ServerRig rig = new ServerRig();
    private final ClientRig ann = rig.open();
    private final ClientRig bob = rig.open();
    private final ClientRig carl = rig.open();
    private final Socket anns = rig.socket(ann.join("/"));
    private final Socket bobs = rig.socket(bob.join("/"));
    private final Socket carls = rig.socket(carl.join("/"));

    @Test
    void socketsAreFetchedByRoomsAndExceptions() {
        anns.join("red");
        bobs.join("red", "blue");

        assertThat(ids(rig.io)).containsExactlyInAnyOrder(anns.id(), bobs.id(), carls.id());
        assertThat(ids(rig.io.in("red"))).containsExactlyInAnyOrder(anns.id(), bobs.id());
        assertThat(ids(rig.io.in("red", "blue").except("blue"))).containsExactly(anns.id());
        assertThat(ids(rig.io.in(carls.id()))).containsExactly(carls.id());
        assertThat(ids(rig.io.in("nowhere"))).isEmpty();
        assertThat(ids(anns.broadcast())).containsExactlyInAnyOrder(bobs.id(), carls.id());
        assertThat(ids(rig.io.local())).hasSize(3);
    }

    @Test
    void aFetchedSocketTellsRoomsDataAndHandshake() {
        anns.join("red");
        anns.data().put("name", "ann");

        RemoteSocket fetched = fetch(rig.io.in("red")).get(0);

        assertThat(fetched.rooms()).isEqualTo(Set.of(anns.id(), "red"));
        assertThat(fetched.data()).isEqualTo(Map.of("name", "ann"));
        assertThat(fetched.handshake()).isSameAs(anns.handshake());
    }

    @Test
    void aFetchedSocketReceivesJoinsLeavesAndIsDisconnected() {
        RemoteSocket fetched = fetch(rig.io.in(anns.id())).get(0);

        fetched.emit("x", 1);
        fetched.join("red", "blue");
        assertThat(anns.rooms()).contains("red", "blue");
        fetched.leave("red");
        assertThat(anns.rooms()).doesNotContain("red");
        fetched.disconnect(false);

        assertThat(ann.received()).containsExactly("2[\"x\",1]", "1");
        assertThat(anns.connected()).isFalse();
        assertThat(fetched.rooms()).isEmpty();
        assertThat(ann.open()).isTrue();
    }

    @Test
    void manySocketsJoinAndLeave() {
        rig.io.except(carls.id()).socketsJoin("red", "blue");
        assertThat(ids(rig.io.in("red"))).containsExactlyInAnyOrder(anns.id(), bobs.id());

        rig.io.in("red").except(anns.id()).socketsLeave("red");
        assertThat(ids(rig.io.in("red"))).containsExactly(anns.id());
        assertThat(ids(rig.io.in("blue"))).containsExactlyInAnyOrder(anns.id(), bobs.id());

        rig.io.in("blue").socketsLeave("blue"); // a room that empties while it is walked through
        assertThat(ids(rig.io.in("blue"))).isEmpty();
    }

    @Test
    void manySocketsAreDisconnected() {
        rig.io.in(anns.id(), bobs.id()).disconnectSockets();
        assertThat(ann.received()).containsExactly("1");
        assertThat(ann.open()).isTrue();
        assertThat(bob.received()).containsExactly("1");
        assertThat(carl.received()).isEmpty();

        rig.io.disconnectSockets(true);
        assertThat(carl.closed()).isTrue();
    }

    @Test
    void whoIsOnTheWayOutIsNeitherFetchedNorAsked() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        ServerRig slow = new ServerRig(options -> options.listenerThreads(ListenerThreads.executor(tasks::add)));
        ClientRig client = slow.open();
        client.send("0");
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
        assertThat(ids(slow.io)).hasSize(1);

        slow.io.disconnectSockets(); // its listeners come later

        assertThat(ids(slow.io)).isEmpty();
        assertThat(slow.io
                        .timeout(Duration.ofSeconds(1))
                        .emitWithAck("ask")
                        .toCompletableFuture()
                        .join())
                .isEmpty();
    }

    @Test
    void roomsAreHeardOfInTheOrderOfTheReference() {
        List<RoomEvent> heard = new ArrayList<>();
        rig.io.sockets().onRoom(heard::add);

        anns.join("red");
        bobs.join("red");
        anns.leave("red");
        bob.send("1");

        assertThat(heard.subList(0, 4))
                .containsExactly(
                        new RoomEvent(Kind.CREATED, "red", null),
                        new RoomEvent(Kind.JOINED, "red", anns.id()),
                        new RoomEvent(Kind.JOINED, "red", bobs.id()),
                        new RoomEvent(Kind.LEFT, "red", anns.id()));
        assertThat(heard.subList(4, 8))
                .containsExactlyInAnyOrder(
                        new RoomEvent(Kind.LEFT, "red", bobs.id()),
                        new RoomEvent(Kind.DELETED, "red", null),
                        new RoomEvent(Kind.LEFT, bobs.id(), bobs.id()),
                        new RoomEvent(Kind.DELETED, bobs.id(), null));
    }

    @Test
    void aFaultyRoomListenerIsReportedAndHarmsNobody() {
        rig.io.sockets().onRoom(event -> {
            throw new IllegalStateException("a fault of the application");
        });

        anns.join("red");

        assertThat(anns.rooms()).contains("red");
        assertThat(rig.errors).hasSize(2).allMatch(error -> error.listener().equals("room listener"));
    }

    @Test
    void aServerAloneSendsItsEventsToNobody() {
        List<String> heard = new ArrayList<>();
        rig.io.onServerEvent("hello", event -> heard.add(event.name()));

        rig.io.serverSideEmit("hello", 1);

        assertThat(heard).isEmpty();
        assertThat(rig.io.serverSideEmitWithAck("hello").toCompletableFuture().join())
                .isEmpty();
    }

    @Test
    void reservedNamesAreNoEventsForServersEither() {
        for (String reserved : List.of("connect", "connection", "new_namespace")) {
            assertThatIllegalArgumentException().isThrownBy(() -> rig.io.serverSideEmit(reserved));
        }
    }

    private static List<RemoteSocket> fetch(BroadcastOperator target) {
        return target.fetchSockets().toCompletableFuture().join();
    }

    private static List<String> ids(BroadcastOperator target) {
        return fetch(target).stream().map(RemoteSocket::id).toList();
    }
}
