package ee.socketio.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.adapter.RecordingAnswers;
import ee.socketio.adapter.RecordingNamespace;
import ee.socketio.spi.Adapter;
import ee.socketio.spi.AdapterFactory;
import ee.socketio.spi.BroadcastTarget;
import ee.socketio.spi.BroadcastTarget.Flags;
import ee.socketio.spi.Packet;
import ee.socketio.spi.RequestTimeoutException;
import ee.socketio.spi.SocketDetails;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a cluster when Redis, or a way to it, fails: each server serves its own sockets, and then it is a cluster again. */
@Timeout(60)
abstract class RedisFaultsContract {
    private static final BroadcastTarget ALL = new BroadcastTarget(Set.of(), Set.of(), Flags.NONE);
    private static final Duration REQUESTS_TIMEOUT = Duration.ofMillis(500);
    private static final long MAX_PENDING_BYTES = 100_000;

    final TestRedis redis = TestRedis.stopped();
    final LogLines log = new LogLines("ee.socketio.redis");
    private final List<Member> members = new ArrayList<>();
    private final List<RedisClient> clients = new ArrayList<>();

    /** For one server. */
    abstract AdapterFactory factory(Redis where, Duration requestsTimeout, long maxPendingBytes);

    RecordingNamespace namespace(String socketId) {
        return new RecordingNamespace(socketId);
    }

    /** One server with one socket. */
    record Member(RecordingNamespace namespace, Adapter adapter) {

        /** The names of the events that its socket got. */
        List<String> events() {
            return namespace.deliveries.stream()
                    .filter(delivery -> !delivery.socketIds().isEmpty())
                    .map(delivery -> delivery.packet().list().get(0).toString().replace("\"", ""))
                    .toList();
        }

        void emit(String name, Object... arguments) {
            List<Object> event = new ArrayList<>(List.of(name));
            event.addAll(List.of(arguments));
            adapter.broadcast(Packet.event("/test", event), ALL);
        }

        CompletableFuture<List<SocketDetails>> fetch() {
            return adapter.fetchSockets(ALL).toCompletableFuture();
        }
    }

    Member member(String socketId) {
        return member(socketId, Redis.at(redis.uri()));
    }

    private Member member(String socketId, Redis where) {
        return member(socketId, factory(where, REQUESTS_TIMEOUT, MAX_PENDING_BYTES));
    }

    private Member member(String socketId, AdapterFactory factory) {
        RecordingNamespace namespace = namespace(socketId);
        Member member = new Member(namespace, factory.create(namespace));
        member.adapter().start();
        member.adapter().add(socketId, List.of(socketId));
        members.add(member);
        return member;
    }

    RedisCommands<String, byte[]> admin() {
        RedisClient client = RedisClient.create(redis.uri());
        clients.add(client);
        return client.connect(Backend.CODEC).sync();
    }

    @AfterEach
    void close() {
        members.forEach(member -> member.adapter().close());
        clients.forEach(client -> client.shutdown(0, 2, TimeUnit.SECONDS));
        redis.close();
        log.close();
    }

    // --- waiting

    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** What waits for the log is given up meanwhile. */
    private void awaitEvents(Member member, Collection<String> events) {
        await("events of " + member + ": " + events, () -> {
            member.namespace().timers.advance(100);
            return member.events().size() >= events.size();
        });
        assertThat(member.events()).containsExactlyElementsOf(events);
    }

    private void awaitServers(int count, Member... some) {
        for (Member member : some) {
            await(
                    "servers that " + member + " knows",
                    () -> member.adapter()
                                    .serverCount()
                                    .exceptionally(failure -> 0)
                                    .toCompletableFuture()
                                    .join()
                            == count);
        }
    }

    /** Each server sends and all others get it, in order and once, after whatever was before. */
    private void assertIsCluster(Member... cluster) {
        awaitServers(cluster.length, cluster);
        for (Member sender : cluster) {
            List.of(cluster).forEach(member -> member.namespace().deliveries.clear());
            List<String> names = IntStream.range(0, 50).mapToObj(i -> "e" + i).toList();
            names.forEach(sender::emit);
            for (Member member : cluster) {
                await("events of " + member, () -> member.events().contains("e49"));
                assertThat(member.events()).containsExactlyElementsOf(names);
            }
        }
    }

