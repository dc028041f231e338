package ee.socketio.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.spi.BroadcastTarget;
import ee.socketio.spi.BroadcastTarget.Flags;
import ee.socketio.spi.Packet;
import ee.socketio.spi.SavedSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is kept of connected sockets, of those who left, and when it is given up: server a has the socket a1. */
class LogSessionsTest {
    private static final Duration KEPT = Duration.ofMinutes(2);
    private static final BroadcastTarget ALL = new BroadcastTarget(Set.of(), Set.of(), Flags.NONE);

    private final FakeLog.Shared log = new FakeLog.Shared();
    private final RecordingNamespace a = new RecordingNamespace("a1");
    private final RecordingNamespace b = new RecordingNamespace("b1");
    private final FakeLog logA = new FakeLog(log);
    private final FakeLog logB = new FakeLog(log);
    private final LogAdapter adapterA = logA.adapter(a, KEPT);
    private final LogAdapter adapterB = logB.adapter(b, KEPT);

    LogSessionsTest() {
        logA.begin();
        logB.begin();
    }

    private void leave(boolean kept) {
        adapterA.exit(place -> {
            SavedSession session = kept ? a.session("a1", adapterA.joinedRooms("a1"), place) : null;
            adapterA.removeAll("a1");
            a.disconnect("a1");
            return session;
        });
    }

    // --- of those who are connected

    @Test
    void aSessionIsSavedSoonAfterItsRoomsHaveChanged() {
        adapterA.add("a1", List.of("a1"));
        a.timers.advance(30);
        adapterA.add("a1", List.of("room"));
        adapterA.remove("a1", "other");
        a.timers.advance(19);
        assertThat(logA.calls).isEmpty();
        a.timers.advance(1);

        assertThat(logA.calls).containsExactly("live a1");
        assertThat(log.sessions.get("pid of a1").session().rooms()).containsOnlyKeys("a1", "room");
        adapterA.remove("a1", "room");
        a.timers.advance(50);
        assertThat(logA.calls).containsExactly("live a1", "live a1");
        assertThat(log.sessions.get("pid of a1").session().rooms()).containsOnlyKeys("a1");
    }

    @Test
    void aSessionIsSavedAgainInEveryRoundAndKeptALittleLonger() {
        adapterA.add("a1", List.of("a1"));
        a.timers.advance(50);
        logA.calls.clear();

        a.timers.advance(30_000);

        assertThat(logA.calls).hasSizeBetween(2, 4).containsOnly("live a1");
        assertThat(logA.times).containsOnly(KEPT.plusSeconds(10));
    }

    @Test
    void sessionsThatAreKeptForAShortTimeAreSavedMoreOften() {
        RecordingNamespace c = new RecordingNamespace("c1");
        FakeLog logC = new FakeLog(log);
        logC.adapter(c, Duration.ofSeconds(2)).add("c1", List.of("c1"));
        c.timers.advance(50);
        logC.calls.clear();

        c.timers.advance(5_000);

        assertThat(logC.calls).hasSizeBetween(8, 11).containsOnly("live c1");
        assertThat(logC.times).containsOnly(Duration.ofMillis(2_500));
    }

