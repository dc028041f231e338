package ee.socketio.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import ee.socketio.adapter.FakeLog.Fate;
import ee.socketio.spi.BroadcastTarget;
import ee.socketio.spi.BroadcastTarget.Flags;
import ee.socketio.spi.EncodedPacket;
import ee.socketio.spi.Packet;
import ee.socketio.spi.SavedSession;
import ee.socketio.spi.SessionAwareAdapter.Missed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client gets that comes back, to server a: b is where it was, or another one. */
class LogRecoveryTest {
    private static final Duration KEPT = Duration.ofMinutes(2);

    private final FakeLog.Shared log = new FakeLog.Shared();
    private final RecordingNamespace a = new RecordingNamespace();
    private final FakeLog logA = new FakeLog(log);
    private final FakeLog logB = new FakeLog(log);
    private final LogAdapter adapterA = logA.adapter(a, KEPT);
    private final LogAdapter adapterB = logB.adapter(new RecordingNamespace(), KEPT);
    /** What clients got that came back; null if they began anew. */
    private final List<Missed> resumed = new ArrayList<>();

    LogRecoveryTest() {
        logA.begin();
        logB.begin();
    }

    // --- the language of the tests

    private static BroadcastTarget target(String... rooms) {
        return new BroadcastTarget(Set.of(rooms), Set.of(), Flags.NONE);
    }

    private static BroadcastTarget except(String room) {
        return new BroadcastTarget(Set.of(), Set.of(room), Flags.NONE);
    }

    private void emit(String name, BroadcastTarget target) {
        adapterB.broadcast(Packet.event("/test", List.of(name)), target);
    }

    private void emit(String... names) {
        for (String name : names) {
            emit(name, target());
        }
    }

    /** The session of a socket whose server died: what it received last is not known. */
    private static SavedSession live(Map<String, String> rooms) {
        return new SavedSession("s", "pid", rooms, Map.of(), "@1", "", "");
    }

    private static SavedSession left(String lastOffset, String leftAt) {
        return new SavedSession("s", "pid", Map.of("s", "@1"), Map.of(), "@1", lastOffset, leftAt);
    }

    private void resume(SavedSession session, String offset) {
        adapterA.resume(session, offset, missed -> {
            resumed.add(missed);
            if (missed != null) {
                a.connect("s");
                adapterA.add("s", session.rooms().keySet());
            }
        });
    }

    private List<String> missed() {
        assertThat(resumed).hasSize(1).doesNotContainNull();
        return resumed.get(0).packets().stream().map(EncodedPacket::text).toList();
    }

    private void assertBegunAnew() {
        assertThat(resumed).containsExactly((Missed) null);
    }

    // --- what was missed

    @Test
    void aClientGetsExactlyWhatCameBehindItsOffset() {
        emit("one", "two", "three", "four");
        logA.readAll();

        resume(live(Map.of()), "@2");

        assertThat(missed()).containsExactly("[three, @3]", "[four, @4]");
        assertThat(resumed.get(0).lastOffset()).isEqualTo("@4");
    }

    @Test
    void aClientThatReceivedNothingGetsWhatCameSinceItConnected() {
        emit("before", "one", "two");
        logA.readAll();

        resume(live(Map.of()), null);

        assertThat(missed()).containsExactly("[one, @2]", "[two, @3]");
    }

    @Test
    void aClientThatReceivedEverythingGetsWhatCameSinceItLeftThoughTheRestIsNotKept() {
        emit("one", "two", "others", "after it left");
        logA.readAll();
        log.trimmed = 3;

        resume(left("@2", "@3"), "@2");

        assertThat(missed()).containsExactly("[after it left, @4]");
    }

    @Test
    void whoMissedNothingIsAskedForTheSameTheNextTime() {
        emit("one", "two", "others");
        logA.readAll();

        resume(left("@2", "@3"), "@2");

        assertThat(missed()).isEmpty();
        assertThat(resumed.get(0).lastOffset())
                .as("what its client will say again")
                .isEqualTo("@2");
    }

    @Test
    void whoReceivedNothingAndWasMeantByNothingNeedsOnlyWhatCameSinceItLeft() {
        emit("one", "two", "three");
        logA.readAll();
        log.trimmed = 2;

        resume(left("@1", "@2"), null);

        assertThat(missed()).containsExactly("[three, @3]");
    }

    @Test
    void whatPassesWhileTheLogIsReadComesBehindIt() {
        logA.slow = true;
        emit("one", "two", "three");
        logA.readAll();
        resume(live(Map.of()), "@1");
        emit("four");
        logA.read();
        assertThat(resumed).isEmpty();
        logA.answerReads();
        emit("five");
        logA.read();

        assertThat(missed()).containsExactly("[two, @2]", "[three, @3]", "[four, @4]");
        assertThat(a.deliveries.get(a.deliveries.size() - 1).socketIds()).containsExactly("s");
        assertThat(a.receivers()).containsExactly("s");
    }

