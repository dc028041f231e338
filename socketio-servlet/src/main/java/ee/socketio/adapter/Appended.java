package ee.socketio.adapter;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import ee.socketio.spi.AdapterContext;
import ee.socketio.spi.BroadcastTarget;
import ee.socketio.spi.Packet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Broadcasts of this server whose entries have not come back. Each has its place in the order of broadcasts: it is delivered when
 * its entry is read, or, if that does not come, without one.
 */
final class Appended {

    /** After so long, and at most twice as long, a broadcast is given up. */
    static final Duration PATIENCE = Duration.ofMillis(500);

    /**
     * A broadcast that waits.
     *
     * @param packet what the application sent; its arguments are the application's, which may change them
     * @param message the same as it was when it was sent
     */
    record Own(Packet packet, LogTransport.Written message, BroadcastTarget target, Sequencer.Place place) {

        /** The number of its place. */
        long ticket() {
            return place.number();
        }
    }

    /** Delivers what has no entry. */
    @FunctionalInterface
    interface GivenUp {

        /**
         * In its place in the order.
         *
         * @param mayCome whether its entry may come all the same
         */
        void accept(Own own, boolean mayCome);
    }

    private final AdapterContext namespace;
    private final Sequencer order;
    private final GivenUp givenUp;
    /** Held while a place is taken and its message is appended, so that both have one order; appending waits for nothing. */
    private final Object appending = new Object();

    private final Object lock = new Object();

    /** By their tickets, which are the numbers of their places. */
    @GuardedBy("lock") private final TreeMap<Long, Own> waiting = new TreeMap<>();

    /** Whoever waits longer than this one has waited for one interval at least. */
    @GuardedBy("lock") private long newest;

    @GuardedBy("lock") private @Nullable Runnable cancelTimer;

    @GuardedBy("lock") private boolean closed;

    Appended(AdapterContext namespace, Sequencer order, GivenUp givenUp) {
        this.namespace = namespace;
        this.order = order;
        this.givenUp = givenUp;
    }

    /** Appends a broadcast. What the log does fails no call. */
    void append(Packet packet, BroadcastTarget target, LogTransport.Written message) {
        Own own;
        boolean waits;
        CompletionStage<?> stage;
        synchronized (appending) {
            own = new Own(packet, message, target, order.take());
            waits = wait(own); // before it can come back
            try {
                stage = message.append(own.ticket());
            } catch (RuntimeException e) {
                stage = CompletableFuture.failedStage(e);
            }
        }
        if (!waits) { // close() was faster
            giveUp(own, true);
            return;
        }
        CompletionStage<?> unused = stage.whenComplete((done, why) -> {
            if (why != null) {
                giveUp(own.ticket(), !isRefusal(why));
            }
        });
    }

    private static boolean isRefusal(Throwable why) {
        Throwable cause = why instanceof CompletionException ? why.getCause() : why;
        return cause instanceof LogTransport.NotAppendedException;
    }

    private boolean wait(Own own) {
        synchronized (lock) {
            if (closed) {
                return false;
            }
            waiting.put(own.ticket(), own);
            if (cancelTimer == null) {
                newest = own.ticket();
                cancelTimer = namespace.schedule(this::onTime, PATIENCE);
            }
            return true;
        }
    }

    private void onTime() {
        List<Own> late;
        synchronized (lock) {
            late = takeUpTo(newest);
            cancelTimer = null;
            if (!waiting.isEmpty() && !closed) {
                newest = waiting.lastKey();
                cancelTimer = namespace.schedule(this::onTime, PATIENCE);
            }
        }
        late.forEach(own -> giveUp(own, true));
    }

    @GuardedBy("lock") private List<Own> takeUpTo(long ticket) {
        List<Own> taken = new ArrayList<>(waiting.headMap(ticket, true).values());
        waiting.headMap(ticket, true).clear();
        return taken;
    }

    private @Nullable Own remove(long ticket) {
        synchronized (lock) {
            return waiting.remove(ticket);
        }
    }

    /** It is not in the log, or nobody knows: whoever takes it out decides, here or when its entry is read. */
    private void giveUp(long ticket, boolean mayCome) {
        Own own = remove(ticket);
        if (own != null) {
            giveUp(own, mayCome);
        }
    }

    private void giveUp(Own own, boolean mayCome) {
        own.place().ready(() -> givenUp.accept(own, mayCome));
    }

    /**
     * An entry of this server was read. What was appended before it and has not come back will not come any more. Null if it was
     * given up before.
     */
    @Nullable Own returned(long ticket) {
        List<Own> lost;
        Own own;
        synchronized (lock) {
            lost = takeUpTo(ticket - 1);
            own = waiting.remove(ticket);
        }
        lost.forEach(one -> giveUp(one, true)); // unless a broken connection was read later than the next one
        return own;
    }

    /** Gives up everything. */
    void close() {
        List<Own> all;
        Runnable timer;
        synchronized (lock) {
            closed = true;
            all = takeUpTo(Long.MAX_VALUE);
            timer = cancelTimer;
            cancelTimer = null;
        }
        if (timer != null) {
            timer.run();
        }
        all.forEach(own -> giveUp(own, true));
    }

    @Override
    public String toString() {
        synchronized (lock) {
            return waiting.size() + " on their way";
        }
    }
}
