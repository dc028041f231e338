package ee.socketio.redis;

import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.function.Supplier;

/**
 * Calls Lettuce on a thread that may be anybody's. Netty keeps what it wants to use again for each thread that calls it: threads of
 * the container would have that, and with it all classes of the application, after the application has gone.
 */
final class ForeignThread {

    private ForeignThread() {}

    static <T> T call(Supplier<T> call) {
        if (isNettys() || FastThreadLocal.size() > 0) { // or the application itself uses Netty here
            return call.get();
        }
        try {
            return call.get();
        } finally {
            FastThreadLocal.removeAll();
        }
    }

    static boolean isNettys() {
        return Thread.currentThread() instanceof FastThreadLocalThread;
    }
}
