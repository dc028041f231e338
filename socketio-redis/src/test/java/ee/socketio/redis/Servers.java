package ee.socketio.redis;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.adapter.RecordingNamespace;
import ee.socketio.spi.Adapter;
import ee.socketio.spi.BroadcastTarget;
import ee.socketio.spi.BroadcastTarget.Flags;
import ee.socketio.spi.Packet;
import ee.socketio.spi.SocketDetails;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Two servers of a cluster, with one socket each, which is in rooms of its own. */
final class Servers implements AutoCloseable {

    private static final BroadcastTarget ALL = new BroadcastTarget(Set.of(), Set.of(), Flags.NONE);
    /** So many that each node of a Redis Cluster has some of their channels. */
    private static final int ROOMS = 6;

    private static final int EVENTS = 20;

    private final Family family;
    private final Server a;
    private final Server b;

    /** Where each of them finds Redis: a client of its own. */
    Servers(Family family, Supplier<Redis> where) {
        this.family = family;
        this.a = new Server(family, "a", where.get());
        this.b = new Server(family, "b", where.get());
    }

    private record Server(String name, RecordingNamespace namespace, Adapter adapter) {

        Server(String name, RecordingNamespace namespace, Adapter adapter) {
            this.name = name;
            this.namespace = namespace;
            this.adapter = adapter;
            namespace.name = name;
            adapter.start();
            List<String> rooms = new ArrayList<>(rooms());
            rooms.add(name + "1");
            adapter.add(name + "1", rooms);
        }

        Server(Family family, String name, Redis where) {
            this(name, namespace(family, name), where, family);
        }

        private Server(String name, RecordingNamespace namespace, Redis where, Family family) {
            this(name, namespace, family.adapter().apply(where).create(namespace));
        }

        private static RecordingNamespace namespace(Family family, String name) {
            RecordingNamespace namespace = new RecordingNamespace(name + "1");
            namespace.maxDisconnectionDuration = family.recovers() ? Duration.ofMinutes(2) : null;
            return namespace;
        }

        List<String> rooms() {
            return IntStream.range(0, ROOMS).mapToObj(i -> name + "-" + i).toList();
        }

        List<String> events(String prefix) {
            return namespace.deliveries.stream()
                    .filter(delivery -> !delivery.socketIds().isEmpty())
                    .map(delivery ->
                            String.valueOf(delivery.packet().list().get(0)).replace("\"", ""))
                    .filter(event -> event.startsWith(prefix))
                    .toList();
        }

        boolean got(String event) {
            return events(event).contains(event);
        }

        void emit(String event) {
            adapter.broadcast(Packet.event("/test", List.of(event)), ALL);
        }

        void emit(String event, String room) {
            adapter.broadcast(
                    Packet.event("/test", List.of(event)), new BroadcastTarget(Set.of(room), Set.of(), Flags.NONE));
        }