    @Test
    void volatilePacketsAreNotRepeated() {
        emit("one");
        emit("v", new BroadcastTarget(Set.of(), Set.of(), Flags.NONE.asVolatile()));
        logA.readAll();
        logA.slow = true;
        emit("two");
        logA.readAll();
        resume(live(Map.of()), "@1");
        emit("v2", new BroadcastTarget(Set.of(), Set.of(), Flags.NONE.asVolatile()));
        logA.readAll();
        logA.answerReads();

        assertThat(missed()).containsExactly("[two, @3]");
    }

    @Test
    void onlyWhatWasSaidInItsRoomsSinceItCameThereIsForItsEars() {
        emit("before");
        emit("too early", target("later"));
        emit("for it", target("room", "other"));
        emit("for others", target("other"));
        emit("later", target("later"));
        emit("not for it", except("room"));
        emit("not excepted", except("not yet"));
        emit("for all", target());
        emit("excepted", except("not yet"));
        logA.readAll();

        resume(live(Map.of("s", "@1", "room", "@1", "later", "@4", "not yet", "@8")), "@1");

        assertThat(missed()).containsExactly("[for it, @3]", "[later, @5]", "[not excepted, @7]", "[for all, @8]");
    }

    @Test
    void aClientThatIsBackIsInItsRoomsAsLongAsBefore() {
        emit("one", "two");
        logA.readAll();

        resume(live(Map.of("s", "@1", "room", "@1")), "@2");

        assertThat(adapterA.joinedRooms("s")).isEqualTo(Map.of("s", "@1", "room", "@1"));
    }

    @Test
    void whatIsNoBroadcastIsNotRepeated() {
        emit("one");
        adapterB.socketsJoin(target(), List.of("room"));
        adapterB.disconnectSockets(target("x"), true);
        emit("two");
        logA.readAll();

        resume(live(Map.of()), "@1");

        assertThat(missed()).containsExactly("[two, @4]");
    }

    @Test
    void aMalformedEntryIsSkipped() {
        emit("one");
        log.append(new ClusterMessage(MessageType.BROADCAST, "0123456789abcdef", "/test", Map.of("opts", 1)), 0);
        emit("two");
        logA.readAll();

        resume(live(Map.of()), "@1");

        assertThat(missed()).containsExactly("[two, @3]");
    }

    private static Packet event(String name) {
        return Packet.event("/test", List.of(name));
    }

    private void giveUp(String name) {
        logA.fate = Fate.LATE;
        adapterA.broadcast(event(name), target());
        a.timers.advance(1_000);
    }

    @Test
    void whatIsGivenUpWhileTheLogIsReadIsNotMissed() {
        emit("one");
        logA.readAll();
        emit("two");
        logA.readAll();
        logA.slow = true;
        resume(live(Map.of()), "@1");
        giveUp("late");
        logA.arrive();
        logA.readAll();
        logA.answerReads();

        assertThat(missed()).containsExactly("[two, @2]", "[late, @2~" + logA.uid() + "~2]");
        assertThat(a.receivers()).as("but not twice").isEmpty();
    }

    @Test
    void whatWasGivenUpBeforeAndHasNotComeIsNotMissed() {
        emit("one", "two");
        logA.readAll();
        giveUp("late");
        resume(live(Map.of()), "@1");
        logA.arrive();
        logA.readAll();

        assertThat(missed()).containsExactly("[two, @2]", "[late, @2~" + logA.uid() + "~1]");
        assertThat(a.receivers()).as("but not twice").isEmpty();
    }

    @Test
    void whatWasGivenUpIsBehindWhatCameSince() {
        emit("one");
        logA.readAll();
        giveUp("late");
        adapterB.broadcast(event("two"), target());
        logA.readAll();

        resume(live(Map.of()), "@1");

        assertThat(missed()).containsExactly("[two, @2]", "[late, @2~" + logA.uid() + "~1]");
        assertThat(resumed.get(0).lastOffset()).isEqualTo("@2~" + logA.uid() + "~1");
        logA.arrive();
        logB.readAll();
        adapterB.resume(live(Map.of()), resumed.get(0).lastOffset(), resumed::add);
        assertThat(resumed.get(1).packets()).as("it has had everything").isEmpty();
    }

