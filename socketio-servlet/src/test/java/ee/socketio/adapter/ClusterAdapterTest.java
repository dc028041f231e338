package ee.socketio.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.Race;
import ee.socketio.engine.InvalidOptionException;
import ee.socketio.internal.namespace.codec.JsonbMapper;
import ee.socketio.internal.namespace.codec.Unwritable;
import ee.socketio.spi.Adapter;
import ee.socketio.spi.BroadcastTarget;
import ee.socketio.spi.BroadcastTarget.Flags;
import ee.socketio.spi.Packet;
import ee.socketio.spi.RequestTimeoutException;
import ee.socketio.spi.SocketDetails;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cluster adapter does with what comes, or does not come, from the other servers; a and b are two of them. */
class ClusterAdapterTest {
    private static final BroadcastTarget ALL = new BroadcastTarget(Set.of(), Set.of(), Flags.NONE);
    private static final String PEER = "0123456789abcdef";

    private final LoopbackCluster cluster = new LoopbackCluster(Runnable::run);
    private final RecordingNamespace a = new RecordingNamespace("a1");
    private final RecordingNamespace b = new RecordingNamespace("b1", "b2");
    private final LoopbackCluster.Node nodeA = cluster.node();
    private final LoopbackCluster.Node nodeB = cluster.node();
    private final Adapter adapterA = started(nodeA.create(a));
    private final Adapter adapterB = started(nodeB.create(b));

    private static Adapter started(Adapter adapter) {
        adapter.start();
        return adapter;
    }

    // --- broadcasts

    @Test
    void aBroadcastReachesTheSocketsOfEveryServerWithItsFlags() {
        adapterB.add("b1", List.of("b1"));

        adapterA.broadcast(
                event("x", 1), new BroadcastTarget(Set.of(), Set.of("b1"), new Flags(true, false, false, null)));

        assertThat(a.receivers()).containsExactly("a1");
        assertThat(b.receivers()).containsExactly("b2");
        assertThat(b.deliveries.get(0).flags()).isEqualTo(new Flags(true, false, false, null));
        assertThat(b.deliveries.get(0).packet().namespace()).isEqualTo("/test");
    }

    @Test
    void aLocalBroadcastStaysHere() {
        nodeB.hold();

        adapterA.broadcast(event("x"), new BroadcastTarget(Set.of(), Set.of(), Flags.NONE.asLocal()));
        adapterA.socketsJoin(new BroadcastTarget(Set.of(), Set.of(), Flags.NONE.asLocal()), List.of("r"));

        assertThat(a.receivers()).containsExactly("a1");
        assertThat(nodeB.waiting()).isZero();
    }

    @Test
    void whatOneThreadSendsArrivesInItsOrder() throws Exception {
        Race.run(3, thread -> {
            for (int i = 0; i < 500; i++) {
                adapterA.broadcast(event("t" + thread, i), ALL);
            }
        });

        for (String name : List.of("\"t0\"", "\"t1\"", "\"t2\"")) {
            assertThat(b.deliveries.stream()
                            .map(delivery -> delivery.packet().list())
                            .filter(event -> event.get(0).toString().equals(name))
                            .map(event -> Integer.valueOf(event.get(1).toString())))
                    .isSorted()
                    .hasSize(500);
        }
    }

    @Test
    void othersKnowOfABroadcastBeforeItsOwnSocketsDo() {
        List<String> order = new CopyOnWriteArrayList<>();
        RecordingNamespace namespace = new RecordingNamespace("s");
        Adapter adapter =
                started(overChannel(namespace, bytes -> order.add("published after " + namespace.receivers())));
        order.clear();

        adapter.broadcast(event("x"), ALL);

        assertThat(order).containsExactly("published after []");
        assertThat(namespace.receivers()).containsExactly("s");
    }

    @Test
    void aTransportThatFailsCostsTheOwnSocketsNothing() {
        RecordingNamespace namespace = new RecordingNamespace("s");
        Adapter adapter = started(overChannel(namespace, bytes -> {
            throw new IllegalStateException("the broker is away");
        }));

        adapter.broadcast(event("x"), ALL);
        adapter.disconnectSockets(ALL, false);
        adapter.close();

        assertThat(namespace.receivers()).containsExactly("s");
        assertThat(namespace.calls).containsExactly("disconnect [s]");
    }

    @Test
    void aValueThatCannotBeWrittenReachesNobody() {
        Packet bad = event("x", new Unwritable());

        assertThatThrownBy(() -> adapterA.broadcast(bad, ALL)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> adapterA.serverSideEmitWithAck(bad.list(), Flags.NONE))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(a.receivers()).isEmpty();
        assertThat(b.receivers()).isEmpty();
        assertThat(a.timers.live()).as("heartbeat and watch").isEqualTo(2);
    }

