package ee.socketio;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Lets threads begin at the same instant, and waits for all of them. */
public final class Race {
    private static final long PATIENCE_SECONDS = 60;

    private Race() {}

    /** Runs in so many threads, which are numbered from 0; what one of them throws fails the test. */
    public static void run(int threads, Runner runner) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Future<?>> finished = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                finished.add(executor.submit(() -> {
                    start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                    runner.run(thread);
                    return null;
                }));
            }
            for (Future<?> each : finished) {
                each.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        } finally {
            executor.shutdownNow();
        }
    }

    /** What one thread does. */
    @FunctionalInterface
    public interface Runner {
        void run(int thread) throws Exception;
    }
}
