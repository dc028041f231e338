package ee.socketio.adapter;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of connected sockets, which are saved in case that this server dies: soon after their rooms have changed, and again
 * and again, because what is saved is kept for a time only and the application's data may have changed. The work of the
 * second kind is spread over the time.
 */
final class LiveSessions {

    /** So long changes are collected. */
    static final Duration DELAY = Duration.ofMillis(50);

    /** All sessions are saved once within this time. */
    static final Duration LONGEST_ROUND = Duration.ofSeconds(10);

    /** A round has so many steps. */
    private static final int STEPS = 10;

    private static final System.Logger LOG = System.getLogger("ee.socketio.cluster");

    private final LogState state;
    private final Consumer<String> save;
    private final Duration round;
    private final Object lock = new Object();

    @GuardedBy("lock") private final Set<String> changed = new LinkedHashSet<>();

    @GuardedBy("lock") private @Nullable Runnable cancelChanges;

    @GuardedBy("lock") private @Nullable Runnable cancelStep;

    @GuardedBy("lock") private boolean closed;

    // --- confined to the order
    /** The secrets of those that are saved, by the ids of their sockets. */
    private final Map<String, String> secrets = new HashMap<>();

    private Iterator<String> current = List.<String>of().iterator();
    private int perStep;
    private int steps;

    LiveSessions(LogState state, Duration kept, Consumer<String> save) {
        this.state = state;
        this.save = save;
        Duration quarter = kept.dividedBy(4);
        this.round = quarter.compareTo(LONGEST_ROUND) < 0 ? quarter : LONGEST_ROUND;
    }

    /** In which time every session is saved once. */
    Duration round() {
        return round;
    }

    void start() {
        synchronized (lock) {
            scheduleStep();
        }
    }

    @GuardedBy("lock") private void scheduleStep() {
        if (!closed) {
            cancelStep =
                    state.namespace().schedule(this::onStep, Duration.ofMillis(Math.max(1, round.toMillis() / STEPS)));
        }
    }

    private void onStep() {
        state.order().run(this::step);
        synchronized (lock) {
            scheduleStep();
        }
    }

    private void step() {
        if (steps++ % STEPS == 0) {
            List<String> all = new ArrayList<>(secrets.keySet());
            current = all.iterator();
            perStep = (all.size() + STEPS - 1) / STEPS;
        }
        for (int i = 0; i < perStep && current.hasNext(); i++) {
            saveIfThere(current.next());
        }
    }

    private void saveIfThere(String socketId) {
        if (state.namespace().socketIds().contains(socketId)) {
            try {
                save.accept(socketId);
            } catch (RuntimeException e) { // the application's data may be anything, and others are to be saved too
                LOG.log(System.Logger.Level.WARNING, "The session of " + socketId + " was not saved", e);
            }
        }
    }

    /** A socket came, or its rooms have changed. */
    void changed(String socketId) {
        synchronized (lock) {
            if (closed) {
                return;
            }
            changed.add(socketId);
            if (cancelChanges == null) {
                cancelChanges = state.namespace().schedule(this::onChanges, DELAY);
            }
        }
    }

    private void onChanges() {
        List<String> sockets;
        synchronized (lock) {
            sockets = List.copyOf(changed);
            changed.clear();
            cancelChanges = null;
        }
        state.order().run(() -> sockets.forEach(this::saveIfThere));
    }

    /** It was saved. In the order. */
    void saved(String socketId, String secret) {
        secrets.put(socketId, secret);
    }

    /** The secret of a socket that leaves, if its session was saved. In the order. */
    @Nullable String left(String socketId) {
        return secrets.remove(socketId);
    }

    void close() {
        Runnable step;
        Runnable changes;
        synchronized (lock) {
            closed = true;
            changed.clear();
            step = cancelStep;
            changes = cancelChanges;
            cancelStep = null;
            cancelChanges = null;
        }
        if (step != null) {
            step.run();
        }
        if (changes != null) {
            changes.run();
        }
    }
}
