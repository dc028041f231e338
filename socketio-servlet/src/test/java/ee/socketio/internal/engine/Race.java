package ee.socketio.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Lets threads begin at the same instant, and waits for all of them. */
public final class Race {

    private static final long PATIENCE_SECONDS = 30;

    private Race() {}

    /** What one thread does. */
    public interface Runner {
        void run(int thread) throws Exception;
    }

    /** Runs in so many threads; what one of them throws is thrown here. */
    public static void run(int threads, Runner runner) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Future<?>> finished = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                finished.add(executor.submit(() -> {
                    start.await();
                    runner.run(thread);
                    return null;
                }));
            }
            for (Future<?> future : finished) {
                future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        } finally {
            executor.shutdownNow();
        }
    }

    /** Waits for what other threads are about to bring about. */
    public static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("It did not happen within " + PATIENCE_SECONDS + " s");
            }
            Thread.onSpinWait();
        }
    }
}
