package ee.socketio.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import ee.socketio.Race;
import ee.socketio.spi.Adapter;
import ee.socketio.spi.AdapterContext;
import ee.socketio.spi.BroadcastTarget;
import ee.socketio.spi.BroadcastTarget.Flags;
import ee.socketio.spi.Packet;
import ee.socketio.spi.RoomEvent;
import ee.socketio.spi.RoomEvent.Kind;
import ee.socketio.spi.SocketDetails;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Adapter} does, alone and among other servers. An adapter's test implements this with a way to make one;
 * it may put other servers beside it, whose sockets are then in every room.
 */
public interface AdapterContract {

    /** Adapters without a network need none. */
    Duration PATIENCE = Duration.ofSeconds(10);

    /** Makes an adapter for a namespace, empty and started. */
    Adapter create(AdapterContext namespace);

    /** The sockets of the other servers, each in all rooms. */
    default List<String> elsewhere() {
        return List.of();
    }

    /** How many servers there are, the adapter's own included. */
    default int servers() {
        return 1;
    }

    @Test
    default void aSocketIsInTheRoomsThatItJoined() {
        Adapter adapter = create(new RecordingNamespace());

        adapter.add("a", List.of("one", "two"));
        adapter.add("a", List.of("two", "three"));
        adapter.add("b", List.of("two"));

        assertThat(adapter.rooms("a")).containsExactlyInAnyOrder("one", "two", "three");
        assertThat(adapter.rooms("b")).containsExactly("two");
        assertThat(adapter.rooms("nobody")).isEmpty();
        assertThat(adapter.sockets(Set.of("two"))).containsExactlyInAnyOrder("a", "b");
        assertThat(adapter.sockets(Set.of("three"))).containsExactly("a");
        assertThat(adapter.sockets(Set.of("nowhere"))).isEmpty();
    }

    @Test
    default void aSocketThatLeavesARoomStaysInTheOthers() {
        Adapter adapter = create(new RecordingNamespace());
        adapter.add("a", List.of("one", "two"));
        adapter.add("b", List.of("one"));

        adapter.remove("a", "one");

        assertThat(adapter.rooms("a")).containsExactly("two");
        assertThat(adapter.rooms("b")).containsExactly("one");
        assertThat(adapter.sockets(Set.of("one"))).containsExactly("b");
    }

    @Test
    default void leavingWhatWasNotJoinedDoesNothing() {
        Adapter adapter = create(new RecordingNamespace());
        adapter.add("a", List.of("one"));

        adapter.remove("a", "two");
        adapter.remove("nobody", "one");
        adapter.removeAll("nobody");

        assertThat(adapter.rooms("a")).containsExactly("one");
        assertThat(adapter.sockets(Set.of("one"))).containsExactly("a");
        assertThat(adapter.rooms("nobody")).isEmpty();
    }

    @Test
    default void aSocketThatIsGoneIsInNoRoom() {
        Adapter adapter = create(new RecordingNamespace());
        adapter.add("a", List.of("a", "one", "two"));
        adapter.add("b", List.of("one"));

        adapter.removeAll("a");

        assertThat(adapter.rooms("a")).isEmpty();
        assertThat(adapter.sockets(Set.of("a", "two"))).isEmpty();
        assertThat(adapter.sockets(Set.of("one"))).containsExactly("b");
    }

    @Test
    default void theSocketsOfSeveralRoomsAreTheirUnion() {
        Adapter adapter = create(new RecordingNamespace("a", "b", "c"));
        adapter.add("a", List.of("one"));
        adapter.add("b", List.of("one", "two"));
        adapter.add("c", List.of("three"));

        assertThat(adapter.sockets(Set.of("one", "two"))).containsExactlyInAnyOrder("a", "b");
        assertThat(adapter.sockets(Set.of("two", "nowhere"))).containsExactly("b");
    }

