package ee.socketio.adapter;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import ee.socketio.spi.AdapterContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The other servers, each known by its last message. Time is counted in ticks of a tenth of the timeout instead of read from
 * a clock: after a pause of this server, the others get their time again before they count as gone.
 */
final class Peers {

    /** The uid of processes that only send. */
    private static final String EMITTER = "emitter";

    private static final int TICKS = 10;

    private final AdapterContext namespace;
    private final Link link;
    private final ClusterOptions options;
    private final Consumer<String> onGone;
    private final Object lock = new Object();

    /** The tick in which each was heard last. */
    @GuardedBy("lock") private final Map<String, Long> heard = new HashMap<>();

    @GuardedBy("lock") private long tick;

    @GuardedBy("lock") private @Nullable Runnable cancelTick;

    @GuardedBy("lock") private @Nullable Runnable cancelBeat;

    @GuardedBy("lock") private boolean closed;

    Peers(AdapterContext namespace, Link link, ClusterOptions options, Consumer<String> onGone) {
        this.namespace = namespace;
        this.link = link;
        this.options = options;
        this.onGone = onGone;
    }

    /** Tells the others, who answer. */
    void start() {
        link.publish(MessageType.INITIAL_HEARTBEAT, Map.of());
        scheduleBeat();
    }

    private void beat() {
        link.publish(MessageType.HEARTBEAT, Map.of());
        scheduleBeat();
    }

    private void scheduleBeat() {
        synchronized (lock) {
            if (!closed) {
                cancelBeat = namespace.schedule(this::beat, options.heartbeatInterval());
            }
        }
    }

    /** A server has sent something. */
    void heard(String uid) {
        if (uid.equals(EMITTER)) {
            return;
        }
        synchronized (lock) {
            if (!closed) {
                heard.put(uid, tick);
                if (cancelTick == null) {
                    scheduleTick();
                }
            }
        }
    }

    @GuardedBy("lock") private void scheduleTick() {
        Duration length = options.heartbeatTimeout().dividedBy(TICKS);
        cancelTick = namespace.schedule(this::tick, length.toMillis() < 1 ? Duration.ofMillis(1) : length);
    }

    private void tick() {
        Set<String> silent = new HashSet<>();
        synchronized (lock) {
            if (closed) {
                return;
            }
            tick++;
            Iterator<Map.Entry<String, Long>> all = heard.entrySet().iterator();
            while (all.hasNext()) {
                Map.Entry<String, Long> peer = all.next();
                if (tick - peer.getValue() > TICKS) {
                    all.remove();
                    silent.add(peer.getKey());
                }
            }
            cancelTick = null;
            if (!heard.isEmpty()) {
                scheduleTick();
            }
        }
        silent.forEach(onGone);
    }

    /** A server has said that it goes. */
    void left(String uid) {
        synchronized (lock) {
            heard.remove(uid);
        }
        onGone.accept(uid);
    }

    /** The servers that are alive; a copy. */
    Set<String> uids() {
        synchronized (lock) {
            return Set.copyOf(heard.keySet());
        }
    }

    void close() {
        Runnable beat;
        Runnable ticking;
        synchronized (lock) {
            closed = true;
            heard.clear();
            beat = cancelBeat;
            ticking = cancelTick;
            cancelBeat = null;
            cancelTick = null;
        }
        if (beat != null) {
            beat.run();
        }
        if (ticking != null) {
            ticking.run();
        }
    }
}
