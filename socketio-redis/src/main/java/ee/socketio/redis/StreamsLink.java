package ee.socketio.redis;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One server's connections to Redis, and the one reader of its stream, which hands entries to their namespaces. */
final class StreamsLink {

    /** A namespace that gets its entries, one after the other. */
    interface Receiver {

        /** Everything up to this position was received, or is none of its namespace's. May be told more than once. */
        void reached(String position);

        /** An entry: its id and its fields. */
        void receive(String id, Map<String, byte[]> entry);
    }

    private final StreamsOptions options;
    private final RedisLink link;
    private final Map<String, Receiver> receivers = new ConcurrentHashMap<>();
    private final Object lock = new Object();

    @GuardedBy("lock") private @Nullable StreamReader reader;

    @GuardedBy("lock") private int users;

    StreamsLink(Redis redis, StreamsOptions options) {
        this.options = options;
        this.link = new RedisLink(redis, options.maxPendingBytes(), options.requestsTimeout());
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
     * @throws IllegalStateException if somebody else gets them
     */
    RedisLink.Session acquire(String namespace, Receiver receiver) {
        if (receivers.putIfAbsent(namespace, receiver) != null) {
            throw new IllegalStateException("Two servers share one adapter factory: " + namespace
                    + " is there already. Give each server a factory of its own.");
        }
        RedisLink.Session session;
        try {
            session = link.acquire();
        } catch (RuntimeException e) {
            receivers.remove(namespace);
            throw e;
        }
        synchronized (lock) {
            users++;
            if (reader == null) {
                StreamReader started =
                        new StreamReader(session.backend(), session.health(), options, this::reached, this::receive);
                started.open();
                reader = started;
            }
        }
        return session;
    }

    /** Tells a namespace where it begins, if that is known; else it is told when it is. */
    void begin(String namespace) {
        StreamReader open;
        synchronized (lock) {
            open = reader;
        }
        String position = open == null ? null : open.position();
        Receiver receiver = receivers.get(namespace);
        if (position != null && receiver != null) {
            receiver.reached(position);
        }
    }

    /** Also what others got counts: how far this server has come must not depend on what a namespace is sent. */
    private void reached(String position) {
        receivers.values().forEach(receiver -> receiver.reached(position));
    }

    private void receive(String id, Map<String, byte[]> entry) {
        String namespace = StreamsWire.namespace(entry);
        Receiver receiver = namespace == null ? null : receivers.get(namespace);
        if (receiver != null) {
            receiver.receive(id, entry);
        }
    }

    /** As {@link RedisLink#release}. */
    CompletionStage<List<Thread>> release(String namespace) {
        receivers.remove(namespace);
        StreamReader last = null;
        synchronized (lock) {
            users--;
            if (users == 0) {
                last = reader;
                reader = null;
            }
        }
        return last == null
                ? link.release()
                : last.close().thenCompose(closed -> link.release()); // the client ends with the link
    }
}
