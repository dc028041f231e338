package ee.socketio.redis;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One server's connections to Redis, for all of its namespaces: opened with the first of them, closed with the last. */
final class RedisLink {

    private final Redis redis;
    private final long maxPendingBytes;
    private final Duration timeout;
    private final Object lock = new Object();

    @GuardedBy("lock") private int users;

    @GuardedBy("lock") private @Nullable Session open;

    /**
     * Opens nothing yet.
     *
     * @param maxPendingBytes how much may be on its way to Redis
     * @param timeout how long Redis has for an answer
     */
    RedisLink(Redis redis, long maxPendingBytes, Duration timeout) {
        this.redis = redis;
        this.maxPendingBytes = maxPendingBytes;
        this.timeout = timeout;
    }

    /** The connections, from the first who uses them to the last. */
    Session acquire() {
        synchronized (lock) { // creating a client and asking it for connections waits for nothing
            Session session = open;
            if (session == null) {
                session = ForeignThread.call(() -> new Session(redis, maxPendingBytes, timeout));
                open = session;
                session.open();
            }
            users++;
            return session;
        }
    }

    /**
     * To be called once for each {@link #acquire}.
     *
     * @return completes when what ends with it has ended, with threads that are just ending
     */
    CompletionStage<List<Thread>> release() {
        Session last = null;
        synchronized (lock) {
            users--;
            if (users == 0) {
                last = open;
                open = null;
            }
        }
        return last == null ? CompletableFuture.completedStage(List.of()) : ForeignThread.call(last::close);
    }

    /** How many servers are subscribed to a topic that this one is subscribed to, too. Fails while Redis is away. */
    CompletionStage<Integer> servers(Topic topic) {
        Session session;
        synchronized (lock) {
            session = open;
        }
        return session == null
                ? CompletableFuture.failedStage(new IllegalStateException("The adapter is closed"))
                : session.servers(topic);
    }

    /** Open connections. */
    static final class Session {
        private final Duration timeout;
        private final Backend backend;
        private final Health health;
        private final Publisher publisher;
        private final Subscriptions subscriptions;
        private final AtomicBoolean subscribed = new AtomicBoolean();

        Session(Redis redis, long maxPendingBytes, Duration timeout) {
            this.timeout = timeout;
            this.backend = redis.backend();
            this.health = Health.ofServer(redis.toString());
            this.subscriptions = new Subscriptions(backend, health);
            this.publisher = new Publisher(backend, health, maxPendingBytes, timeout, this::onPublisherOpen);
        }

        void open() {
            publisher.open();
            CompletionStage<?> unused = publisher.tried().thenRun(() -> {
                if (!subscribed.get()) {
                    subscriptions.unreachable();
                }
            });
        }

        /**
         * Who is subscribed is counted, and waited for: so nothing is subscribed to before there is a connection to answer
         * on. When Redis comes back later, either may be first.
         */
        private void onPublisherOpen() {
            if (subscribed.compareAndSet(false, true)) {
                subscriptions.open();
            }
        }

        Backend backend() {
            return backend;
        }

        Health health() {
            return health;
        }

        Publisher publisher() {
            return publisher;
        }

        Subscriptions subscriptions() {
            return subscriptions;
        }

        private CompletionStage<Integer> servers(Topic topic) {
            return confirmation(topic)
                    .thenCompose(confirmed -> publisher.subscribers(topic.name(), topic.isSharded()))
                    .thenApply(Math::toIntExact);
        }

        /** In time: a Redis that hangs does not confirm anything. */
        private CompletionStage<@Nullable Void> confirmation(Topic topic) {
            CompletionStage<@Nullable Void> confirmation =
                    subscriptions.confirmations().of(topic);
            if (confirmation.toCompletableFuture().isDone()) {
                return confirmation;
            }
            CompletableFuture<@Nullable Void> confirmed = new CompletableFuture<>();
            Future<?> patience = backend.timer()
                    .schedule(
                            () -> confirmed.completeExceptionally(new TimeoutException(
                                    "Redis has not confirmed the subscription to " + topic.name())),
                            timeout.toMillis(),
                            TimeUnit.MILLISECONDS);
            CompletionStage<?> unused = confirmation.whenComplete((done, failure) -> {
                patience.cancel(false);
                if (failure == null) {
                    confirmed.complete(null);
                } else {
                    confirmed.completeExceptionally(failure);
                }
            });
            return confirmed;
        }

        CompletionStage<List<Thread>> close() {
            health.close();
            return subscriptions
                    .close()
                    .thenCombine(publisher.close(), (one, other) -> one)
                    .thenCompose(closed -> backend.close()); // it complains of connections that are closed twice
        }
    }
}
