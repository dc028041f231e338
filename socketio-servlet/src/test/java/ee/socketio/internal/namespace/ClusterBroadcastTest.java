package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.Socket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Broadcasts in a cluster of real servers. */
class ClusterBroadcastTest {
    private static final List<String> X = List.of("2[\"x\"]");
    private static final List<String> NOTHING = List.of();

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void everybodyReceivesOnceWhicheverServerSends(int servers) {
        ClusterRig cluster = new ClusterRig(servers);
        cluster.received();

        for (ClusterRig.Member sender : cluster.members) {
            sender.io().emit("x");
            assertThat(cluster.received()).hasSize(servers).allMatch(X::equals);
        }
    }

    @Test
    void whoIsInSeveralRoomsReceivesOnceOnEveryServer() {
        ClusterRig cluster = new ClusterRig(3);
        cluster.members.forEach(member -> member.rig().socket(member.id()).join("two", "three"));
        cluster.received();

        cluster.get(1).io().to("room", "two").to(cluster.get(0).id()).emit("x");

        assertThat(cluster.received()).containsExactly(X, X, X);
    }

    @Test
    void roomsAndExceptionsHoldOnEveryServer() {
        ClusterRig cluster = new ClusterRig(3);
        cluster.get(1).rig().socket(cluster.get(1).id()).join("two");
        cluster.received();

        cluster.get(0).io().to("two").emit("x");
        assertThat(cluster.received()).containsExactly(NOTHING, X, NOTHING);

        cluster.get(0).io().to("room").except("two").emit("x");
        assertThat(cluster.received()).containsExactly(X, NOTHING, X);

        cluster.get(0).io().except(cluster.get(2).id()).emit("x");
        assertThat(cluster.received()).containsExactly(X, X, NOTHING);

        cluster.get(0).io().to("nowhere").emit("x");
        assertThat(cluster.received()).containsExactly(NOTHING, NOTHING, NOTHING);
    }

    @Test
    void aSocketReachesEverybodyElse() {
        ClusterRig cluster = new ClusterRig(2);
        Socket socket = cluster.get(0).rig().socket(cluster.get(0).id());
        cluster.received();

        socket.broadcast().emit("x");
        assertThat(cluster.received()).containsExactly(NOTHING, X);

        socket.to(cluster.get(1).id()).emit("x");
        assertThat(cluster.received()).containsExactly(NOTHING, X);
    }

    @Test
    void aLocalBroadcastStaysOnItsServer() {
        ClusterRig cluster = new ClusterRig(2);
        cluster.received();

        cluster.get(1).io().local().emit("x");

        assertThat(cluster.received()).containsExactly(NOTHING, X);
    }

    @Test
    void aVolatileBroadcastMissesOnEveryServerWhoCannotTakeIt() {
        ClusterRig cluster = new ClusterRig(2);
        ClientRig polling = cluster.get(1).rig().openPolling();
        polling.poll();
        polling.join("/"); // the answer takes the GET
        cluster.received();

        cluster.get(0).io().asVolatile().emit("x");
        polling.poll();

        assertThat(cluster.received()).containsExactly(X, X);
        assertThat(polling.received()).isEmpty();
    }

    @Test
    void bytesAndValuesOfTheApplicationArriveAsTheyWereSent() {
        ClusterRig cluster = new ClusterRig(2);
        cluster.received();

        cluster.get(0).io().emit("bin", new byte[] {1, 2}, Map.of("deep", List.of(new byte[] {3})), null, 1.5);
        cluster.get(0).io().compress(false).emit("y", Map.of("a", 1));

        assertThat(cluster.received())
                .allMatch(List.of(
                        "52-[\"bin\",{\"_placeholder\":true,\"num\":0},{\"deep\":[{\"_placeholder\":true,\"num\":1}]},null,1.5]",
                        "[1, 2]",
                        "[3]",
                        "2[\"y\",{\"a\":1}]")::equals);
    }

    @Test
    void namespacesAreApart() {
        ClusterRig cluster = new ClusterRig(2);
        cluster.members.forEach(member -> member.io().of("/a"));
        cluster.get(1).client().join("/a");
        cluster.received();

        cluster.get(0).io().of("/a").emit("x");

        assertThat(cluster.received()).containsExactly(NOTHING, List.of("2/a,[\"x\"]"));
    }

    @Test
    void whatIsLateArrivesInItsOrder() {
        ClusterRig cluster = new ClusterRig(2);
        cluster.received();
        cluster.get(1).node().hold();

        for (int i = 0; i < 3; i++) {
            cluster.get(0).io().emit("x", i);
        }
        assertThat(cluster.get(1).client().received()).isEmpty();
        assertThat(cluster.get(1).node().waiting()).isEqualTo(3);
        cluster.get(1).node().release(1);
        assertThat(cluster.get(1).client().received()).containsExactly("2[\"x\",0]");
        cluster.get(1).node().release();

        assertThat(cluster.get(1).client().received()).containsExactly("2[\"x\",1]", "2[\"x\",2]");
    }

    @Test
    void socketsOfEveryServerJoinLeaveAndAreDisconnected() {
        ClusterRig cluster = new ClusterRig(3);
        cluster.received();

        cluster.get(0).io().to("room").socketsJoin("new");
        cluster.get(2).io().to("new").emit("x");
        assertThat(cluster.received()).containsExactly(X, X, X);

        cluster.get(0).io().to(cluster.get(1).id()).socketsLeave("new");
        cluster.get(2).io().to("new").emit("x");
        assertThat(cluster.received()).containsExactly(X, NOTHING, X);

        cluster.get(1).io().to("new").disconnectSockets();
        assertThat(cluster.received()).containsExactly(List.of("1"), NOTHING, List.of("1"));
        cluster.get(1).io().local().disconnectSockets(true);
        assertThat(cluster.members).extracting(member -> member.client().open()).containsExactly(true, false, true);
        cluster.get(2).io().disconnectSockets(true);
    }
}
