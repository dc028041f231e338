package ee.socketio.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.socketio.adapter.FakeLog.Fate;
import ee.socketio.internal.namespace.codec.JsonbMapper;
import ee.socketio.internal.namespace.codec.Unwritable;
import ee.socketio.spi.BroadcastTarget;
import ee.socketio.spi.BroadcastTarget.Flags;
import ee.socketio.spi.Packet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How broadcasts get into the log and out of it: a and b are two servers with one socket each. */
class LogBroadcastsTest {
    private static final BroadcastTarget ALL = target();
    private static final Duration KEPT = Duration.ofMinutes(2);

    private final FakeLog.Shared log = new FakeLog.Shared();
    private final RecordingNamespace a = new RecordingNamespace("a1");
    private final RecordingNamespace b = new RecordingNamespace("b1");
    private final FakeLog logA = new FakeLog(log);
    private final FakeLog logB = new FakeLog(log);
    private final LogAdapter adapterA = logA.adapter(a, KEPT);
    private final LogAdapter adapterB = logB.adapter(b, KEPT);

    LogBroadcastsTest() {
        logA.begin();
        logB.begin();
    }

    private static BroadcastTarget target(String... rooms) {
        return new BroadcastTarget(Set.of(rooms), Set.of(), Flags.NONE);
    }

    private static Packet event(Object... event) {
        return Packet.event("/test", List.of(event));
    }

    private static List<String> seen(RecordingNamespace namespace) {
        return namespace.deliveries.stream()
                .map(delivery -> delivery.packet().list().toString().replaceAll("[0-9a-f]{16}", "uid"))
                .toList();
    }

    /** A message as a foreign server sends it, with any data. */
    private ClusterMessage foreign(MessageType type, Map<String, Object> data) {
        return new ClusterMessage(type, "0123456789abcdef", "/test", data);
    }

    // --- the order

    @Test
    void everyServerDeliversInTheOrderOfTheLogWithTheSameOffsets() {
        adapterB.broadcast(event("b"), ALL);
        adapterA.broadcast(event("a"), ALL);
        adapterB.broadcast(event("c"), ALL);
        logA.readAll();
        logB.readAll();

        assertThat(seen(a)).containsExactly("[b, @1]", "[a, @2]", "[c, @3]");
        assertThat(seen(b)).isEqualTo(seen(a));
    }

    @Test
    void itsOwnBroadcastWaitsForItsEntry() {
        adapterA.broadcast(event("x"), ALL);

        assertThat(seen(a)).isEmpty();
        logA.read();
        assertThat(seen(a)).containsExactly("[x, @1]");
        assertThat(a.timers.live())
                .as("rounds of sessions, and the look for what is late")
                .isEqualTo(2);
        a.timers.advance(2_000);
        assertThat(seen(a)).containsExactly("[x, @1]");
    }

    @Test
    void whatIsDoneBehindAPendingBroadcastWaitsForIt() {
        List<String> order = new ArrayList<>();
        adapterA.broadcast(event("x"), target("room"));
        adapterA.add("a1", List.of("room")); // too late for x
        adapterA.inOrder(() -> order.add("in order " + seen(a).size()));
        adapterA.enter(place -> order.add("enter at " + place));
        adapterA.exit(place -> {
            order.add("exit at " + place);
            return null;
        });
        adapterA.broadcast(event("local"), new BroadcastTarget(Set.of(), Set.of(), Flags.NONE.asLocal()));

        assertThat(order).isEmpty();
        assertThat(adapterA.rooms("a1")).as("what the application sees").containsExactly("room");
        logA.read();

        assertThat(order).containsExactly("in order 1", "enter at @1", "exit at @1");
        assertThat(seen(a)).containsExactly("[x, @1]", "[local]");
        assertThat(a.receivers()).containsExactly("a1"); // of local
    }

    @Test
    void anEntryOfAnotherServerDoesNotWaitForWhatIsStillOnItsWay() {
        adapterB.broadcast(event("theirs"), ALL);
        logA.fate = Fate.LOST;
        adapterA.broadcast(event("ours"), ALL);
        logA.readAll();

        assertThat(seen(a)).containsExactly("[theirs, @1]");
    }

    @Test
    void whatComesBehindItsOwnEntryIsDeliveredBehindIt() {
        adapterA.broadcast(event("ours"), ALL);
        adapterB.broadcast(event("theirs"), ALL);
        adapterA.broadcast(event("ours, too"), ALL);
        logA.read();
        logA.read();

        assertThat(seen(a)).containsExactly("[ours, @1]", "[theirs, @2]");
        logA.read();
        assertThat(seen(a)).hasSize(3);
    }