    private static <T> T now(CompletableFuture<T> answer) {
        return answer.orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static void assertTimesOut(Member member, CompletableFuture<?> request, List<String> known) {
        assertThat(request).isNotDone();
        member.namespace().timers.advance(REQUESTS_TIMEOUT.toMillis());
        assertThatThrownBy(request::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(RequestTimeoutException.class, late -> assertThat(late.answers())
                        .extracting(answer -> answer instanceof SocketDetails details ? details.id() : answer)
                        .containsExactlyElementsOf(known));
    }

    /** Requests end by their timeout, with what is known here. */
    private void assertAnswersForItself(Member member, String socketId) {
        assertTimesOut(member, member.fetch(), List.of(socketId));
        assertTimesOut(
                member,
                member.adapter()
                        .serverSideEmitWithAck(List.of("question"), Flags.NONE)
                        .toCompletableFuture(),
                List.of());
        RecordingAnswers answers = new RecordingAnswers();
        member.adapter().broadcastWithAck(Packet.event("/test", List.of("ack")), ALL, answers);
        assertThat(answers.expected).as("its own clients").containsExactly(1);
        answers.end();
        CompletableFuture<Integer> count = member.adapter().serverCount().toCompletableFuture();
        assertThatThrownBy(() -> count.get(10, TimeUnit.SECONDS))
                .as("nobody knows")
                .isNotNull();
    }

    // --- Redis

    @Test
    void aServerThatStartsWithoutRedisServesItsOwnSocketsAndJoinsWhenItComes() {
        Member a = member("a1");
        await("the line", () -> !log.warnings().isEmpty());
        a.emit("alone");
        awaitEvents(a, List.of("alone"));
        assertAnswersForItself(a, "a1");
        assertThat(log.warnings())
                .filteredOn(line -> line.contains("cannot be reached: "))
                .singleElement()
                .asString()
                .contains(redis.uri(), "serves its own clients alone");

        redis.start();
        Member b = member("b1");

        assertIsCluster(a, b);
        assertThat(log.infos()).singleElement().asString().contains("part of the cluster again");
    }

    @Test
    void aRedisThatRestartsIsFoundAgain() {
        redis.start();
        Member a = member("a1");
        Member b = member("b1");
        assertIsCluster(a, b);
        Map<String, Long> before = subscriptions();

        redis.stop();
        await("the line", () -> !log.warnings().isEmpty());
        a.namespace().deliveries.clear();
        a.emit("one");
        a.emit("two");
        awaitEvents(a, List.of("one", "two"));
        assertAnswersForItself(a, "a1");
        assertAnswersForItself(b, "b1");

        redis.start();
        assertIsCluster(a, b);
        assertThat(subscriptions()).isEqualTo(before);
        assertThat(log.warnings().stream().filter(line -> line.contains("cannot be reached: ")))
                .as("one for each server")
                .hasSize(2);
    }

    @Test
    void connectionsThatAreCutAreMadeAgainWithEachSubscriptionOnce() {
        redis.start();
        Member a = member("a1");
        Member b = member("b1");
        assertIsCluster(a, b);
        Map<String, Long> before = subscriptions();
        RedisCommands<String, byte[]> admin = admin();

        for (int round = 0; round < 3; round++) {
            admin.clientKill(KillArgs.Builder.typePubsub().skipme());
            admin.clientKill(KillArgs.Builder.typeNormal().skipme());
            // Some of them may not be noticed yet, and what is sent into them is lost: of what is sent then nothing
            // arrives twice.
            a.namespace().deliveries.clear();
            b.namespace().deliveries.clear();
            a.emit("now");
            await("its own", () -> {
                a.namespace().timers.advance(100);
                return a.events().contains("now");
            });
            await("all is well again", () -> subscriptions().equals(before));
            assertIsCluster(a, b);
        }
    }

    /** The number of subscribers of each channel, and of patterns. */
    private Map<String, Long> subscriptions() {
        RedisCommands<String, byte[]> admin = clients.isEmpty() ? admin() : null;
        if (admin == null) {
            RedisClient client = clients.get(clients.size() - 1);
            try (var connection = client.connect(Backend.CODEC)) {
                return subscriptions(connection.sync());
            }
        }
        return subscriptions(admin);
    }

    private static Map<String, Long> subscriptions(RedisCommands<String, byte[]> admin) {
        Map<String, Long> all = new TreeMap<>();
        String[] channels = admin.pubsubChannels().toArray(String[]::new);
        String[] sharded = admin.pubsubShardChannels().toArray(String[]::new);
        if (channels.length > 0) {
            all.putAll(admin.pubsubNumsub(channels));
        }
        if (sharded.length > 0) {
            all.putAll(admin.pubsubShardNumsub(sharded));
        }
        all.put("patterns", admin.pubsubNumpat());
        return all;
    }

    @Test
    void aServerThatDiesIsNotWaitedForOnceRedisHasNoticed() {
        redis.start();
        Member a = member("a1");
        Member b = member("b1");
        RedisClient dying = RedisClient.create();
        dying.setOptions(Redis.clientOptions());
        Member c = member("c1", Redis.of(dying, RedisURI.create(redis.uri())));
        awaitServers(3, a, b, c);

        dying.shutdown(0, 2, TimeUnit.SECONDS); // nobody says goodbye

        awaitServers(2, a, b);
        assertThat(now(a.fetch())).extracting(SocketDetails::id).containsExactlyInAnyOrder("a1", "b1");
        assertIsCluster(a, b);
    }

    @Test
    void aRedisThatHangsHoldsUpNobodyAndNotMuchIsPiledUp() throws Exception {
        redis.start();
        Member a = member("a1");
        Member b = member("b1");
        assertIsCluster(a, b);
        a.namespace().deliveries.clear();
        b.namespace().deliveries.clear();
        String kilobyte = "x".repeat(1_000);
        List<String> sent = new ArrayList<>();

        redis.signal("STOP");
        try {
            for (int round = 0; round < 5; round++) {
                for (int i = 0; i < 200; i++) {
                    sent.add("hung" + sent.size());
                    a.emit(sent.get(sent.size() - 1), kilobyte);
                }
                awaitEvents(a, sent);
                Thread.sleep(REQUESTS_TIMEOUT.toMillis() + 100); // what was sent before is given up, and still there
            }
            assertAnswersForItself(a, "a1");
        } finally {
            redis.signal("CONT");
        }

        await(
                "it goes on",
                () -> { // what is sent before all is read is lost
                    a.emit("again");
                    a.namespace().timers.advance(1_000);
                    return b.events().contains("again");
                });
        List<String> late =
                b.events().stream().filter(name -> name.startsWith("hung")).toList();
        assertThat(late).as("what arrives late").doesNotHaveDuplicates().hasSizeBetween(1, (int)
                (MAX_PENDING_BYTES / 1_000));
        assertThat(sent).containsSubsequence(late);
        assertThat(a.events().stream().filter(name -> name.startsWith("hung"))).containsExactlyElementsOf(sent);
        assertThat(log.warnings().stream().filter(line -> line.contains("messages did not reach")))
                .as("one line in ten seconds")
                .hasSizeBetween(1, 3);
        await("nothing is on its way", () -> {
            int before = a.events().size() + b.events().size();
            a.namespace().timers.advance(1_000);
            awaitServers(2, a, b);
            return before == a.events().size() + b.events().size();
        });
        assertIsCluster(a, b);
    }

    // --- messages

    @Test
    void whatIsAskedRightAtTheStartIsAnswered() {
        redis.start();
        Member a = member("a1");

        assertThat(now(a.fetch())).extracting(SocketDetails::id).containsExactly("a1");
    }

    @Test
    void whoeverIsCountedHearsWhatIsSent() {
        redis.start();
        Member a = member("a1");
        awaitServers(1, a);
        for (int i = 0; i < 20; i++) {
            Member b = member("b1");
            awaitServers(2, a);
            a.emit("at once");
            await("what " + b + " hears", () -> b.events().contains("at once"));
            b.adapter().close();
            awaitServers(1, a);
        }
    }

    @Test
    void whatCannotBeReadCostsOneLineAtEachServer() {
        redis.start();
        RedisCommands<String, byte[]> admin = admin();
        Member a = member("a1");
        Member b = member("b1");
        assertIsCluster(a, b);
        log.clear();

        for (int i = 0; i < 10; i++) { // every adapter has one of these
            admin.publish("socket.io#/test#", new byte[] {'x'});
            admin.spublish("socket.io#/test#", new byte[] {'x'});
        }
        await("10 lines at each", () -> log.warnings().size() >= 20);
        assertIsCluster(a, b);

        assertThat(log.warnings()).hasSize(20).allMatch(line -> line.startsWith("Dropped 1 bytes from "));
    }

    @Test
    void whatAnybodySendsHarmsNothingAndCostsOneLineEach() {
        redis.start();
        RedisCommands<String, byte[]> admin = admin();
        Member a = member("a1");
        Member b = member("b1");
        assertIsCluster(a, b);
        Spoilers spoilers = new Spoilers(redis, admin);
        spoilers.listen(() -> talk(a, b));
        log.clear();

        int sent = spoilers.send(40);

        assertThat(sent).isGreaterThan(300);
        for (Member member : List.of(a, b)) { // what was sent may still be on its way
            member.emit("over");
            List.of(a, b).forEach(each -> await("all of it", () -> each.events().contains("over")));
            List.of(a, b).forEach(each -> each.namespace().deliveries.clear());
        }
        assertIsCluster(a, b);
        List<SocketDetails> all = now(a.fetch());
        assertThat(all).extracting(SocketDetails::id).containsExactlyInAnyOrder("a1", "b1");
        assertThat(log.warnings()).isNotEmpty().hasSizeLessThanOrEqualTo(2 * sent);
        assertThat(log.all()).noneMatch(line -> line.contains("\n"));
        assertThat(log.severe()).isEmpty();
    }

    /** One of each kind. */
    private static void talk(Member a, Member b) {
        a.emit("text", "x", 1, List.of(true), Map.of("y", 2));
        a.emit("bytes", new byte[] {1, 2, 3});
        a.adapter()
                .broadcast(
                        Packet.event("/test", List.of("room")),
                        new BroadcastTarget(Set.of("b1"), Set.of("a1"), Flags.NONE));
        a.adapter().socketsJoin(ALL, List.of("room"));
        a.adapter().socketsLeave(ALL, List.of("room"));
        a.adapter().disconnectSockets(new BroadcastTarget(Set.of("nobody"), Set.of(), Flags.NONE), true);
        a.adapter().serverSideEmit(List.of("server", 1));
        // Nobody waits for these: who listens may be counted as a server that does not answer.
        CompletionStage<?> unused = a.adapter().serverSideEmitWithAck(List.of("question", 1), Flags.NONE);
        CompletableFuture<?> unusedToo = a.fetch();
        RecordingAnswers answers = new RecordingAnswers();
        a.adapter().broadcastWithAck(Packet.event("/test", List.of("ack")), ALL, answers);
        await("the question", () -> b.events().contains("ack"));
        b.namespace().answers.forEach(answer -> answer.answer(List.of("yes")));
        await("the answer", () -> !answers.answers.isEmpty());
        answers.end();
        a.namespace().timers.advance(REQUESTS_TIMEOUT.toMillis());
    }

    // --- ends

    @Test
    void nothingIsLeftOfAServerThatEnds() {
        redis.start();
        RedisCommands<String, byte[]> admin = admin();
        Predicate<Thread> ours = thread -> thread.getName().contains("lettuce");
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Member a = member("a1");
        Member b = member("b1");
        assertIsCluster(a, b);
        assertThat(Thread.getAllStackTraces().keySet()).filteredOn(ours).anyMatch(thread -> !before.contains(thread));
        a.emit("pending");
        CompletableFuture<?> request = a.fetch();

        a.adapter().close();
        b.adapter().close();

        assertThat(request).isDone();
        assertThat(a.namespace().timers.live()).isZero();
        assertThat(b.namespace().timers.live()).isZero();
        await(
                "no thread",
                () -> Thread.getAllStackTraces().keySet().stream().filter(ours).allMatch(before::contains));
        assertThat(subscriptions(admin)).isEqualTo(Map.of("patterns", 0L));
        assertThat(admin.clientList().lines()).as("connections, the test's own").hasSize(1);
    }

    @Test
    void nothingIsLeftOfAServerThatEndsWhileRedisIsAway() {
        Predicate<Thread> ours = thread -> thread.getName().contains("lettuce");
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Member a = member("a1");
        await("the line", () -> !log.warnings().isEmpty());
        a.adapter().close();

        assertThat(a.namespace().timers.live()).isZero();
        await(
                "no thread",
                () -> Thread.getAllStackTraces().keySet().stream().filter(ours).allMatch(before::contains));
    }

    @Test
    void nothingIsLeftOnAClientOfTheApplication() {
        redis.start();
        RedisCommands<String, byte[]> admin = admin();
        RedisClient client = RedisClient.create();
        client.setOptions(Redis.clientOptions());
        clients.add(client);
        Member a = member("a1", Redis.of(client, RedisURI.create(redis.uri())));
        awaitServers(1, a);

        a.adapter().close();

        await("connections, the test's own", () -> admin.clientList().lines().count() == 1);
        try (var connection = client.connect(RedisURI.create(redis.uri()))) {
            assertThat(connection.sync().ping()).as("the client goes on").isEqualTo("PONG");
        }
    }

    @Test
    void aFactoryIsForOneServer() {
        redis.start();
        AdapterFactory factory = factory(Redis.at(redis.uri()), REQUESTS_TIMEOUT, MAX_PENDING_BYTES);
        Member a = member("a1", factory);
        Adapter second = factory.create(namespace("b1"));

        assertThatThrownBy(second::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("share one adapter factory")
                .hasMessageContaining("Give each server a factory of its own");
        second.close();

        awaitServers(1, a);
        Map<String, Long> alone = new HashMap<>(subscriptions());
        Member b = member("b1");
        assertIsCluster(a, b);
        b.adapter().close();
        awaitServers(1, a);
        await("subscriptions as before", () -> subscriptions().equals(alone));
    }
}