        int servers() {
            return adapter.serverCount()
                    .exceptionally(failure -> 0)
                    .toCompletableFuture()
                    .join();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static <T> T now(CompletionStage<T> answer) {
        return answer.toCompletableFuture().orTimeout(5, TimeUnit.SECONDS).join();
    }

    private Server other(Server one) {
        return one.name().equals("a") ? b : a;
    }

    /** Until each knows of the other, and every channel of the other reaches it. */
    void awaitCluster(String round) {
        for (Server from : List.of(a, b)) {
            Server to = other(from);
            await(family + ": servers that " + from + " knows", () -> from.servers() == 2);
            for (String room : to.rooms()) {
                await(family + ": " + room, () -> {
                    from.namespace().timers.advance(100);
                    from.emit(round + " ready " + room, room);
                    return to.got(round + " ready " + room);
                });
            }
            await(family + ": all", () -> {
                from.namespace().timers.advance(100);
                from.emit(round + " ready " + from);
                return to.got(round + " ready " + from);
            });
        }
    }

    /** What either sends to all, and to each room of the other. */
    void assertBroadcastsArriveOnce(String round) {
        for (Server from : List.of(a, b)) {
            Server to = other(from);
            List<String> all = names(round + " all from " + from + " ", EVENTS);
            List<String> rooms = names(round + " room from " + from + " ", ROOMS);
            all.forEach(from::emit);
            for (int i = 0; i < ROOMS; i++) {
                from.emit(rooms.get(i), to.rooms().get(i));
            }
            from.emit(round + " own from " + from, from.rooms().get(0));
            String last = all.get(EVENTS - 1);
            await(
                    family + ": " + last,
                    () -> from.got(last) && to.got(last) && rooms.stream().allMatch(to::got));
            await(family + ": own", () -> from.got(round + " own from " + from));
        }
        // Whatever would come twice has come when these have.
        for (Server from : List.of(a, b)) {
            String over = round + " over from " + from;
            from.emit(over);
            await(family + ": " + over, () -> a.got(over) && b.got(over));
        }
        for (Server from : List.of(a, b)) {
            Server to = other(from);
            String all = round + " all from " + from + " ";
            String rooms = round + " room from " + from + " ";
            String own = round + " own from " + from;
            assertThat(from.events(all)).as(family + " " + from).containsExactlyElementsOf(names(all, EVENTS));
            assertThat(to.events(all)).as(family + " " + to).containsExactlyElementsOf(names(all, EVENTS));
            assertThat(from.events(rooms)).as(family + " " + from).isEmpty();
            assertThat(to.events(rooms)).as(family + " " + to).containsExactlyInAnyOrderElementsOf(names(rooms, ROOMS));
            assertThat(from.events(own)).as(family + " " + from).containsExactly(own);
            assertThat(to.events(own)).as(family + " " + to).isEmpty();
        }
    }

    private static List<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    /** Each server answers, once. */
    void assertRequestsAreAnswered() {
        for (Server from : List.of(a, b)) {
            Server to = other(from);
            assertThat(now(from.adapter().fetchSockets(ALL)))
                    .as(family + " " + from)
                    .extracting(SocketDetails::id)
                    .containsExactlyInAnyOrder("a1", "b1");
            assertThat(now(from.adapter()
                            .fetchSockets(new BroadcastTarget(Set.of(to.rooms().get(1)), Set.of(), Flags.NONE))))
                    .as(family + " " + from)
                    .extracting(SocketDetails::id)
                    .containsExactly(to + "1");
            to.namespace().serverEvents.clear();
            assertThat(now(from.adapter().serverSideEmitWithAck(List.of("question"), Flags.NONE))
                            .toString())
                    .as(family + " " + from)
                    .contains("from " + to)
                    .doesNotContain("from " + from);
            assertThat(to.namespace().serverEvents).as(family + " " + to).hasSize(1);
        }
    }

    /** What an emitter sends as soon as there is one. */
    void assertEmitterIsHeard(Redis where) {
        List<CompletionStage<?>> sent = new ArrayList<>();
        List<String> rooms =
                Stream.concat(a.rooms().stream(), b.rooms().stream()).toList();
        try (RedisEmitter emitter = family.emitter().apply(where)) {
            rooms.forEach(room -> sent.add(
                    emitter.of("/test").to(room).emit("emitted to " + room).toCompletableFuture()));
            sent.add(emitter.of("/test").emit("emitted").toCompletableFuture());
            sent.forEach(Servers::now);
        }
        List.of(a, b).forEach(to -> {
            List<String> expected = new ArrayList<>(List.of("emitted"));
            to.rooms().forEach(room -> expected.add("emitted to " + room));
            await(family + ": emitted", () -> to.events("emitted").size() >= expected.size());
            assertThat(to.events("emitted")).as(family + " " + to).containsExactlyInAnyOrderElementsOf(expected);
        });
    }

    @Override
    public void close() {
        a.adapter().close();
        b.adapter().close();
    }
}
