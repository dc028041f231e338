package ee.socketio.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ee.socketio.engine.EngineOptions;
import ee.socketio.engine.ListenerThreads;
import ee.socketio.internal.engine.Admission.Decision;
import ee.socketio.internal.engine.Admission.Place;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private static final String ONE = "192.0.2.1";
    private static final String OTHER = "192.0.2.2";

    private final ManualTimers timers = new ManualTimers();

    @Test
    void withoutLimitsEverybodyIsAdmittedAndNothingIsKept() {
        Admission admission = admission(options -> {});

        for (int i = 0; i < 1000; i++) {
            assertThat(place(admission.admit(ONE)).keep()).isTrue();
        }

        assertThat(admission.addresses()).isZero();
        assertThat(timers.live()).isZero();
    }

    @Test
    void theServerIsFullAtItsLimit() {
        Admission admission = admission(options -> options.maxSessions(2));
        Place first = place(admission.admit(ONE));
        place(admission.admit(OTHER));

        assertThat(admission.admit("192.0.2.3")).isEqualTo(new Decision.Refused(EngineError.TOO_MANY_SESSIONS));

        first.giveBack();
        place(admission.admit("192.0.2.3"));
    }

    @Test
    void anAddressIsFullAtItsLimitAndOthersAreNot() {
        Admission admission = admission(options -> options.maxSessionsPerAddress(2));
        place(admission.admit(ONE));
        Place second = place(admission.admit(ONE));

        assertThat(admission.admit(ONE)).isEqualTo(new Decision.Refused(EngineError.TOO_MANY_SESSIONS_OF_ADDRESS));
        place(admission.admit(OTHER));

        second.giveBack();
        place(admission.admit(ONE));
    }

    @Test
    void whoIsRefusedTakesNoPlace() {
        Admission admission = admission(options -> options.maxSessions(1).maxSessionsPerAddress(1));
        Place place = place(admission.admit(ONE));
        for (int i = 0; i < 10; i++) {
            admission.admit(ONE);
            admission.admit(OTHER);
        }

        place.giveBack();

        assertThat(admission.taken()).isZero();
        assertThat(admission.addresses()).isZero();
    }

    @Test
    void handshakesAreLimitedPerSecond() {
        Admission admission = admission(options -> options.handshakesPerSecond(2));
        place(admission.admit(ONE));
        place(admission.admit(OTHER));

        assertThat(admission.admit(ONE)).isEqualTo(new Decision.Refused(EngineError.TOO_MANY_HANDSHAKES));

        timers.advance(499);
        assertThat(admission.admit(ONE)).isInstanceOf(Decision.Refused.class);
        timers.advance(1);
        place(admission.admit(ONE));
        assertThat(admission.admit(ONE)).isInstanceOf(Decision.Refused.class);
    }

    @Test
    void aPlaceIsFreedOnceByTheHandshakeThatFailed() {
        Admission admission = admission(options -> options.maxSessions(5));
        Place other = place(admission.admit(ONE));
        Place place = place(admission.admit(ONE));

        place.giveBack();
        place.giveBack();
        place.end();

        assertThat(admission.taken()).isEqualTo(1);
        assertThat(place.keep()).as("keeps what it gave back").isFalse();
        other.giveBack();
        assertThat(timers.live()).isZero();
    }

    @Test
    void aPlaceIsFreedOnceByTheSessionThatEnded() {
        Admission admission = admission(options -> options.maxSessions(5));
        place(admission.admit(ONE));
        Place place = place(admission.admit(ONE));

        assertThat(place.keep()).isTrue();
        place.giveBack(); // the handshake's affair no more
        assertThat(admission.taken()).isEqualTo(2);

        place.end();
        place.end();

        assertThat(admission.taken()).isEqualTo(1);
    }

    @Test
    void aHandshakeThatIsLostFreesItsPlaceByItself() {
        Admission admission = admission(options -> options.maxSessionsPerAddress(1));
        Place lost = place(admission.admit(ONE));

        timers.advance(44_999);
        assertThat(admission.taken()).isEqualTo(1);
        timers.advance(1);

        assertThat(admission.taken()).isZero();
        assertThat(admission.addresses()).isZero();
        assertThat(lost.keep()).as("comes too late").isFalse();
    }

    @Test
    void aSessionKeepsItsPlaceAndNeedsNoTimerForIt() {
        Admission admission = admission(options -> options.maxSessions(1));
        Place place = place(admission.admit(ONE));
        place.keep();

        assertThat(timers.live()).isZero();
        timers.advance(1_000_000);
        assertThat(admission.taken()).isEqualTo(1);
    }

    @Test
    void aThousandAddressesThatHaveLeftAreForgotten() {
        Admission admission = admission(options -> options.maxSessionsPerAddress(1));
        for (int i = 0; i < 1000; i++) {
            place(admission.admit("2001:db8::" + i)).giveBack();
        }

        assertThat(admission.addresses()).isZero();
    }

    @Test
    void concurrentHandshakesCannotPassTheLimitTogether() throws Exception {
        int limit = 10;
        Admission admission = admission(options -> options.maxSessions(1000).maxSessionsPerAddress(limit));
        Queue<Place> admitted = new ConcurrentLinkedQueue<>();

        Race.run(8, thread -> {
            for (int i = 0; i < 200; i++) {
                if (admission.admit(ONE) instanceof Decision.Admitted decision) {
                    admitted.add(decision.place());
                }
            }
        });

        assertThat(admitted).hasSize(limit);
    }

    @Test
    void everyPlaceIsFreedOnceWhoeverRacesForIt() throws Exception {
        int rounds = 500;
        Admission admission = admission(options -> options.maxSessions(10_000));
        for (int round = 0; round < rounds; round++) {
            Place place = place(admission.admit(ONE));
            Race.run(2, thread -> {
                if (thread == 0) {
                    place.giveBack();
                } else if (place.keep()) {
                    place.end();
                }
            });
        }

        assertThat(admission.taken()).isZero();
        assertThat(admission.addresses()).isZero();
    }

    @Test
    void theEndOfASessionFreesItsPlace() {
        Engine engine = engine(options -> options.maxSessions(1));
        EngineSession session = open(engine, "a", place(engine.admission().admit(ONE)));
        assertThat(engine.admission().admit(ONE)).isInstanceOf(Decision.Refused.class);

        session.discard();
        session.discard();

        assertThat(engine.admission().taken()).isZero();
        engine.stop();
    }

    @Test
    void aSessionThatCannotBeOpenedFreesItsPlaceAndNotThatOfAnother() {
        Engine engine = engine(options -> options.maxSessions(2));
        open(engine, "a", place(engine.admission().admit(ONE)));

        assertThat(open(engine, "a", place(engine.admission().admit(ONE))))
                .as("takes an id that is in use")
                .isNull();

        assertThat(engine.admission().taken()).isEqualTo(1);
        engine.close();
        assertThat(engine.admission().taken()).isZero();
        open(engine, "b", place(engine.admission().admit(ONE)));
        assertThat(engine.admission().taken()).as("after the server has closed").isZero();
        engine.stop();
    }

    @Test
    void aSessionWhosePlaceWasLostMeanwhileIsNotOpened() {
        Engine engine = engine(options -> options.maxSessions(1));
        Place late = place(engine.admission().admit(ONE));
        timers.advance(45_000);

        assertThat(open(engine, "a", late)).isNull();

        assertThat(engine.clientsCount()).isZero();
        engine.stop();
    }

    @Test
    void aLayerAboveThatFailsFreesThePlace() {
        Engine engine = engine(options -> options.maxSessions(1));
        engine.attach(connection -> {
            throw new IllegalStateException("a fault of a parser");
        });
        Place place = place(engine.admission().admit(ONE));

        assertThat(catchThrowable(() -> open(engine, "a", place))).hasMessage("a fault of a parser");

        assertThat(engine.admission().taken()).isZero();
        engine.stop();
    }

    private Admission admission(Consumer<EngineOptions.Builder> change) {
        return new Admission(options(change), timers);
    }

    private Engine engine(Consumer<EngineOptions.Builder> change) {
        return new Engine(options(change), Thread::new, timers);
    }

    private static EngineOptions options(Consumer<EngineOptions.Builder> change) {
        EngineOptions.Builder builder = EngineOptions.builder().listenerThreads(ListenerThreads.direct());
        change.accept(builder);
        return builder.build();
    }

    private static EngineSession open(Engine engine, String id, Place place) {
        return engine.open(place, id, SessionRig.request(), false, session -> RecordingTransport.polling());
    }

    private static Place place(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Admitted.class);
        return ((Decision.Admitted) decision).place();
    }
}
