package ee.socketio.cdi;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the asynchronous observers of one socket have yet to hear: in order and one at a time, on the threads of the
 * container. It is bounded: who adds faster waits for a while, and then goes on without.
 */
final class Backlog implements Runnable {

    /** What became of a delivery. */
    enum Outcome {
        ADDED,
        /** There was no room, as before. */
        DROPPED,
        /** There was no room for the first time since there was some. */
        STALLED
    }

    private final Executor threads;
    private final Busy busy;
    private final Semaphore room;
    private final long patienceMillis;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger();
    /** Whether the last delivery was dropped: the next one does not wait. Confined to the socket's listener thread. */
    private boolean stalled;

    Backlog(Executor threads, Busy busy, int most, long patienceMillis) {
        this.threads = threads;
        this.busy = busy;
        this.room = new Semaphore(most);
        this.patienceMillis = patienceMillis;
    }

    /** Adds a delivery, and waits for room if there is none. On the socket's listener thread. */
    Outcome add(Runnable delivery) {
        if (!room.tryAcquire() && (stalled || !waitForRoom())) {
            Outcome outcome = stalled ? Outcome.DROPPED : Outcome.STALLED;
            stalled = true;
            return outcome;
        }
        stalled = false;
        addCounted(delivery);
        return Outcome.ADDED;
    }

    private boolean waitForRoom() {
        try {
            return room.tryAcquire(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) { // the server stops
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Adds a delivery if there is room at this moment. On any thread. */
    void addIfRoom(Runnable delivery) {
        if (room.tryAcquire()) {
            addCounted(delivery);
        }
    }

    private void addCounted(Runnable delivery) {
        addLast(() -> {
            try {
                delivery.run();
            } finally {
                room.release();
            }
        });
    }

    /**
     * Adds what must not be left out: the end of the socket, and that others are left out, of which there is at most one
     * for each counted delivery that waits. On any thread.
     */
    void addLast(Runnable delivery) {
        waiting.add(delivery);
        if (pending.getAndIncrement() == 0) {
            busy.begin();
            if (!handOver()) {
                run();
            }
        }
    }

    /** One delivery, and a thread for the next one: each has a request context of its own, which the container makes. */
    @Override
    public void run() {
        do {
            waiting.remove().run();
            if (pending.decrementAndGet() == 0) {
                busy.end();
                return;
            }
        } while (!handOver());
    }

    /** If there is no thread to be had any more, this one goes on, so that all is heard. */
    private boolean handOver() {
        try {
            threads.execute(this);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
