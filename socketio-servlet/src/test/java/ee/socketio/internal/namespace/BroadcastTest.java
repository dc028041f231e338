package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ee.socketio.BroadcastOperator;
import ee.socketio.Socket;
import ee.socketio.internal.namespace.codec.Unwritable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who receives what: ann is in the room red, bob in red and blue, carl in blue, and dora in none. */
class BroadcastTest {
    private static final String X = "2[\"x\"]";

    private final ServerRig rig = new ServerRig();
    private final ClientRig ann = rig.open();
    private final ClientRig bob = rig.open();
    private final ClientRig carl = rig.open();
    private final ClientRig dora = rig.open();
    private final Socket annsSocket = rig.socket(ann.join("/"));
    private final Socket bobsSocket = rig.socket(bob.join("/"));
    private final Socket carlsSocket = rig.socket(carl.join("/"));
    private final Socket dorasSocket = rig.socket(dora.join("/"));

    @BeforeEach
    void joinRooms() {
        annsSocket.join("red");
        bobsSocket.join("red", "blue");
        carlsSocket.join("blue");
    }

    @Test
    void theServerReachesEverybody() {
        rig.io.emit("x");

        assertReceivers(ann, bob, carl, dora);
    }

    @Test
    void theMainNamespaceAndTheServerReachTheSame() {
        rig.io.sockets().emit("x");
        assertReceivers(ann, bob, carl, dora);

        rig.io.of("/").emit("x");
        assertReceivers(ann, bob, carl, dora);
    }

    @Test
    void anotherNamespaceReachesItsOwnSockets() {
        rig.io.of("/a");
        carl.join("/a");

        rig.io.of("/a").emit("x", 1);

        assertThat(carl.received()).containsExactly("2/a,[\"x\",1]");
        assertReceivers();
    }

    @Test
    void aRoomReachesItsMembers() {
        rig.io.to("red").emit("x");
        assertReceivers(ann, bob);

        rig.io.in("blue").emit("x");
        assertReceivers(bob, carl);

        rig.io.sockets().to("red").emit("x");
        assertReceivers(ann, bob);

        rig.io.to("nowhere").emit("x");
        assertReceivers();
    }

    @Test
    void severalRoomsReachEachMemberOnce() {
        rig.io.to("red", "blue").emit("x");
        assertReceivers(ann, bob, carl);

        rig.io.to("red").to("blue").in("red").emit("x");
        assertReceivers(ann, bob, carl);

        rig.io.to(List.of("blue", "nowhere")).emit("x");
        assertReceivers(bob, carl);

        rig.io.sockets().to(List.of("red")).to(List.of("blue")).emit("x");
        assertReceivers(ann, bob, carl);
    }

    @Test
    void exceptedRoomsAreLeftOut() {
        rig.io.except("red").emit("x");
        assertReceivers(carl, dora);

        rig.io.to("red").except("blue").emit("x");
        assertReceivers(ann);

        rig.io.except("red", "blue").emit("x");
        assertReceivers(dora);

        rig.io.except("red").except("blue").emit("x");
        assertReceivers(dora);

        rig.io.sockets().except(dorasSocket.id(), "red").emit("x");
        assertReceivers(carl);
    }

    @Test
    void aSocketIsReachedByItsId() {
        rig.io.to(carlsSocket.id()).emit("x");
        assertReceivers(carl);

        annsSocket.to(carlsSocket.id()).emit("x");
        assertReceivers(carl);
    }

    @Test
    void aSocketReachesTheOthers() {
        annsSocket.broadcast().emit("x");
        assertReceivers(bob, carl, dora);

        bobsSocket.to("red").emit("x");
        assertReceivers(ann);

        bobsSocket.in("red", "blue").emit("x");
        assertReceivers(ann, carl);

        dorasSocket.to("red").emit("x");
        assertReceivers(ann, bob);

        annsSocket.except("blue").emit("x");
        assertReceivers(dora);

        annsSocket.broadcast().to("red").except(bobsSocket.id()).emit("x");
        assertReceivers();

        annsSocket.local().emit("x");
        assertReceivers(bob, carl, dora);
    }

