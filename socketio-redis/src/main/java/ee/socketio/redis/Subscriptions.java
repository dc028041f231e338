package ee.socketio.redis;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a server is subscribed to, whether Redis is there or not. Messages are handed over on the thread that reads them, one
 * after the other.
 */
final class Subscriptions extends RedisPubSubAdapter<String, byte[]> {

    private static final System.Logger LOG = System.getLogger("ee.socketio.redis");
    private static final long RETRY_MILLIS = 500;
    private static final long REFUSED_MILLIS = 5_000;

    private final Connecting<? extends StatefulRedisPubSubConnection<String, byte[]>> connection;
    private final Backend backend;
    private final EventExecutorGroup timer;
    private final Map<Topic, BiConsumer<String, byte[]>> receivers = new ConcurrentHashMap<>();
    private final Confirmations confirmations = new Confirmations();
    private final Refusals refusals = new Refusals();
    private final Object lock = new Object();

    /** What Lettuce repeats when it connects again: what was subscribed to, unless it is known to have ended. */
    @GuardedBy("lock") private final Set<Topic> sent = new HashSet<>();

    /** What is to be tried again, all at once. */
    @GuardedBy("lock") private final Set<Topic> again = new HashSet<>();

    private volatile boolean connected;

    /** Ends the watch over the nodes of a Redis Cluster. */
    @GuardedBy("lock") private @Nullable Runnable watch;

    /** The connection that this listens to. */
    @GuardedBy("lock") private @Nullable StatefulRedisPubSubConnection<String, byte[]> heard;

    Subscriptions(Backend backend, Health health) {
        this.backend = backend;
        this.timer = backend.timer();
        this.connection = new Connecting<StatefulRedisPubSubConnection<String, byte[]>>(
                () -> backend.connectPubSub(hasSharded()), made -> made, this::onOpen, this::onBroken, timer, health);
    }

    void open() {
        synchronized (lock) {
            watch = backend.watchNodes(this::onNodes);
        }
        connection.open();
        CompletionStage<?> unused = connection.tried().thenRun(() -> {
            if (connection.get() == null) {
                unreachable();
            }
        });
    }

    /** It was tried to reach Redis, in vain. */
    void unreachable() {
        confirmations.fail();
    }

    Confirmations confirmations() {
        return confirmations;
    }

    private boolean hasSharded() {
        return receivers.keySet().stream().anyMatch(Topic::isSharded);
    }

    CompletionStage<?> close() {
        Runnable watched;
        synchronized (lock) {
            watched = watch;
            watch = null;
        }
        if (watched != null) {
            watched.run();
        }
        receivers.clear();
        onBroken();
        return connection.close();
    }

    /**
     * Subscribes, now or when Redis is there.
     *
     * @param receiver gets the channel and the message
     * @throws IllegalStateException if somebody else has this subscription
     */
    void add(Topic topic, BiConsumer<String, byte[]> receiver) {
        if (receivers.putIfAbsent(topic, receiver) != null) {
            throw new IllegalStateException("Two servers, or two adapters of a namespace, share one adapter factory: "
                    + topic.name() + " is subscribed to already. Give each server a factory of its own.");
        }
        confirmations.expect(topic);
        bring(topic);
    }

    void remove(Topic topic) {
        receivers.remove(topic);
        confirmations.remove(topic);
        bring(topic);
    }

    private void onBroken() {
        connected = false;
        confirmations.fail();
    }

    /** The connection is there, or there again. Lettuce repeats what it knows to have been confirmed; this is the rest, too. */
    private void onOpen(StatefulRedisPubSubConnection<String, byte[]> opened) {
        connected = true; // first: whatever is added or removed from here on is brought by who does it
        boolean isNew;
        Set<Topic> topics = new HashSet<>(receivers.keySet());
        synchronized (lock) {
            isNew = heard != opened;
            heard = opened;
            topics.addAll(sent);
        }
        if (isNew) {
            backend.listen(opened, this);
        }
        // What Lettuce has repeated may be confirmed already, but is sent once more.
        confirmations.again(topic -> true);
        topics.forEach(this::bring);
    }

    /**
     * The connection to a node of a Redis Cluster is there, or broke. Nobody knows which channels were there: all are subscribed
     * to again, wherever they are now, and Lettuce, which repeats all of a connection in one command, fails at more than one.
     */
    private void onNodes() {
        confirmations.again(Topic::isSharded);
        Set<Topic> topics = new HashSet<>(receivers.keySet());
        synchronized (lock) {
            topics.addAll(sent);
        }
        topics.stream().filter(Topic::isSharded).forEach(this::bring);
    }