    @Test
    void aChannelThatDoesNotOpenFailsTheStart() {
        Adapter adapter = ClusterAdapter.factory(
                        (namespace, uid, receiver) -> {
                            throw new IllegalStateException("no broker");
                        },
                        ClusterOptions.defaults())
                .create(new RecordingNamespace());

        assertThatThrownBy(adapter::start).hasMessage("no broker");
    }

    // --- foreign and malformed messages

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\u00ac\u00ed\u0000\u0005sr",
                "{\"type\":3",
                "{\"type\":99,\"uid\":\"u\",\"nsp\":\"/test\"}",
                "{\"type\":3,\"uid\":\"u\",\"nsp\":\"/test\"}",
                "{\"type\":3,\"uid\":\"u\",\"nsp\":\"/other\",\"data\":{\"packet\":{\"type\":2,\"data\":[\"x\"]},\"opts\":{\"rooms\":[]}}}",
                "{\"type\":3,\"uid\":\"u\",\"nsp\":\"/test\",\"data\":{\"packet\":{\"type\":2,\"data\":[]},\"opts\":{\"rooms\":[]}}}",
                "{\"type\":3,\"uid\":\"u\",\"nsp\":\"/test\",\"data\":{\"packet\":{\"type\":2,\"data\":[\"x\"]},\"opts\":{\"rooms\":{}}}}",
                "{\"type\":4,\"uid\":\"u\",\"nsp\":\"/test\",\"data\":{\"opts\":{\"rooms\":[[]]},\"rooms\":[\"r\"]}}",
                "{\"type\":5,\"uid\":\"u\",\"nsp\":\"/test\",\"data\":{\"opts\":{\"rooms\":[]},\"rooms\":null}}",
                "{\"type\":6,\"uid\":\"u\",\"nsp\":\"/test\",\"data\":[]}",
                "{\"type\":7,\"uid\":\"u\",\"nsp\":\"/test\",\"data\":{\"opts\":{\"rooms\":[]}}}",
                "{\"type\":8,\"uid\":\"u\",\"nsp\":\"/test\",\"data\":{\"requestId\":\"unknown\",\"sockets\":[]}}",
                "{\"type\":9,\"uid\":\"u\",\"nsp\":\"/test\",\"data\":{\"packet\":[]}}",
                "{\"type\":10,\"uid\":\"u\",\"nsp\":\"/test\",\"data\":{\"requestId\":\"unknown\",\"packet\":1}}",
                "{\"type\":11,\"uid\":\"u\",\"nsp\":\"/test\",\"data\":{\"requestId\":\"unknown\",\"clientCount\":1}}",
                "{\"type\":12,\"uid\":\"u\",\"nsp\":\"/test\",\"data\":{\"requestId\":\"unknown\"}}"
            })
    void whatIsNoMessageForThisNamespaceHarmsNothing(String text) {
        cluster.send("/test", text.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(a.deliveries).isEmpty();
        assertThat(a.calls).isEmpty();
        assertThat(a.serverEvents).isEmpty();
        adapterB.broadcast(event("good"), ALL);
        assertThat(a.receivers()).containsExactly("a1");
    }

    @Test
    void aCutOrChangedMessageHarmsNothing() {
        List<byte[]> seen = new ArrayList<>();
        nodeB.drop(seen::add);
        adapterA.broadcast(event("x", new byte[] {1, 2}), ALL);
        adapterA.broadcast(event("x", Map.of("y", List.of(1))), ALL);
        nodeB.drop(message -> false);

        for (byte[] whole : seen) {
            for (int length = 0; length < whole.length; length++) {
                cluster.send("/test", Arrays.copyOf(whole, length));
            }
        }

        assertThat(b.deliveries).isEmpty();
        adapterA.broadcast(event("good"), ALL);
        assertThat(b.receivers()).containsExactlyInAnyOrder("b1", "b2");
    }

    @Test
    void itsOwnMessagesAreIgnoredWhenTheyComeBack() {
        RecordingNamespace namespace = new RecordingNamespace("s");
        List<Consumer<byte[]>> receivers = new ArrayList<>();
        Adapter adapter = started(ClusterAdapter.factory(
                        (name, uid, receiver) -> {
                            receivers.add(receiver);
                            return channel(receiver, () -> {});
                        },
                        ClusterOptions.defaults())
                .create(namespace));

        adapter.broadcast(event("x"), ALL);
        adapter.socketsJoin(ALL, List.of("r"));

        assertThat(receivers).hasSize(1);
        assertThat(namespace.deliveries).hasSize(1);
        assertThat(namespace.calls).hasSize(1);
        assertThat(adapter.serverCount()).isCompletedWithValue(1);
    }

    @Test
    void roomsOfOtherMakesMayBeNumbersAndTheirFlagsUnknown() {
        adapterA.add("a1", List.of("7"));

        cluster.send(
                "/test",
                bytes("{'type':3,'uid':'emitter','nsp':'/test','data':{'packet':{'type':2,'data':['x']},"
                        + "'opts':{'rooms':[7],'flags':{'broadcast':true,'volatile':true,'timeout':-1}}}}"));

        assertThat(a.receivers()).containsExactly("a1");
        assertThat(a.deliveries.get(0).flags().isVolatile()).isTrue();
        assertThat(b.receivers()).isEmpty();
    }

    // --- acks of broadcasts

    @Test
    void theNumberOfClientsComesBeforeTheirAnswers() {
        RecordingAnswers answers = new RecordingAnswers();

        adapterA.broadcastWithAck(event("x"), within(ALL), answers);
        b.answers.get(0).answer(Arrays.asList("one", "lost"));
        b.answers.get(0).answer(List.of());

        assertThat(answers.expected).containsExactlyInAnyOrder(1, 2);
        assertThat(answers.answers).hasSize(2);
        assertThat(answers.answers.get(0)).hasToString("[\"one\"]");
        assertThat(answers.answers.get(1)).as("no argument").isEmpty();
        assertThat(b.timers.live()).as("heartbeat and watch").isEqualTo(2);
    }

    @Test
    void anAnswerThatIsThereBeforeTheClientsAreCountedWaitsForTheirNumber() {
        List<Integer> types = new ArrayList<>();
        Link link = new Link("/test");
        link.open(node -> noting(types), new InMemoryAdapter(new RecordingNamespace()), message -> {});
        AnswersForPeer answers = new AnswersForPeer(link, PEER, "r");
        List<String> ended = new ArrayList<>();
        answers.onEnd(() -> ended.add("end"));

        answers.answer(List.of(1));
        assertThat(types).isEmpty();
        answers.expect(2);
        assertThat(types).containsExactly(11, 12);
        assertThat(ended).isEmpty();
        answers.answer(List.of(2));

        assertThat(types).containsExactly(11, 12, 12);
        assertThat(ended).hasSize(1);
        answers.answer(List.of(3));
        assertThat(types).hasSize(3);
    }

    @Test
    void afterTheTimeNobodyCollectsAnswersForAnother() {
        RecordingAnswers answers = new RecordingAnswers();
        List<String> ended = new ArrayList<>();

        adapterA.broadcastWithAck(event("x"), within(ALL), answers);
        b.answers.get(0).onEnd(() -> ended.add("end"));
        b.timers.advance(1000);
        b.answers.get(0).answer(List.of("late"));

        assertThat(ended).hasSize(1);
        assertThat(answers.answers).isEmpty();
        assertThat(b.timers.live()).as("heartbeat and watch").isEqualTo(2);
    }

    @Test
    void answersForABroadcastThatHasEndedAreDropped() {
        RecordingAnswers answers = new RecordingAnswers();
        adapterA.broadcastWithAck(event("x"), within(ALL), answers);

        answers.end();
        b.answers.get(0).answer(List.of("late"));

        assertThat(answers.answers).isEmpty();
        assertThat(adapterA).asString().endsWith("0 requests]");
    }

    // --- requests

    @Test
    void socketsAreFetchedFromAllServers() {
        CompletableFuture<List<SocketDetails>> found =
                adapterA.fetchSockets(ALL).toCompletableFuture();

        assertThat(found).isCompleted();
        assertThat(found.join()).extracting(SocketDetails::id).containsExactlyInAnyOrder("a1", "b1", "b2");
        SocketDetails remote = found.join().get(1);
        assertThat(remote.rooms()).containsExactly(remote.id());
        assertThat(remote.data()).isEqualTo(Map.of("of", remote.id()));
        assertThat(remote.handshake().get("url")).hasToString("\"/" + remote.id() + "\"");
    }

    @Test
    void aFetchThatIsNotAnsweredInTimeCarriesWhatIsKnown() {
        nodeB.hold();

        CompletableFuture<List<SocketDetails>> found =
                adapterA.fetchSockets(within(ALL)).toCompletableFuture();
        a.timers.advance(999);
        assertThat(found).isNotDone();
        a.timers.advance(1);

        assertThat(timeout(found)).hasMessage("timeout reached: only 0 responses received out of 1");
        assertThat(timeout(found).answers()).hasSize(1);
        nodeB.release();
        assertThat(adapterA).asString().endsWith("0 requests]");
    }

    @Test
    void withoutATimeoutOfItsOwnAFetchHasThatOfTheOptions() {
        nodeB.hold();

        CompletableFuture<?> found = adapterA.fetchSockets(ALL).toCompletableFuture();
        a.timers.advance(4999);
        assertThat(found).isNotDone();
        a.timers.advance(1);

        assertThat(found).isCompletedExceptionally();
    }

    @Test
    void aSecondAnswerOfAServerDoesNotCount() {
        Adapter adapterC = started(cluster.node().create(new RecordingNamespace("c1")));
        List<byte[]> answers = new ArrayList<>();
        nodeA.drop(answers::add);
        CompletableFuture<List<SocketDetails>> found =
                adapterA.fetchSockets(ALL).toCompletableFuture();
        nodeA.drop(message -> false);

        cluster.send("/test", answers.get(0));
        cluster.send("/test", answers.get(0));
        assertThat(found).isNotDone();
        cluster.send("/test", answers.get(1));

        assertThat(found.join()).extracting(SocketDetails::id).containsExactlyInAnyOrder("a1", "b1", "b2", "c1");
        adapterC.close();
    }

    @Test
    void aServerThatLeavesIsNotWaitedForAnyLonger() {
        nodeB.hold();
        CompletableFuture<List<SocketDetails>> found =
                adapterA.fetchSockets(ALL).toCompletableFuture();
        CompletableFuture<List<List<Object>>> acks =
                adapterA.serverSideEmitWithAck(List.of("x"), Flags.NONE).toCompletableFuture();

        adapterB.close();

        assertThat(found.join()).extracting(SocketDetails::id).containsExactly("a1");
        assertThat(acks).isCompletedWithValueMatching(List::isEmpty, "no answers");
    }

    @Test
    void aServerThatDiesIsNotWaitedForAnyLonger() {
        nodeB.kill();
        BroadcastTarget patient =
                new BroadcastTarget(Set.of(), Set.of(), Flags.NONE.withTimeout(Duration.ofMinutes(1)));
        CompletableFuture<List<SocketDetails>> found =
                adapterA.fetchSockets(patient).toCompletableFuture();

        a.timers.advance(10_000);
        assertThat(found).isNotDone();
        a.timers.advance(1000);

        assertThat(found.join()).extracting(SocketDetails::id).containsExactly("a1");
        assertThat(adapterA.serverCount()).isCompletedWithValue(1);
        assertThat(a.timers.live()).as("the heartbeat").isEqualTo(1);
    }

    @Test
    void whatWaitsAtTheEndFails() {
        nodeB.hold();
        CompletableFuture<?> found = adapterA.fetchSockets(ALL).toCompletableFuture();
        CompletableFuture<?> acks =
                adapterA.serverSideEmitWithAck(List.of("x"), Flags.NONE).toCompletableFuture();

        adapterA.close();

        assertThatThrownBy(found::join).hasCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(acks::join).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(a.timers.live()).isZero();
    }

    @Test
    void aServerSideEmitReachesTheOthersAndBringsTheFirstArgumentOfTheirAcks() {
        CompletableFuture<List<List<Object>>> acks = adapterA.serverSideEmitWithAck(
                        Arrays.asList("x", null, new byte[] {1}), Flags.NONE)
                .toCompletableFuture();

        assertThat(a.serverEvents).isEmpty();
        assertThat(b.serverEvents).hasSize(1);
        assertThat(b.serverEvents.get(0)).hasSize(3);
        assertThat(acks.join()).hasSize(1);
        assertThat(acks.join().get(0)).hasSize(1);
    }

    // --- servers

    @Test
    void serversKnowEachOtherFromTheStartAndForgetWhoLeaves() {
        Adapter adapterC = started(cluster.node().create(new RecordingNamespace()));
        assertThat(adapterA.serverCount()).isCompletedWithValue(3);
        assertThat(adapterC.serverCount()).isCompletedWithValue(3);

        adapterC.close();

        assertThat(adapterA.serverCount()).isCompletedWithValue(2);
    }

    @Test
    void whoIsHeardStays() {
        for (int i = 0; i < 20; i++) {
            a.timers.advance(5000);
            b.timers.advance(5000);
        }

        assertThat(adapterA.serverCount()).isCompletedWithValue(2);
        assertThat(adapterB.serverCount()).isCompletedWithValue(2);
    }

    @Test
    void whoWasCutOffAndComesBackIsKnownAgain() {
        nodeA.hold();
        a.timers.advance(11_000);
        assertThat(adapterA.serverCount()).isCompletedWithValue(1);
        b.timers.advance(5000);

        nodeA.release();

        assertThat(adapterA.serverCount()).isCompletedWithValue(2);
    }

    @Test
    void whoOnlySendsIsNoServer() {
        cluster.send("/test", bytes("{'type':9,'uid':'emitter','nsp':'/test','data':{'packet':['x']}}"));

        assertThat(a.serverEvents).hasSize(1);
        assertThat(adapterA.serverCount()).isCompletedWithValue(2);
    }

    @Test
    void whereABrokerCountsNobodySendsHeartbeats() {
        CompletableFuture<Integer> count = new CompletableFuture<>();
        List<byte[]> sent = new ArrayList<>();
        RecordingNamespace namespace = new RecordingNamespace("s");
        List<Consumer<byte[]>> receivers = new ArrayList<>();
        Adapter adapter = started(ClusterAdapter.factory(
                        (name, uid, receiver) -> {
                            receivers.add(receiver);
                            return channel(sent::add, () -> {});
                        },
                        ClusterOptions.defaults().withServerCount(name -> count))
                .create(namespace));

        CompletableFuture<List<SocketDetails>> found = adapter.fetchSockets(ALL).toCompletableFuture();
        assertThat(sent).isEmpty();
        count.complete(2);
        assertThat(adapter.serverCount()).isCompletedWithValue(2);
        String id = new String(sent.get(0), StandardCharsets.UTF_8).replaceAll(".*\"requestId\":\"(\\w+)\".*", "$1");
        receivers
                .get(0)
                .accept(bytes(
                        "{'type':8,'uid':'u','nsp':'/test','data':{'requestId':'" + id + "','sockets':[{'id':'x'}]}}"));

        assertThat(found.join()).extracting(SocketDetails::id).containsExactly("s", "x");
        assertThat(namespace.timers.live()).isZero();
        adapter.close();
        assertThat(sent).hasSize(1);
    }

    @Test
    void optionsAreChecked() {
        ClusterOptions defaults = ClusterOptions.defaults();
        Duration second = Duration.ofSeconds(1);

        assertThatThrownBy(() -> defaults.withRequestsTimeout(Duration.ZERO))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("requestsTimeout");
        assertThatThrownBy(() -> defaults.withHeartbeat(second, second))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("longer than heartbeatInterval");
        assertThat(defaults.withHeartbeat(second, second.multipliedBy(2)).heartbeatInterval())
                .isEqualTo(second);
    }

    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private static Packet event(Object... nameAndArguments) {
        return Packet.event("/test", Arrays.asList(nameAndArguments));
    }

    private static BroadcastTarget within(BroadcastTarget target) {
        return new BroadcastTarget(
                target.rooms(), target.except(), target.flags().withTimeout(Duration.ofSeconds(1)));
    }

    private static RequestTimeoutException timeout(CompletableFuture<?> stage) {
        try {
            throw new AssertionError("completed with " + stage.join());
        } catch (CompletionException e) {
            return (RequestTimeoutException) e.getCause();
        }
    }

    private static Adapter overChannel(RecordingNamespace namespace, Consumer<byte[]> publish) {
        return ClusterAdapter.factory((name, uid, receiver) -> channel(publish, () -> {}), ClusterOptions.defaults())
                .create(namespace);
    }

    private static ClusterChannel channel(Consumer<byte[]> publish, Runnable close) {
        return new ClusterChannel() {
            @Override
            public void publish(byte[] message) {
                publish.accept(message);
            }

            @Override
            public void send(String uid, byte[] response) {
                publish.accept(response);
            }

            @Override
            public void close() {
                close.run();
            }
        };
    }

    /** Notes the types of responses. */
    private static ClusterTransport noting(List<Integer> types) {
        return new ClusterTransport() {
            @Override
            public void publish(ClusterMessage message) {
                throw new AssertionError(message);
            }

            @Override
            public void respond(String uid, ClusterMessage response) {
                assertThat(uid).isEqualTo(PEER);
                assertThat(new ClusterMessageCodec(new JsonbMapper()).encode(response))
                        .isNotEmpty();
                types.add(response.type().number());
                assertThat(response.type()).isIn(MessageType.BROADCAST_CLIENT_COUNT, MessageType.BROADCAST_ACK);
            }

            @Override
            public void close() {}
        };
    }
}