    @Test
    void whatTheLogHasRefusedIsNotExpectedAnyMore() {
        emit("one");
        logA.readAll();
        a.connect("s");
        logA.fate = Fate.REFUSED;
        adapterA.broadcast(event("refused"), target());
        assertThat(a.deliveries.get(a.deliveries.size() - 1).packet().list()).containsExactly("refused", "@1");
        adapterB.broadcast(event("two"), target());
        logA.readAll();
        assertThat(a.deliveries.get(a.deliveries.size() - 1).packet().list()).containsExactly("two", "@2");

        resume(live(Map.of()), "@1");

        assertThat(missed()).containsExactly("[two, @2]");
    }

    @Test
    void argumentsThatChangeAfterwardsWereReadBefore() {
        emit("one");
        logA.readAll();
        a.connect("s");
        List<Object> argument = new ArrayList<>(List.of("before"));
        adapterA.broadcast(Packet.event("/test", List.of("read", argument)), target());
        logA.fate = Fate.LOST;
        adapterA.broadcast(Packet.event("/test", List.of("given up", argument)), target());
        argument.set(0, "after");
        logA.readAll();
        a.timers.advance(1_000);

        assertThat(a.deliveries.subList(a.deliveries.size() - 2, a.deliveries.size()))
                .extracting(delivery -> delivery.packet().list().get(1))
                .containsExactly(List.of("before"), List.of("before"));
    }

    @Test
    void whatManyMissedIsReadForSomeOfThemAtATime() {
        emit("one", "two");
        logA.readAll();
        logA.slow = true;
        for (int i = 0; i < 2 * Resumptions.MOST_READING + 1; i++) {
            adapterA.resume(live(Map.of()), "@1", resumed::add);
        }
        for (int done : List.of(Resumptions.MOST_READING, 2 * Resumptions.MOST_READING)) {
            logA.answerReads();
            assertThat(resumed).hasSize(done);
        }
        emit("three");
        logA.readAll();
        logA.answerReads();

        assertThat(resumed).hasSize(2 * Resumptions.MOST_READING + 1);
        assertThat(resumed.get(0).packets()).hasSize(1);
        assertThat(resumed.get(resumed.size() - 1).packets()).hasSizeBetween(1, 2);
    }

    @Test
    void whoWaitsForItsTurnBeginsAnewWhenTheServerEnds() {
        emit("one", "two");
        logA.readAll();
        logA.slow = true;
        for (int i = 0; i < Resumptions.MOST_READING + 2; i++) {
            adapterA.resume(live(Map.of()), "@1", resumed::add);
        }

        adapterA.close();

        assertThat(resumed).hasSize(2).containsOnlyNulls();
    }

    @Test
    void whoGotWhatWasGivenUpDoesNotGetItAgainThoughItComes() {
        emit("one");
        logA.readAll();
        a.connect("s");
        giveUp("late");
        String offset = "@1~" + logA.uid() + "~1";
        assertThat(a.deliveries.get(a.deliveries.size() - 1).packet().list()).containsExactly("late", offset);
        logA.arrive();
        emit("two");
        logB.readAll();

        adapterB.resume(live(Map.of()), offset, resumed::add);

        assertThat(missed()).containsExactly("[two, @3]");
    }

    @Test
    void whoGotWhatWasGivenUpDoesNotGetItAgainOnTheSameServer() {
        emit("one");
        logA.readAll();
        giveUp("late");

        resume(live(Map.of()), "@1~" + logA.uid() + "~1");

        assertThat(missed()).isEmpty();
        assertThat(resumed.get(0).lastOffset()).isEqualTo("@1~" + logA.uid() + "~1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"@1~", "@1~~", "@1~a", "@1~a~", "@1~~1", "@1~a~-1", "@1~a~1x", "@1~a~9999999999999999999", "~a~1"
            })
    void anOffsetWithAnythingElseBehindItMakesAClientBeginAnew(String offset) {
        emit("one", "two");
        logA.readAll();

        resume(live(Map.of()), offset);

        assertBegunAnew();
    }

    @Test
    void itsOwnBroadcastThatWasGivenUpAndCameLateIsAmongThem() {
        logA.fate = Fate.LATE;
        emit("one");
        adapterA.broadcast(Packet.event("/test", List.of("late")), target());
        a.timers.advance(1_000);
        logA.arrive();
        logA.readAll();

        resume(live(Map.of()), "@1");

        assertThat(missed()).containsExactly("[late, @2]");
    }

    // --- beginning anew

    @Test
    void whoMissedWhatIsNotKeptAnyMoreBeginsAnew() {
        emit("one", "two", "three");
        logA.readAll();
        log.trimmed = 2;

        resume(live(Map.of()), "@1");

        assertBegunAnew();
    }

