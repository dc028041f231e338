package ee.socketio.redis;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashSet;
import java.util.Set;

/** Whether the connections of a server, or of an emitter, to Redis are there: said once when they go, and once when all are back. */
final class Health {

    private static final System.Logger LOG = System.getLogger("ee.socketio.redis");

    private final String redis;
    private final String meanwhile;
    private final String again;
    private final Object lock = new Object();

    @GuardedBy("lock") private final Set<Object> broken = new HashSet<>();

    @GuardedBy("lock") private boolean closed;

    private Health(String redis, String meanwhile, String again) {
        this.redis = redis;
        this.meanwhile = meanwhile;
        this.again = again;
    }

    static Health ofServer(String redis) {
        return new Health(
                redis,
                "This server serves its own clients alone until it can",
                "this server is part of the cluster again");
    }

    static Health ofEmitter(String redis) {
        return new Health(redis, "What is emitted is lost until it can", "what is emitted reaches the cluster again");
    }

    /** A connection is gone, or could not be opened. */
    void broken(Object connection, String why) {
        boolean first;
        synchronized (lock) {
            first = broken.isEmpty() && !closed;
            broken.add(connection);
        }
        if (first) {
            LOG.log(System.Logger.Level.WARNING, "Redis ({0}) cannot be reached: {1}. {2}.", redis, why, meanwhile);
        }
    }

    /** A connection is there again. */
    void mended(Object connection) {
        boolean last;
        synchronized (lock) {
            last = broken.remove(connection) && broken.isEmpty() && !closed;
        }
        if (last) {
            LOG.log(System.Logger.Level.INFO, "Redis ({0}) is there: {1}.", redis, again);
        }
    }

    boolean isFine() {
        synchronized (lock) {
            return broken.isEmpty();
        }
    }

    /** The connections are closed on purpose. */
    void close() {
        synchronized (lock) {
            closed = true;
        }
    }
}