    /**
     * Brings Redis to what is wanted. Commands are sent one after the other, under the lock, or an old wish could arrive after a
     * newer one; sending does not wait for anything.
     */
    private void bring(Topic topic) {
        StatefulRedisPubSubConnection<String, byte[]> open = connection.get();
        if (open == null || !connected) {
            return; // onOpen comes
        }
        CompletionStage<Void> done;
        synchronized (lock) {
            boolean wanted = receivers.containsKey(topic);
            if (wanted) {
                sent.add(topic);
            }
            done = ForeignThread.call(() -> wanted ? subscribe(open.async(), topic) : unsubscribe(open.async(), topic));
        }
        CompletionStage<?> unused = done.whenComplete((nothing, failure) -> {
            if (failure == null) {
                ended(topic);
            } else {
                boolean refused = refusals.report(topic.name(), failure);
                later(topic, refused ? REFUSED_MILLIS : RETRY_MILLIS);
            }
        });
    }

    private void ended(Topic topic) {
        synchronized (lock) {
            if (!receivers.containsKey(topic)) {
                sent.remove(topic);
            }
        }
    }

    private static CompletionStage<Void> subscribe(RedisPubSubAsyncCommands<String, byte[]> redis, Topic topic) {
        return switch (topic.kind()) {
            case CHANNEL -> redis.subscribe(topic.name());
            case PATTERN -> redis.psubscribe(topic.name());
            case SHARDED -> redis.ssubscribe(topic.name());
        };
    }

    private static CompletionStage<Void> unsubscribe(RedisPubSubAsyncCommands<String, byte[]> redis, Topic topic) {
        return switch (topic.kind()) {
            case CHANNEL -> redis.unsubscribe(topic.name());
            case PATTERN -> redis.punsubscribe(topic.name());
            case SHARDED -> redis.sunsubscribe(topic.name());
        };
    }

    /** While Redis is away commands fail; what is subscribed in vain would make others wait for answers, so both are repeated. */
    private void later(Topic topic, long millis) {
        if (!connected || timer.isShuttingDown()) {
            return; // onOpen comes, or nothing any more
        }
        boolean first;
        synchronized (lock) {
            first = again.isEmpty();
            again.add(topic);
        }
        if (first) {
            Future<?> unused = timer.schedule(this::bringAgain, millis, TimeUnit.MILLISECONDS);
        }
    }

    private void bringAgain() {
        List<Topic> topics;
        synchronized (lock) {
            topics = List.copyOf(again);
            again.clear();
        }
        topics.forEach(this::bring);
    }

    // --- what Redis says

    @Override
    public void message(String channel, byte[] message) {
        receive(new Topic(Topic.Kind.CHANNEL, channel), channel, message);
    }

    @Override
    public void message(String pattern, String channel, byte[] message) {
        receive(new Topic(Topic.Kind.PATTERN, pattern), channel, message);
    }

    @Override
    public void smessage(String channel, byte[] message) {
        receive(new Topic(Topic.Kind.SHARDED, channel), channel, message);
    }

    private void receive(Topic topic, String channel, byte[] message) {
        BiConsumer<String, byte[]> receiver = receivers.get(topic);
        if (receiver == null) {
            return; // just unsubscribed
        }
        try {
            receiver.accept(channel, message);
        } catch (RuntimeException | StackOverflowError e) { // whatever it is, the next message is to be read
            LOG.log(System.Logger.Level.WARNING, "Failed at a message of " + channel, e);
        }
    }

    @Override
    public void subscribed(String channel, long count) {
        confirmations.confirm(new Topic(Topic.Kind.CHANNEL, channel));
    }

    @Override
    public void psubscribed(String pattern, long count) {
        confirmations.confirm(new Topic(Topic.Kind.PATTERN, pattern));
    }

    @Override
    public void ssubscribed(String channel, long count) {
        confirmations.confirm(new Topic(Topic.Kind.SHARDED, channel));
    }

    /** A Redis Cluster does this by itself when a channel moves to another node. */
    @Override
    public void sunsubscribed(String channel, long count) {
        Topic topic = new Topic(Topic.Kind.SHARDED, channel);
        if (receivers.containsKey(topic)) {
            later(topic, RETRY_MILLIS);
        }
    }
}