    @Test
    void roomsThatAnotherServerChangesChangeInTheOrderOfTheLog() {
        a.calls.clear();
        adapterB.broadcast(event("before"), ALL);
        adapterB.socketsJoin(ALL, List.of("room"));
        adapterB.broadcast(event("behind"), ALL);
        logA.read();
        assertThat(a.calls).isEmpty();
        logA.read();
        assertThat(a.calls).containsExactly("join [a1] [room]");
        assertThat(seen(a)).containsExactly("[before, @1]");
        logA.read();
        assertThat(seen(a)).hasSize(2);
    }

    @Test
    void volatileAndLocalEventsHaveNoOffset() {
        adapterA.broadcast(event("v"), new BroadcastTarget(Set.of(), Set.of(), Flags.NONE.asVolatile()));
        adapterA.broadcast(event("l"), new BroadcastTarget(Set.of(), Set.of(), Flags.NONE.asLocal()));
        logA.readAll();
        logB.readAll();

        assertThat(seen(a)).containsExactly("[v]", "[l]");
        assertThat(seen(b)).containsExactly("[v]");
    }

    // --- what does not come back

    @Test
    void aBroadcastThatDoesNotComeBackIsDeliveredAfterItsTimeWithoutAPlaceOfItsOwn() {
        logA.fate = Fate.LOST;
        adapterA.broadcast(event("x"), ALL);
        a.timers.advance(499);
        assertThat(seen(a)).isEmpty();
        adapterA.broadcast(event("y"), ALL);

        a.timers.advance(1);
        assertThat(seen(a)).containsExactly("[x, @0~uid~1]");
        a.timers.advance(500);
        assertThat(seen(a)).containsExactly("[x, @0~uid~1]", "[y, @0~uid~2]");
    }

    @Test
    void anEntryThatComesAfterItsTimeIsNotDeliveredAgainButOnOtherServers() {
        logA.fate = Fate.LATE;
        adapterA.broadcast(event("x"), ALL);
        a.timers.advance(1_000);
        logA.arrive();
        logA.fate = Fate.APPENDED;
        adapterA.broadcast(event("y"), ALL);
        logA.readAll();
        logB.readAll();

        assertThat(seen(a)).containsExactly("[x, @0~uid~1]", "[y, @2]");
        assertThat(seen(b)).containsExactly("[x, @1]", "[y, @2]");
    }

    @Test
    void aBroadcastThatCannotBeAppendedIsDeliveredAtOnceAndOnlyOnce() {
        logA.fate = Fate.FAILED;
        adapterA.broadcast(event("x"), ALL);
        logA.fate = Fate.THROWN;
        adapterA.broadcast(event("y"), ALL);

        assertThat(seen(a)).containsExactly("[x, @0~uid~1]", "[y, @0~uid~2]");
        a.timers.advance(2_000);
        assertThat(seen(a)).hasSize(2);
    }

    @Test
    void aBroadcastThatCannotBeAppendedStaysBehindThoseBeforeIt() {
        adapterA.broadcast(event("x"), ALL);
        logA.fate = Fate.FAILED;
        adapterA.broadcast(event("y"), ALL);

        assertThat(seen(a)).isEmpty();
        logA.read();
        assertThat(seen(a)).containsExactly("[x, @1]", "[y, @1~uid~2]");
    }

    @Test
    void anEntryThatComesBackGivesUpWhatWasAppendedBeforeIt() {
        logA.fate = Fate.LOST;
        adapterA.broadcast(event("x"), ALL);
        adapterA.broadcast(event("y"), ALL);
        logA.fate = Fate.APPENDED;
        adapterA.broadcast(event("z"), ALL);
        logA.readAll();

        assertThat(seen(a)).containsExactly("[x, @0~uid~1]", "[y, @0~uid~2]", "[z, @1]");
    }

    @Test
    void aServerThatHasNotReachedTheLogDeliversWithoutOffset() {
        RecordingNamespace c = new RecordingNamespace("c1");
        FakeLog logC = new FakeLog(log);
        logC.fate = Fate.FAILED;
        logC.adapter(c, KEPT).broadcast(event("x"), ALL);

        assertThat(seen(c)).containsExactly("[x]");
    }

    @Test
    void offsetsSayWhatWasGivenUpUntilNothingCanComeOfIt() {
        logA.fate = Fate.LATE;
        adapterA.broadcast(event("x"), ALL);
        a.timers.advance(1_000);
        adapterB.broadcast(event("theirs"), ALL);
        logA.read();
        logA.arrive();
        logA.read();
        adapterB.broadcast(event("theirs, too"), ALL);
        logA.read();

        assertThat(seen(a)).containsExactly("[x, @0~uid~1]", "[theirs, @1~uid~1]", "[theirs, too, @3]");
    }

    @Test
    void nothingOfTheLogOvertakesABroadcastWhoseEntryCameWhenItWasJustGivenUp() {
        adapterA.inOrder(
                () -> { // so that what is given up cannot be delivered yet
                    logA.fate = Fate.LATE;
                    adapterA.broadcast(event("x"), ALL);
                    a.timers.advance(1_000);
                    logA.arrive();
                    adapterB.broadcast(event("theirs"), ALL);
                    logA.readAll();
                });

        assertThat(seen(a)).containsExactly("[x, @0~uid~2]", "[theirs, @2]");
    }

