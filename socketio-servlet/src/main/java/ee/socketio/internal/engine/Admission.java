package ee.socketio.internal.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import ee.socketio.engine.EngineOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the numbers of sessions and handshakes within the options. A handshake takes its {@link Place} before anything
 * expensive is done for it, and the place is given back exactly once: by the handshake if that fails, by the end of the
 * session otherwise. All counts are decided together under one lock, a leaf, so concurrent handshakes cannot pass a limit
 * together, and an address without a session is forgotten.
 */
public final class Admission {

    /** A place whose handshake came to nothing without anybody noticing is free again after this. */
    private static final long HANDSHAKE_MILLIS = 45_000;

    private static final Place UNLIMITED = new UncountedPlace();

    private final Timers timers;
    private final int maxSessions;
    private final int maxSessionsPerAddress;
    private final Object lock = new Object();

    @GuardedBy("lock") private final @Nullable TokenBucket handshakes;

    @GuardedBy("lock") private final Map<String, Integer> sessionsByAddress = new HashMap<>();

    @GuardedBy("lock") private int sessions;

    Admission(EngineOptions options, Timers timers) {
        this.timers = timers;
        this.maxSessions = options.maxSessions();
        this.maxSessionsPerAddress = options.maxSessionsPerAddress();
        int perSecond = options.handshakesPerSecond();
        this.handshakes = perSecond == 0 ? null : new TokenBucket(perSecond, timers.now());
    }

    /** What became of a handshake: a place, or why there is none. */
    public sealed interface Decision {

        /** It may go on. */
        record Admitted(Place place) implements Decision {}

        /** It is refused. */
        record Refused(EngineError error) implements Decision {}
    }

    /** Decides about the handshake of a client with this address. */
    public Decision admit(String address) {
        Optional<EngineError> refusal;
        synchronized (lock) {
            refusal = refusal(address);
            if (refusal.isEmpty() && limitsSessions()) {
                sessions++;
                sessionsByAddress.merge(address, 1, Integer::sum);
            }
        }
        if (refusal.isPresent()) {
            return new Decision.Refused(refusal.get());
        }
        return new Decision.Admitted(limitsSessions() ? place(address) : UNLIMITED);
    }

    @GuardedBy("lock") private Optional<EngineError> refusal(String address) {
        if (handshakes != null && !handshakes.take(timers.now())) {
            return Optional.of(EngineError.TOO_MANY_HANDSHAKES);
        }
        if (maxSessions > 0 && sessions >= maxSessions) {
            return Optional.of(EngineError.TOO_MANY_SESSIONS);
        }
        if (maxSessionsPerAddress > 0 && sessionsByAddress.getOrDefault(address, 0) >= maxSessionsPerAddress) {
            return Optional.of(EngineError.TOO_MANY_SESSIONS_OF_ADDRESS);
        }
        return Optional.empty();
    }

    private boolean limitsSessions() {
        return maxSessions > 0 || maxSessionsPerAddress > 0;
    }

    /** A container that loses a request between the guard's answer and the 101 tells nobody: hence the timer. */
    private Place place(String address) {
        CountedPlace place = new CountedPlace(() -> leave(address));
        place.timeout = timers.schedule(place::giveBack, HANDSHAKE_MILLIS);
        return place;
    }

    private void leave(String address) {
        synchronized (lock) {
            sessions--;
            sessionsByAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
        }
    }

    /** How many sessions and handshakes under way are counted. */
    int taken() {
        synchronized (lock) {
            return sessions;
        }
    }

    /** How many addresses are known; none without a session. */
    int addresses() {
        synchronized (lock) {
            return sessionsByAddress.size();
        }
    }

    /** The right to one session. First it is the handshake's, then the session's. */
    public sealed interface Place {

        /** The handshake has come to nothing. Does nothing if a session has the place, or nobody. */
        void giveBack();

        /** The session takes it over; false if the handshake took too long and the place is somebody else's by now. */
        boolean keep();

        /** The session has ended. */
        void end();

        /** Of a server without limits. */
        static Place unlimited() {
            return UNLIMITED;
        }
    }

    private static final class UncountedPlace implements Place {
        @Override
        public void giveBack() {}

        @Override
        public boolean keep() {
            return true;
        }

        @Override
        public void end() {}
    }

    private static final class CountedPlace implements Place {

        /** HANDSHAKE ──session opened──► SESSION ──ended──► FREE; refused, failed or too late: straight to FREE. */
        private enum Owner {
            HANDSHAKE,
            SESSION,
            FREE
        }

        private final Runnable onFree;
        private final AtomicReference<Owner> owner = new AtomicReference<>(Owner.HANDSHAKE);
        /** Written once, before anybody else knows the place. */
        private Timers.@Nullable Task timeout;

        CountedPlace(Runnable onFree) {
            this.onFree = onFree;
        }

        @Override
        public void giveBack() {
            if (owner.compareAndSet(Owner.HANDSHAKE, Owner.FREE)) {
                stopTimer();
                onFree.run();
            }
        }

        @Override
        public boolean keep() {
            stopTimer();
            return owner.compareAndSet(Owner.HANDSHAKE, Owner.SESSION);
        }

        @Override
        public void end() {
            if (owner.compareAndSet(Owner.SESSION, Owner.FREE)) {
                onFree.run();
            }
        }

        private void stopTimer() {
            if (timeout != null) {
                timeout.cancel();
            }
        }
    }
}