    @Test
    void whoMissedNothingGoesOnThoughNothingIsKept() {
        emit("one", "two", "three");
        logA.readAll();
        log.trimmed = 3;
        logA.failing = true;

        resume(live(Map.of("room", "@1")), "@3");

        assertThat(missed()).isEmpty();
        assertThat(adapterA.joinedRooms("s")).isEqualTo(Map.of("room", "@1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "@", "@0", "@3", "@999999999", "@99999999999999", "1-0", "@-1"})
    void anOffsetThatIsNoneOfTheSessionMakesAClientBeginAnew(String offset) {
        emit("one", "two");
        logA.readAll();

        resume(new SavedSession("s", "pid", Map.of(), Map.of(), "@1", "@2", "@2"), offset);

        assertBegunAnew();
    }

    @Test
    void anOffsetBehindTheLastPacketThatWasMeantForASocketIsNoneOfIts() {
        emit("one", "two", "three");
        logA.readAll();

        resume(left("@2", "@3"), "@3");

        assertBegunAnew();
    }

    @Test
    void aSessionWithoutAnyPlaceBeginsAnew() {
        resume(new SavedSession("s", "pid", Map.of(), Map.of(), "", "", ""), null);

        assertBegunAnew();
    }

    @Test
    void aSessionOfAServerOfAnotherKindIsContinuedFromItsClientsOffset() {
        emit("one", "two");
        logA.readAll();

        resume(new SavedSession("s", "pid", Map.of("s", ""), Map.of(), "", "", ""), "@1");

        assertThat(missed()).containsExactly("[two, @2]");
    }

    @Test
    void aLogThatCannotBeReadMakesAClientBeginAnewAndNotesNothingAnyMore() {
        emit("one", "two");
        logA.readAll();
        logA.failing = true;
        resume(live(Map.of()), "@1");

        assertBegunAnew();
        emit("three");
        logA.readAll();
        assertThat(adapterA.joinedRooms("s")).isEmpty();
    }

    @Test
    void aRoomOfAClientThatBeginsAnewIsEmpty() {
        emit("one", "two");
        logA.readAll();
        logA.slow = true;
        adapterA.resume(live(Map.of("room", "@1")), "@1", missed -> resumed.add(missed)); // it is gone again
        logA.answerReads();

        assertThat(adapterA.joinedRooms("s")).isEmpty();
        emit("three", target("room"));
        logA.readAll();
        assertThat(a.receivers()).isEmpty();
    }

    // --- a server that is behind

    @Test
    void aServerThatIsBehindTheClientsOffsetCatchesUpFirst() {
        emit("one", "two", "three");
        logA.read();
        resume(live(Map.of()), "@2");
        assertThat(resumed).isEmpty();
        logA.read();

        assertThat(missed()).isEmpty();
        logA.read();
        assertThat(a.receivers()).as("who gets what comes then").containsExactly("s");
        assertThat(a.timers.live()).as("rounds and saving of sessions").isEqualTo(2);
    }

    @Test
    void whatAnotherNamespaceIsSentCountsAsCaughtUp() {
        log.append(new ClusterMessage(MessageType.BROADCAST, "0123456789abcdef", "/other", Map.of()), 0);
        resume(live(Map.of()), "@1");
        assertThat(resumed).isEmpty();
        logA.readOther();

        assertThat(missed()).isEmpty();
    }

    @Test
    void aServerThatDoesNotCatchUpInTimeLetsTheClientBeginAnew() {
        emit("one", "two");
        resume(live(Map.of()), "@2");
        a.timers.advance(4_999);
        assertThat(resumed).isEmpty();
        a.timers.advance(1);

        assertBegunAnew();
        logA.readAll();
        assertThat(resumed).hasSize(1);
    }

    @Test
    void aServerThatNeverReachedTheLogLetsTheClientBeginAnewAfterAWhile() {
        RecordingNamespace late = new RecordingNamespace();
        LogAdapter adapter = new FakeLog(log).adapter(late, KEPT);
        adapter.resume(live(Map.of()), "@1", resumed::add);
        late.timers.advance(5_000);

        assertBegunAnew();
    }

    @Test
    void theEndLetsThoseWhoWaitBeginAnew() {
        emit("one", "two");
        resume(live(Map.of()), "@2");

        adapterA.close();

        assertBegunAnew();
        assertThat(a.timers.live()).isZero();
        resume(live(Map.of()), "@1");
        assertThat(resumed).containsExactly(null, null);
    }

    @Test
    void whoComesBackBehindAPendingBroadcastGetsIt() {
        emit("one");
        logA.readAll();
        adapterA.broadcast(Packet.event("/test", List.of("pending")), target());
        resume(live(Map.of()), "@1");
        assertThat(resumed).isEmpty();
        logA.readAll();

        assertThat(missed()).containsExactly("[pending, @2]");
        assertThat(a.receivers()).as("but not twice").isEmpty();
    }
}