    @Test
    void aSocketReachesItself() {
        annsSocket.emit("x");

        assertReceivers(ann);
    }

    @Test
    void aSocketDoesNotReachItselfByItsOwnRoom() {
        annsSocket.to(annsSocket.id()).emit("x");

        assertReceivers();
    }

    @Test
    void sendingIsEmittingAMessage() {
        rig.io.send("a", 1);
        rig.io.to("red").send("b");
        rig.io.sockets().send("c");
        annsSocket.send("d");
        annsSocket.broadcast().send("e");

        assertThat(ann.received())
                .containsExactly(
                        "2[\"message\",\"a\",1]",
                        "2[\"message\",\"b\"]",
                        "2[\"message\",\"c\"]",
                        "2[\"message\",\"d\"]");
        assertThat(dora.received())
                .containsExactly("2[\"message\",\"a\",1]", "2[\"message\",\"c\"]", "2[\"message\",\"e\"]");
    }

    @Test
    void argumentsMayBeAnything() {
        rig.io.to("red").emit("x", null, List.of(1, "a"), Map.of("data", new byte[] {7}), new byte[] {8});

        for (ClientRig client : List.of(ann, bob)) {
            assertThat(client.received())
                    .containsExactly(
                            "52-[\"x\",null,[1,\"a\"],{\"data\":{\"_placeholder\":true,\"num\":0}},"
                                    + "{\"_placeholder\":true,\"num\":1}]",
                            "[7]",
                            "[8]");
        }
    }

    @Test
    void anArgumentThatCannotBeWrittenReachesNobody() {
        assertThatIllegalArgumentException().isThrownBy(() -> rig.io.emit("x", new Unwritable()));
        assertThatIllegalArgumentException().isThrownBy(() -> annsSocket.emit("x", new Unwritable()));
        assertReceivers();
    }

    @Test
    void operatorsDoNotChange() {
        BroadcastOperator all = rig.io.sockets();
        BroadcastOperator red = rig.io.to("red");
        List<BroadcastOperator> made = new ArrayList<>();
        made.add(red.to("blue"));
        made.add(red.in("blue"));
        made.add(red.to(List.of("blue")));
        made.add(red.except("blue"));
        made.add(red.asVolatile());
        made.add(red.compress(false));
        made.add(red.local());
        made.add(all.to("blue"));

        assertThat(made).doesNotContain(red, all);
        red.emit("x");
        assertReceivers(ann, bob);
        red.emit("x");
        assertReceivers(ann, bob);
        all.emit("x");
        assertReceivers(ann, bob, carl, dora);
        rig.io.emit("x");
        assertReceivers(ann, bob, carl, dora);
    }

    @Test
    void modifiersMayComeInAnyOrder() {
        rig.io.local().compress(true).asVolatile().except("blue").to("red").emit("x");
        assertReceivers(ann);

        dorasSocket.broadcast().except("blue").local().to("red").emit("x");
        assertReceivers(ann);

        bobsSocket.asVolatile().compress(false).to("red").emit("x");
        assertReceivers(ann);
    }

    @Test
    void whoJoinsLaterIsReachedByAnOperatorThatWasKept() {
        BroadcastOperator red = rig.io.to("red");
        dorasSocket.join("red");
        annsSocket.leave("red");

        red.emit("x");

        assertReceivers(bob, dora);
    }

    @Test
    void broadcastsOfOneThreadArriveInTheirOrder() {
        for (int i = 0; i < 100; i++) {
            rig.io.emit("n", i);
        }

        List<String> received = ann.received();
        assertThat(received).hasSize(100);
        for (int i = 0; i < 100; i++) {
            assertThat(received.get(i)).isEqualTo("2[\"n\"," + i + "]");
        }
    }

    /** These have received {@link #X} once and nothing else, and the others nothing. */
    private void assertReceivers(ClientRig... expected) {
        List<ClientRig> receivers = List.of(expected);
        for (ClientRig client : List.of(ann, bob, carl, dora)) {
            assertThat(client.received())
                    .as(client == ann ? "ann" : client == bob ? "bob" : client == carl ? "carl" : "dora")
                    .isEqualTo(receivers.contains(client) ? List.of(X) : List.of());
        }
    }
}
