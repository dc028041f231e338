package ee.socketio.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.AckTimeoutException;
import ee.socketio.Arguments;
import ee.socketio.FetchTimeoutException;
import ee.socketio.RemoteSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What servers of a cluster ask each other: real servers, each with one client. */
class ClusterRequestsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ClusterRig cluster = new ClusterRig(3);
    private final LocalServer first = cluster.get(0).io();
    private final List<Integer> timers = cluster.timers();

    ClusterRequestsTest() {
        cluster.received();
    }

    // --- acks of broadcasts

    @Test
    void theClientsOfAllServersAnswerABroadcast() {
        CompletableFuture<List<Arguments>> answers =
                first.timeout(SECOND).emitWithAck("ask").toCompletableFuture();
        for (int i = 0; i < 3; i++) {
            assertThat(answers).isNotDone();
            answer(i, "[" + i + ",\"second\"]");
        }

        assertThat(answers).isCompleted();
        assertThat(answers.join())
                .extracting(each -> each.get(0, Integer.class))
                .containsExactlyInAnyOrder(0, 1, 2);
        assertThat(answers.join()).extracting(Arguments::size).containsExactlyInAnyOrder(2, 1, 1);
        assertNothingIsLeft();
    }

    @Test
    void bytesTravelInAnswersToo() {
        CompletableFuture<List<Arguments>> answers = first.to(cluster.get(1).id())
                .timeout(SECOND)
                .emitWithAck("ask", new byte[] {1})
                .toCompletableFuture();
        List<String> asked = cluster.get(1).client().received();
        assertThat(asked).hasSize(2);
        cluster.get(1).client().send("61-" + id(asked.get(0)) + "[{\"_placeholder\":true,\"num\":0}]", new byte[] {7});

        assertThat(answers.join()).hasSize(1);
        assertThat(answers.join().get(0).get(0, byte[].class)).containsExactly(7);
    }

    @Test
    void whoDoesNotAnswerInTimeIsMissingInTheAnswers() {
        CompletionStage<List<Arguments>> answers = first.timeout(SECOND).emitWithAck("ask");
        answer(2, "[\"in time\"]");

        cluster.advance(SECOND);

        AckTimeoutException late = (AckTimeoutException) failure(answers);
        assertThat(late.answers()).extracting(each -> each.get(0, String.class)).containsExactly("in time");
        assertNothingIsLeft();
        answer(1, "[\"late\"]");
        assertThat(cluster.get(1).rig().errors).isEmpty();
    }

    @Test
    void aServerThatDiedBeforeItCountedCostsTheTimeoutOnly() {
        cluster.get(1).node().kill();

        CompletionStage<List<Arguments>> answers = first.timeout(SECOND).emitWithAck("ask");
        answer(0, "[0]");
        answer(2, "[2]");
        assertThat(answers.toCompletableFuture()).isNotDone();
        cluster.advance(SECOND);

        assertThat(((AckTimeoutException) failure(answers)).answers()).hasSize(2);
    }

    @Test
    void aLocalBroadcastAsksItsOwnClientsOnly() {
        CompletableFuture<List<Arguments>> answers =
                first.local().timeout(SECOND).emitWithAck("ask").toCompletableFuture();
        answer(0, "[]");

        assertThat(answers.join()).hasSize(1);
        assertThat(cluster.get(1).client().received()).isEmpty();
    }

    // --- fetched sockets

    @Test
    void fetchedSocketsHaveHandshakeRoomsAndDataOfTheirServer() {
        cluster.get(2).rig().socket(cluster.get(2).id()).data().put("user", Map.of("name", "ann", "age", 7));

        List<RemoteSocket> sockets = first.fetchSockets().toCompletableFuture().join();

        assertThat(sockets)
                .extracting(RemoteSocket::id)
                .containsExactlyInAnyOrder(
                        cluster.get(0).id(), cluster.get(1).id(), cluster.get(2).id());
        RemoteSocket remote = remote(2);
        assertThat(remote.rooms()).containsExactlyInAnyOrder(cluster.get(2).id(), "room");
        assertThat(remote.data()).isEqualTo(Map.of("user", Map.of("name", "ann", "age", 7)));
        assertThat(remote.handshake().address()).isEqualTo("192.0.2.1");
        assertThat(remote.handshake().query()).containsEntry("a", "b");
        assertThat(remote.handshake().secure()).isTrue();
        assertThat(remote.handshake().crossDomain()).isTrue();
        assertThat(remote.handshake().headers().get("ORIGIN")).containsExactly("https://example.com");
        assertNothingIsLeft();
    }

    @Test
    void theAuthOfAFetchedSocketIsThatOfItsClientWithAndWithoutBytesInItsData() {
        ClientRig client = cluster.get(1).rig().open();
        client.send("0{\"token\":\"t\",\"deep\":{\"n\":[1,null,true]}}");
        String id = ClientRig.socketId(client.received().get(0));

        for (int i = 0; i < 2; i++) {
            RemoteSocket remote =
                    first.to(id).fetchSockets().toCompletableFuture().join().get(0);
            assertThat(remote.handshake().auth()).hasToString("{\"token\":\"t\",\"deep\":{\"n\":[1,null,true]}}");
            assertThat(remote.handshake().issued())
                    .isEqualTo(ServerRig.request().receivedAt());
            cluster.get(1).rig().socket(id).data().put("picture", new byte[] {1}); // MessagePack from now on
        }
        RemoteSocket remote =
                first.to(id).fetchSockets().toCompletableFuture().join().get(0);
        assertThat(remote.data().get("picture")).isEqualTo(new byte[] {1});
    }

    @Test
    void aFetchedSocketCanBeToldAskedMovedAndDisconnected() {
        RemoteSocket remote = remote(1);

        remote.emit("x", 1);
        assertThat(cluster.received()).containsExactly(List.of(), List.of("2[\"x\",1]"), List.of());

        CompletableFuture<Arguments> asked =
                remote.timeout(SECOND).emitWithAck("ask").toCompletableFuture();
        answer(1, "[\"yes\"]");
        assertThat(asked.join().get(0, String.class)).isEqualTo("yes");

        remote.join("new");
        remote.leave("room");
        assertThat(remote(1).rooms()).containsExactlyInAnyOrder(cluster.get(1).id(), "new");

        remote.disconnect(true);
        assertThat(cluster.get(1).client().open()).isFalse();
        assertThat(first.fetchSockets().toCompletableFuture().join()).hasSize(2);
    }

    @Test
    void aServerThatDoesNotAnswerIsMissingInTheFetch() {
        cluster.get(1).node().hold();

        CompletionStage<List<RemoteSocket>> sockets = first.timeout(SECOND).fetchSockets();
        cluster.get(0).rig().advance(SECOND);

        FetchTimeoutException late = (FetchTimeoutException) failure(sockets);
        assertThat(late).hasMessage("timeout reached: only 1 responses received out of 2");
        assertThat(late.sockets())
                .extracting(RemoteSocket::id)
                .containsExactlyInAnyOrder(cluster.get(0).id(), cluster.get(2).id());
        assertThat(cluster.timers().get(0)).isEqualTo(timers.get(0));
    }

    // --- server-side events

    @Test
    void aServerEventReachesTheOthersInItsOrder() {
        List<String> heard = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int server = i;
            cluster.get(i)
                    .io()
                    .onServerEvent(
                            "news",
                            event -> heard.add(server + ":" + event.get(0, Integer.class) + event.ackRequested()));
        }

        first.serverSideEmit("news", 1);
        first.serverSideEmit("news", 2);

        assertThat(heard).containsExactlyInAnyOrder("1:1false", "2:1false", "1:2false", "2:2false");
        assertThat(heard.indexOf("1:1false")).isLessThan(heard.indexOf("1:2false"));
    }

    @Test
    void theOtherServersAcknowledge() {
        for (int i = 0; i < 3; i++) {
            int server = i;
            cluster.get(i).io().onServerEvent("ask", event -> {
                event.ack(Map.of("server", server, "bytes", event.get(0, byte[].class)), "lost");
                event.ack("twice");
            });
        }

        List<Arguments> answers = first.serverSideEmitWithAck("ask", new byte[] {5})
                .toCompletableFuture()
                .join();

        assertThat(answers)
                .extracting(each -> each.get(0, Map.class).get("server"))
                .containsExactlyInAnyOrder(1, 2);
        assertThat(answers).allSatisfy(each -> assertThat(each.size()).isOne());
        assertNothingIsLeft();
    }

    @Test
    void aServerThatDoesNotAcknowledgeIsMissing() {
        cluster.get(2).io().onServerEvent("ask", event -> event.ack("here"));

        CompletionStage<List<Arguments>> answers = first.serverSideEmitWithAck("ask");
        cluster.get(0).rig().advance(Duration.ofSeconds(5));

        AckTimeoutException late = (AckTimeoutException) failure(answers);
        assertThat(late.answers()).extracting(each -> each.get(0, String.class)).containsExactly("here");
    }

    // --- servers come and go

    @Test
    void aServerThatDiesSilentlyIsForgotten() {
        cluster.get(1).node().kill();
        CompletionStage<List<RemoteSocket>> early = first.fetchSockets();
        for (int i = 0; i < 3; i++) {
            cluster.advance(Duration.ofSeconds(5));
        }

        assertThat(((FetchTimeoutException) failure(early)).sockets()).hasSize(2);
        assertThat(first.fetchSockets().toCompletableFuture().join())
                .extracting(RemoteSocket::id)
                .containsExactlyInAnyOrder(cluster.get(0).id(), cluster.get(2).id());
    }

    @Test
    void aServerThatClosesIsForgottenAtOnce() {
        cluster.get(1).io().close();

        assertThat(first.fetchSockets().toCompletableFuture().join()).hasSize(2);
        assertThat(first.serverSideEmitWithAck("x").toCompletableFuture()).isNotDone();
        cluster.get(2).io().close();
        assertThat(first.serverSideEmitWithAck("x").toCompletableFuture().join())
                .isEmpty();
        assertThat(cluster.get(1).rig().liveTimers()).isZero();
    }

    private RemoteSocket remote(int server) {
        return first.to(cluster.get(server).id())
                .fetchSockets()
                .toCompletableFuture()
                .join()
                .get(0);
    }

    /** The client of a server answers what it was asked. */
    private void answer(int server, String arguments) {
        List<String> asked = cluster.get(server).client().received();
        assertThat(asked).as("what client %d was asked", server).hasSize(1);
        cluster.get(server).client().send("3" + id(asked.get(0)) + arguments);
    }

    private static String id(String packet) {
        return packet.replaceAll("^(?:2|5\\d+-)(\\d+)\\[.*", "$1");
    }

    private static Throwable failure(CompletionStage<?> stage) {
        try {
            throw new AssertionError(
                    "completed with " + stage.toCompletableFuture().join());
        } catch (CompletionException e) {
            return e.getCause();
        }
    }

    private void assertNothingIsLeft() {
        assertThat(cluster.timers()).as("timers").isEqualTo(timers);
        assertThat(cluster.members)
                .extracting(member ->
                        ((LocalNamespace) member.io().sockets()).adapter().toString())
                .allMatch(adapter -> adapter.endsWith(", 0 requests]"));
    }
}
