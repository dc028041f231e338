package ee.socketio.redis;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One server's connections to Redis, and the one reader of its stream, which hands entries to their namespaces. */
final class StreamsLink {

    private final StreamsOptions options;
    private final RedisLink link;
    private final Map<String, BiConsumer<String, Map<String, byte[]>>> receivers = new ConcurrentHashMap<>();
    private final Object lock = new Object();

    @GuardedBy("lock") private @Nullable StreamReader reader;

    @GuardedBy("lock") private int users;

    StreamsLink(Redis redis, StreamsOptions options) {
        this.options = options;
        this.link = new RedisLink(redis, options.maxPendingBytes());
    }

    StreamsOptions options() {
        return options;
    }

    RedisLink link() {
        return link;
    }

    /**
     * A namespace wants its entries.
     *
     * @param receiver gets the id and the fields of an entry, one after the other
     * @throws IllegalStateException if somebody else gets them
     */
    RedisLink.Session acquire(String namespace, BiConsumer<String, Map<String, byte[]>> receiver) {
        if (receivers.putIfAbsent(namespace, receiver) != null) {
            throw new IllegalStateException("Two servers share one adapter factory: " + namespace
                    + " is there already. Give each server a factory of its own.");
        }
        RedisLink.Session session = link.acquire();
        synchronized (lock) {
            users++;
            if (reader == null) {
                StreamReader started = new StreamReader(session.backend(), session.health(), options, this::receive);
                started.open();
                reader = started;
            }
        }
        return session;
    }

    private void receive(String id, Map<String, byte[]> entry) {
        String namespace = StreamsWire.namespace(entry);
        BiConsumer<String, Map<String, byte[]>> receiver = namespace == null ? null : receivers.get(namespace);
        if (receiver != null) {
            receiver.accept(id, entry);
        }
    }

    void release(String namespace) {
        receivers.remove(namespace);
        StreamReader last = null;
        synchronized (lock) {
            users--;
            if (users == 0) {
                last = reader;
                reader = null;
            }
        }
        if (last != null) {
            last.close();
        }
        link.release();
    }
}