    @Test
    default void withoutRoomsAllSocketsAreMeant() {
        Adapter adapter = create(new RecordingNamespace("a", "b"));
        adapter.add("a", List.of("one"));

        assertThat(adapter.sockets(Set.of())).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    default void whatIsHandedOutIsACopy() {
        RecordingNamespace namespace = new RecordingNamespace("a");
        Adapter adapter = create(namespace);
        adapter.add("a", List.of("one"));
        Set<String> rooms = adapter.rooms("a");
        Set<String> members = adapter.sockets(Set.of("one"));
        Set<String> all = adapter.sockets(Set.of());

        adapter.add("a", List.of("two"));
        adapter.add("b", List.of("one"));
        namespace.connect("b");

        assertThat(rooms).containsExactly("one");
        assertThat(members).containsExactly("a");
        assertThat(all).containsExactly("a");
    }

    @Test
    default void aBroadcastReachesEverybodyOnce() {
        RecordingNamespace namespace = new RecordingNamespace("a", "b", "c");
        Adapter adapter = create(namespace);
        adapter.add("a", List.of("one", "two"));
        Packet packet = packet();
        Flags flags = new Flags(true, false, true, null);

        adapter.broadcast(packet, new BroadcastTarget(Set.of(), Set.of(), flags));

        assertThat(namespace.receivers()).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(namespace.deliveries).hasSize(1);
        assertThat(namespace.deliveries.get(0).packet()).isSameAs(packet);
        assertThat(namespace.deliveries.get(0).flags()).isEqualTo(flags);
    }

    @Test
    default void aBroadcastToARoomReachesItsMembers() {
        RecordingNamespace namespace = new RecordingNamespace("a", "b", "c");
        Adapter adapter = create(namespace);
        adapter.add("a", List.of("one"));
        adapter.add("b", List.of("one"));
        adapter.add("c", List.of("two"));

        broadcast(adapter, Set.of("one"), Set.of());

        assertThat(namespace.receivers()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    default void aSocketInSeveralRoomsOfABroadcastReceivesItOnce() {
        RecordingNamespace namespace = new RecordingNamespace("a", "b", "c");
        Adapter adapter = create(namespace);
        adapter.add("a", List.of("a", "one", "two", "three"));
        adapter.add("b", List.of("b", "two", "three"));
        adapter.add("c", List.of("c"));

        broadcast(adapter, Set.of("one", "two", "three", "a"), Set.of());

        assertThat(namespace.receivers()).containsExactlyInAnyOrder("a", "b");
        assertThat(namespace.deliveries).as("deliveries, each of which encodes").hasSize(1);
    }

    @Test
    default void theMembersOfExceptedRoomsReceiveNothing() {
        RecordingNamespace namespace = new RecordingNamespace("a", "b", "c", "d");
        Adapter adapter = create(namespace);
        adapter.add("a", List.of("a", "one"));
        adapter.add("b", List.of("b", "one", "two"));
        adapter.add("c", List.of("c", "two"));

        broadcast(adapter, Set.of(), Set.of("one"));
        assertThat(namespace.receivers()).containsExactlyInAnyOrder("c", "d");

        namespace.deliveries.clear();
        broadcast(adapter, Set.of("one", "two"), Set.of("b"));
        assertThat(namespace.receivers()).containsExactlyInAnyOrder("a", "c");

        namespace.deliveries.clear();
        broadcast(adapter, Set.of("one"), Set.of("two", "a"));
        assertThat(namespace.receivers()).isEmpty();

        namespace.deliveries.clear();
        broadcast(adapter, Set.of("two"), Set.of("nowhere"));
        assertThat(namespace.receivers()).containsExactlyInAnyOrder("b", "c");
    }

    @Test
    default void aBroadcastToAnEmptyRoomReachesNobody() {
        RecordingNamespace namespace = new RecordingNamespace("a");
        Adapter adapter = create(namespace);
        adapter.add("a", List.of("one"));
        adapter.remove("a", "one");

        broadcast(adapter, Set.of("one"), Set.of());
        broadcast(adapter, Set.of("one", "nowhere"), Set.of("nobody"));

        assertThat(namespace.receivers()).isEmpty();
    }

    @Test
    default void aBroadcastDoesNotChangeTheRooms() {
        RecordingNamespace namespace = new RecordingNamespace("a", "b");
        Adapter adapter = create(namespace);
        adapter.add("a", List.of("one"));
        adapter.add("b", List.of("one", "two"));

        broadcast(adapter, Set.of("one"), Set.of("two"));
        broadcast(adapter, Set.of(), Set.of("one"));

        assertThat(adapter.sockets(Set.of("one"))).containsExactlyInAnyOrder("a", "b");
        assertThat(namespace.socketIds()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    default void roomsAndSocketsAgreeAfterAnyNumberOfThreads() throws Exception {
        Adapter adapter = create(new RecordingNamespace());
        List<String> sockets = List.of("a", "b", "c");
        List<String> rooms = List.of("one", "two", "three", "four");

        Race.run(4, thread -> {
            Random random = new Random(thread);
            for (int i = 0; i < 4000; i++) {
                String socket = sockets.get(random.nextInt(sockets.size()));
                String room = rooms.get(random.nextInt(rooms.size()));
                switch (random.nextInt(8)) {
                    case 0 -> adapter.removeAll(socket);
                    case 1, 2, 3 -> adapter.remove(socket, room);
                    default -> adapter.add(socket, List.of(room, rooms.get(random.nextInt(rooms.size()))));
                }
            }
        });

        for (String socket : sockets) {
            for (String room : rooms) {
                assertThat(adapter.sockets(Set.of(room)).contains(socket))
                        .as("%s in %s", socket, room)
                        .isEqualTo(adapter.rooms(socket).contains(room));
            }
        }
        sockets.forEach(adapter::removeAll);
        assertThat(adapter.sockets(Set.copyOf(rooms))).isEmpty();
    }

    @Test
    default void whoStaysReceivesEveryBroadcastOnceWhileOthersComeAndGo() throws Exception {
        RecordingNamespace namespace = new RecordingNamespace("stays");
        Adapter adapter = create(namespace);
        adapter.add("stays", List.of("one", "two"));

        Race.run(3, thread -> {
            for (int i = 0; i < 500; i++) {
                if (thread == 0) {
                    broadcast(adapter, Set.of("one"), Set.of());
                    broadcast(adapter, Set.of("one", "two"), Set.of("nowhere"));
                } else {
                    adapter.add("guest " + thread, List.of("one", "two"));
                    adapter.removeAll("guest " + thread);
                }
            }
        });

        assertThat(namespace.deliveries).hasSize(1000);
        assertThat(namespace.deliveries)
                .allSatisfy(delivery ->
                        assertThat(delivery.socketIds()).contains("stays").doesNotHaveDuplicates());
    }

    @Test
    default void roomsAreCreatedBeforeTheyAreJoinedAndDeletedAfterTheyWereLeft() {
        RecordingNamespace namespace = new RecordingNamespace();
        Adapter adapter = create(namespace);

        adapter.add("a", List.of("one"));
        adapter.add("b", List.of("one"));
        adapter.add("b", List.of("one"));
        adapter.remove("a", "one");
        adapter.remove("a", "one");
        adapter.removeAll("b");

        assertThat(namespace.roomEvents)
                .containsExactly(
                        new RoomEvent(Kind.CREATED, "one", null),
                        new RoomEvent(Kind.JOINED, "one", "a"),
                        new RoomEvent(Kind.JOINED, "one", "b"),
                        new RoomEvent(Kind.LEFT, "one", "a"),
                        new RoomEvent(Kind.LEFT, "one", "b"),
                        new RoomEvent(Kind.DELETED, "one", null));
    }

    @Test
    default void everyServerReportsOnceHowManyClientsItAsked() {
        RecordingNamespace namespace = new RecordingNamespace("a", "b", "c");
        Adapter adapter = create(namespace);
        adapter.add("a", List.of("a", "one"));
        adapter.add("b", List.of("one"));
        RecordingAnswers answers = new RecordingAnswers();

        adapter.broadcastWithAck(packet(), new BroadcastTarget(Set.of("one"), Set.of("a"), within()), answers);

        await(() -> answers.expected.size() >= servers());
        assertThat(answers.expected).hasSize(servers()).contains(1);
        assertThat(namespace.receivers()).containsExactly("b");
        assertThat(namespace.answers).containsExactly(answers);
    }

    @Test
    default void aServerWithoutReceiversReportsThatToo() {
        RecordingNamespace namespace = new RecordingNamespace("a");
        Adapter adapter = create(namespace);
        RecordingAnswers answers = new RecordingAnswers();

        adapter.broadcastWithAck(
                packet(), new BroadcastTarget(Set.of("nowhere"), Set.of(), within().asLocal()), answers);

        assertThat(answers.expected).containsExactly(0);
    }

    @Test
    default void fetchedSocketsAreThoseOfAllServers() {
        RecordingNamespace namespace = new RecordingNamespace("a", "b", "c");
        Adapter adapter = create(namespace);
        adapter.add("a", List.of("one"));
        adapter.add("b", List.of("b", "one"));
        adapter.add("c", List.of("two"));
        List<String> found = new ArrayList<>(elsewhere());
        found.add("a");

        assertThat(fetch(adapter, new BroadcastTarget(Set.of("one"), Set.of("b"), Flags.NONE)))
                .extracting(SocketDetails::id)
                .containsExactlyInAnyOrderElementsOf(found);
        assertThat(fetch(adapter, new BroadcastTarget(Set.of("one"), Set.of("b"), Flags.NONE.asLocal())))
                .extracting(SocketDetails::id)
                .containsExactly("a");
        assertThat(namespace.timers.live()).as("timers").isEqualTo(timers());
    }

    @Test
    default void theSocketsOfATargetJoinLeaveAndAreDisconnected() {
        RecordingNamespace namespace = new RecordingNamespace("a", "b", "c");
        Adapter adapter = create(namespace);
        adapter.add("a", List.of("one"));
        adapter.add("b", List.of("b", "one"));
        BroadcastTarget target = new BroadcastTarget(Set.of("one"), Set.of(), Flags.NONE);

        adapter.socketsJoin(target, List.of("x", "y"));
        adapter.socketsLeave(target, List.of("x"));
        adapter.disconnectSockets(target, false);
        adapter.disconnectSockets(new BroadcastTarget(Set.of(), Set.of("one"), Flags.NONE), true);

        assertThat(namespace.calls)
                .containsExactly(
                        "join [a, b] [x, y]", "leave [a, b] [x]", "disconnect [a, b]", "disconnect [c] and close");
    }

    @Test
    default void serversAreCounted() {
        Adapter adapter = create(new RecordingNamespace());

        assertThat(adapter.serverCount()).succeedsWithin(PATIENCE).isEqualTo(servers());
    }

    @Test
    default void aServerSideEmitIsForTheOthers() {
        RecordingNamespace namespace = new RecordingNamespace();
        Adapter adapter = create(namespace);

        adapter.serverSideEmit(List.of("x", 1));
        CompletionStage<List<List<Object>>> answers = adapter.serverSideEmitWithAck(List.of("x", 1), Flags.NONE);

        assertThat(answers).succeedsWithin(PATIENCE).asInstanceOf(LIST).hasSize(servers() - 1);
        assertThat(namespace.serverEvents).isEmpty();
    }

    @Test
    default void afterTheEndItServesItsOwnSocketsAndLeavesNoTimer() {
        RecordingNamespace namespace = new RecordingNamespace("a");
        Adapter adapter = create(namespace);
        adapter.add("a", List.of("one"));

        adapter.close();
        adapter.close();
        broadcast(adapter, Set.of("one"), Set.of());
        adapter.serverSideEmit(List.of("x"));

        assertThat(namespace.receivers()).containsExactly("a");
        assertThat(fetch(adapter, new BroadcastTarget(Set.of(), Set.of(), Flags.NONE)))
                .extracting(SocketDetails::id)
                .containsExactly("a");
        assertThat(adapter.serverCount()).isCompletedWithValue(1);
        assertThat(namespace.timers.live()).isZero();
    }

    /** How many timers an adapter has that does nothing. */
    default int timers() {
        return 0;
    }

    private static List<SocketDetails> fetch(Adapter adapter, BroadcastTarget target) {
        CompletableFuture<List<SocketDetails>> found =
                adapter.fetchSockets(target).toCompletableFuture();
        assertThat(found).as("the sockets").succeedsWithin(PATIENCE);
        return found.join();
    }

    /** For adapters that answer a little later. */
    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
    }

    private static Flags within() {
        return Flags.NONE.withTimeout(Duration.ofSeconds(1));
    }

    private static void broadcast(Adapter adapter, Set<String> rooms, Set<String> except) {
        adapter.broadcast(packet(), new BroadcastTarget(rooms, except, Flags.NONE));
    }

    private static Packet packet() {
        return Packet.event("/test", List.of("x"));
    }
}