    @Test
    void aRoundIsSpreadOverItsTime() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add("live s" + i);
            a.connect("s" + i);
            adapterA.add("s" + i, List.of("room"));
        }
        a.timers.advance(50);
        for (int step = 0; step < 20; step++) {
            logA.calls.clear();
            a.timers.advance(1_000);
            assertThat(logA.calls).hasSizeLessThanOrEqualTo(10);
        }
        logA.calls.clear();
        a.timers.advance(10_000);
        assertThat(logA.calls).doesNotHaveDuplicates().contains(all.toArray(String[]::new));
    }

    @Test
    void whoIsGoneIsNotSavedAnyMore() {
        adapterA.add("a1", List.of("a1"));
        leave(true);
        logA.calls.clear();
        a.timers.advance(60_000);

        assertThat(logA.calls).isEmpty();
    }

    @Test
    void aSocketThatWasHereBeforeTheLogHasThePlaceWhereItBegan() {
        RecordingNamespace c = new RecordingNamespace("c1");
        FakeLog logC = new FakeLog(log);
        LogAdapter adapterC = logC.adapter(c, KEPT);
        adapterB.broadcast(Packet.event("/test", List.of("long ago")), ALL);
        adapterC.add("c1", List.of("c1"));
        adapterC.enter(place -> c.sessions.put("c1", place));
        assertThat(c.sessions).containsEntry("c1", "");
        logC.begin();
        adapterB.broadcast(Packet.event("/test", List.of("x")), ALL);
        logC.readAll();
        c.timers.advance(50);

        assertThat(log.sessions.get("pid of c1").session().connectedAt()).isEqualTo("@1");
    }

    // --- of those who leave

    @Test
    void whoLosesItsConnectionIsKeptForTheTimeAndWithItsPlace() {
        adapterA.add("a1", List.of("a1", "room"));
        adapterB.broadcast(Packet.event("/test", List.of("x")), ALL);
        logA.readAll();
        leave(true);

        assertThat(logA.calls).containsExactly("left a1");
        assertThat(logA.times).containsExactly(KEPT);
        LogTransport.StoredSession stored = log.sessions.get("pid of a1");
        assertThat(stored.server()).isEmpty();
        assertThat(stored.session().leftAt()).isEqualTo("@1");
        assertThat(stored.session().rooms()).isEqualTo(Map.of("a1", "@0", "room", "@0"));
    }

    @Test
    void whatIsKeptOfASocketIsDroppedWhenItLeavesOnPurpose() {
        adapterA.add("a1", List.of("a1"));
        a.timers.advance(50);
        leave(false);

        assertThat(logA.calls).containsExactly("live a1", "drop pid of a1");
        a.timers.advance(60_000);
        assertThat(logA.calls).hasSize(2);
    }

    @Test
    void nothingIsDroppedOfASocketThatWasNotSavedYet() {
        adapterA.add("a1", List.of("a1"));
        leave(false);
        a.timers.advance(60_000);

        assertThat(logA.calls).isEmpty();
    }

    @Test
    void whoLeavesBehindAPendingBroadcastIsSavedThoughTheServerEnds() {
        logA.fate = FakeLog.Fate.LOST;
        adapterA.add("a1", List.of("a1"));
        adapterA.broadcast(Packet.event("/test", List.of("x")), ALL);
        leave(true);

        adapterA.close();

        assertThat(logA.calls).containsExactly("left a1");
        assertThat(a.receivers()).containsExactly("a1");
    }

    // --- of those who come back

    @Test
    void aSessionIsTakenOnce() {
        adapterA.add("a1", List.of("a1"));
        leave(true);
        List<SavedSession> taken = new ArrayList<>();
        adapterB.takeSession("pid of a1").thenAccept(taken::add);
        adapterB.takeSession("pid of a1").thenAccept(taken::add);

        assertThat(taken).hasSize(2).last().isNull();
        assertThat(taken.get(0).id()).isEqualTo("a1");
        assertThat(logB.published).as("it had left there").isEmpty();
    }

    @Test
    void whoComesBackBeforeItsServerNoticedIsDisconnectedThereAndNotSavedAgain() {
        adapterA.add("a1", List.of("a1"));
        a.timers.advance(50);
        logA.calls.clear();
        List<SavedSession> taken = new ArrayList<>();
        a.onDisconnect = () -> leave(false); // as a socket of the namespace does that the server disconnects
        adapterB.takeSession("pid of a1").thenAccept(taken::add);
        assertThat(taken).extracting(SavedSession::id).containsExactly("a1");

        assertThat(a.calls).containsExactly("disconnect [a1] and close");
        a.timers.advance(60_000);
        assertThat(logA.calls).as("the store knows whose it is").containsExactly("drop pid of a1");
        assertThat(b.calls).as("nobody else is told").isEmpty();
    }

    @Test
    void aStoreThatFailsIsToldToWhoAsks() {
        logA.failing = true;
        List<Throwable> failures = new ArrayList<>();

        adapterA.takeSession("pid").whenComplete((session, failure) -> failures.add(failure));

        assertThat(failures).hasSize(1).doesNotContainNull();
    }

    @Test
    void aSessionIsTakenBehindASocketThatIsJustBeingSaved() {
        adapterA.add("a1", List.of("a1"));
        List<SavedSession> taken = new ArrayList<>();
        adapterA.broadcast(Packet.event("/test", List.of("x")), ALL);
        leave(true);
        adapterA.takeSession("pid of a1").thenAccept(taken::add);
        assertThat(taken).isEmpty();
        logA.readAll();

        assertThat(taken).hasSize(1).doesNotContainNull();
    }

    @Test
    void theEndLeavesNoTimerAndSavesNothingMore() {
        adapterA.add("a1", List.of("a1"));
        assertThat(a.timers.live()).isEqualTo(2);

        adapterA.close();
        adapterA.add("a1", List.of("room"));

        assertThat(a.timers.live()).isZero();
        assertThat(logA.calls).isEmpty();
    }
}