    @Test
    void anEntryUnderItsOwnNameThatItNeverSentIsNotDelivered() {
        adapterA.broadcast(event("x"), ALL);
        Map<String, Object> data =
                new LinkedHashMap<>(log.entries.get(0).message().data());
        log.append(new ClusterMessage(MessageType.BROADCAST, logA.uid(), "/test", data), 4711);
        log.append(new ClusterMessage(MessageType.BROADCAST, logA.uid(), "/test", data), 0);
        logA.readAll();
        adapterA.broadcast(event("y"), ALL);
        logA.readAll();

        assertThat(seen(a)).containsExactly("[x, @1]", "[y, @4]");
    }

    @Test
    void aValueThatCannotBeWrittenReachesNobodyAndHoldsUpNobody() {
        RecordingNamespace c = new RecordingNamespace("c1");
        FakeLog real = new FakeLog(log);
        LogTransport.Factory writing = node -> new Forwarding(real, new ValueCodec(new JsonbMapper()));
        LogAdapter adapter = new LogAdapter(c, writing, FakeLog.OPTIONS, KEPT);
        adapter.start();

        assertThatThrownBy(() -> adapter.broadcast(event("x", new Unwritable()), ALL))
                .isInstanceOf(IllegalArgumentException.class);
        adapter.broadcast(event("l"), new BroadcastTarget(Set.of(), Set.of(), Flags.NONE.asLocal()));

        assertThat(seen(c)).containsExactly("[l]");
    }

    @Test
    void aBroadcastThatIsMadeWhileAnotherIsWrittenHasAPlaceBeforeIt() {
        List<LogAdapter> adapter = new ArrayList<>();
        RecordingNamespace c = new RecordingNamespace("c1");
        FakeLog own = new FakeLog(log);
        Runnable[] whileWriting = {() -> adapter.get(0).broadcast(event("inner"), ALL)};
        LogTransport.Factory writing = node -> new Forwarding(own, new ValueCodec(new JsonbMapper())) {
            @Override
            public Written write(ClusterMessage message) {
                Runnable once = whileWriting[0];
                whileWriting[0] = () -> {};
                once.run();
                return super.write(message);
            }
        };
        adapter.add(new LogAdapter(c, writing, FakeLog.OPTIONS, KEPT));
        adapter.get(0).start();
        adapter.get(0).broadcast(event("outer"), ALL);
        logA.readAll();

        assertThat(seen(a)).containsExactly("[inner, @1]", "[outer, @2]");
    }

    // --- what is no broadcast

    @Test
    void aMalformedEntryOfAnotherServerHarmsNothing() {
        log.append(foreign(MessageType.BROADCAST, Map.of()), 0);
        log.append(foreign(MessageType.BROADCAST, Map.of("opts", Map.of("rooms", List.of()), "packet", Map.of())), 0);
        log.append(
                foreign(
                        MessageType.BROADCAST,
                        Map.of("opts", Map.of("rooms", List.of()), "packet", Map.of("data", List.of()))),
                0);
        log.append(foreign(MessageType.SOCKETS_JOIN, Map.of("opts", 5)), 0);
        adapterB.broadcast(event("good"), ALL);
        logA.readAll();

        assertThat(seen(a)).containsExactly("[good, @5]");
        List<String> places = new ArrayList<>();
        adapterA.enter(places::add);
        assertThat(places).containsExactly("@5");
    }

    // --- ends

    @Test
    void theEndDeliversWhatWaitsAndLeavesNothing() {
        logA.fate = Fate.LOST;
        adapterA.broadcast(event("x"), ALL);
        adapterA.add("a1", List.of("room"));
        List<String> order = new ArrayList<>();
        adapterA.inOrder(() -> order.add("behind it"));

        adapterA.close();

        assertThat(seen(a)).containsExactly("[x, @0~uid~1]");
        assertThat(order).containsExactly("behind it");
        assertThat(logA.closed).isTrue();
        assertThat(a.timers.live()).isZero();
        assertThat(adapterA).hasToString(adapterA.toString()).asString().contains("0 on their way");
    }

    @Test
    void afterTheEndEverythingConcernsThisServerAlone() {
        adapterA.close();
        adapterA.broadcast(event("x"), ALL);
        adapterA.add("a1", List.of("room"));
        List<Object> sessions = new ArrayList<>();
        adapterA.takeSession("pid").thenAccept(sessions::add);

        assertThat(seen(a)).containsExactly("[x]");
        assertThat(log.entries).isEmpty();
        assertThat(sessions).containsExactly((Object) null);
        assertThat(a.timers.live()).isZero();
    }
}
