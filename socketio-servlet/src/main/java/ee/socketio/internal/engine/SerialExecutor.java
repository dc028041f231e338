package ee.socketio.internal.engine;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks one at a time and in order on another executor. On a direct executor the caller that finds it idle runs
 * the tasks, and tasks added meanwhile, from any thread, run after the current one instead of inside it.
 */
public final class SerialExecutor implements Executor, Runnable {

    private static final System.Logger LOG = System.getLogger("ee.socketio.engine");

    /** So many tasks run before the thread is given back, so that a busy session does not starve the others. */
    private static final int BURST = 64;

    private final Executor executor;
    private final int burst;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger();
    private final Queue<Waiter> waiting = new ConcurrentLinkedQueue<>();

    /** Serialises tasks on an executor. */
    public SerialExecutor(Executor executor) {
        this(executor, BURST);
    }

    private SerialExecutor(Executor executor, int burst) {
        this.executor = executor;
        this.burst = burst;
    }

    /** Serialises tasks on the threads that bring them. */
    public static SerialExecutor direct() {
        return direct(Runnable::run);
    }

    /** The same with something around the tasks: an executor that runs what it gets at once and in place. */
    static SerialExecutor direct(Executor inPlace) {
        return new SerialExecutor(inPlace, Integer.MAX_VALUE);
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (pending.getAndIncrement() == 0) {
            Afterwards.run(this::start);
        }
    }

    private void start() {
        try {
            executor.execute(this);
        } catch (Throwable t) { // also an Error: no thread to be had
            run(); // saturated or stopped: the caller's thread keeps the promise that every task runs
        }
    }

    /** Runs waiting tasks; called by the executor only. */
    @Override
    public void run() {
        int left = pending.get();
        for (int ran = 0; left > 0; ran++) {
            if (ran == burst) {
                if (new HandOver().succeeds()) {
                    return;
                }
                ran = 0;
            }
            runSafely(tasks.remove());
            left = pending.decrementAndGet();
            wakeWaiting(left);
        }
    }

    /**
     * Gives the thread back and has the executor go on later. An executor that refuses, or that runs everything in place, is
     * not used: its caller goes on in its loop, so that no stack grows.
     */
    private final class HandOver implements Runnable {
        private final Thread from = Thread.currentThread();
        private boolean handing = true;
        private boolean ranInPlace;

        boolean succeeds() {
            try {
                executor.execute(this);
                return !ranInPlace;
            } catch (Throwable t) {
                return false;
            } finally {
                handing = false;
            }
        }

        @Override
        public void run() {
            // The fields belong to the thread that hands over; it may also be the one that goes on, later.
            if (Thread.currentThread() == from && handing) {
                ranInPlace = true;
            } else {
                SerialExecutor.this.run();
            }
        }
    }

    /**
     * Whether fewer tasks than the limit wait. If not, {@code resume} is called once when about half as many do, on the
     * thread that ran the last of them.
     */
    public boolean hasRoom(int limit, Runnable resume) {
        if (pending.get() < limit) {
            return true;
        }
        Waiter waiter = new Waiter(limit, resume);
        waiting.add(waiter);
        // The tasks may have run between the look and the registration; whoever removes the entry is the one to resume.
        return pending.get() < limit && waiting.remove(waiter);
    }

    /** Whether nothing runs and nothing waits. */
    public boolean isIdle() {
        return pending.get() == 0;
    }

    private void wakeWaiting(int left) {
        for (Waiter next = waiting.peek(); next != null && left <= next.limit / 2; next = waiting.peek()) {
            if (waiting.remove(next)) {
                runSafely(next.resume);
            }
        }
    }

    private static void runSafely(Runnable task) {
        try {
            task.run();
        } catch (Throwable t) { // the next task must run whatever happens
            LOG.log(System.Logger.Level.ERROR, "A task failed", t);
        }
    }

    /** Not a record: each registration is its own, even of equal parts. */
    private static final class Waiter {
        private final int limit;
        private final Runnable resume;

        Waiter(int limit, Runnable resume) {
            this.limit = limit;
            this.resume = resume;
        }
    }
}
