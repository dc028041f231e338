package ee.socketio.redis;

import ee.socketio.fakes.Proxies;
import ee.socketio.redis.Topic.Kind;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.pubsub.RedisPubSubListener;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import io.netty.util.concurrent.EventExecutorGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A Redis that notes what it is sent, and brings what a test gives it. */
public final class FakeRedis implements Backend {

    /** A message to a channel. */
    record Published(String channel, boolean sharded, byte[] message) {
        String hex() {
            return HexFormat.of().formatHex(message);
        }

        String text() {
            return new String(message, java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    final List<Published> published = new ArrayList<>();
    final List<Map<String, byte[]>> entries = new ArrayList<>();
    final Set<Topic> subscribed = new LinkedHashSet<>();
    /** Completed unless a test puts another. */
    CompletableFuture<Commands> connected = CompletableFuture.completedFuture(new FakeCommands());
    /** What Redis answers to the next commands. */
    Answer<Long> next = answer(1L);

    boolean closed;
    private RedisPubSubListener<String, byte[]> listener;

    Redis redis() {
        return Redis.of(() -> this, "fake");
    }

    Published last() {
        return published.get(published.size() - 1);
    }

    /** Brings a message to who is subscribed so. */
    void bring(Kind kind, String channel, byte[] message) {
        switch (kind) {
            case CHANNEL -> listener.message(channel, message);
            case SHARDED -> listener.smessage(channel, message);
            case PATTERN ->
                subscribed.stream()
                        .filter(topic -> topic.kind() == Kind.PATTERN)
                        .forEach(topic -> listener.message(topic.name(), channel, message));
        }
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }

    /** What Lettuce returns. */
    static final class Answer<T> extends CompletableFuture<T> implements RedisFuture<T> {
        @Override
        public String getError() {
            return null;
        }

        @Override
        public boolean await(long timeout, TimeUnit unit) {
            return isDone();
        }
    }

    static <T> Answer<T> answer(T value) {
        Answer<T> answer = new Answer<>();
        answer.complete(value);
        return answer;
    }

    @Override
    public CompletionStage<Commands> connect() {
        return connected;
    }

    @Override
    public CompletionStage<StatefulRedisPubSubConnection<String, byte[]>> connectPubSub(boolean sharded) {
        @SuppressWarnings("unchecked")
        StatefulRedisPubSubConnection<String, byte[]> connection =
                Proxies.of(StatefulRedisPubSubConnection.class, new Connection());
        return CompletableFuture.completedFuture(connection);
    }

    /** Nothing is done later. */
    @Override
    public EventExecutorGroup timer() {
        return Proxies.of(EventExecutorGroup.class, new NoTimer());
    }

    public static final class NoTimer {
        public boolean isShuttingDown() {
            return true;
        }
    }

    @Override
    public CompletionStage<List<Thread>> close() {
        closed = true;
        return CompletableFuture.completedStage(List.of());
    }

    /** The methods of Lettuce's connections that are used. */
    public final class Connection {
        public void setTimeout(Duration timeout) {}

        public void addListener(RedisConnectionStateListener ignored) {}

        public void addListener(RedisPubSubListener<String, byte[]> heard) {
            listener = heard;
        }

        public CompletableFuture<Void> closeAsync() {
            return CompletableFuture.completedFuture(null);
        }

        @SuppressWarnings("unchecked")
        public RedisPubSubAsyncCommands<String, byte[]> async() {
            return Proxies.of(RedisPubSubAsyncCommands.class, new Lettuce());
        }
    }

    final class FakeCommands implements Commands {
        @Override
        @SuppressWarnings("unchecked")
        public StatefulConnection<String, byte[]> connection() {
            return Proxies.of(StatefulConnection.class, new Connection());
        }

        @Override
        @SuppressWarnings("unchecked")
        public RedisClusterAsyncCommands<String, byte[]> async() {
            return Proxies.of(RedisClusterAsyncCommands.class, new Lettuce());
        }

        @Override
        public CompletionStage<Long> subscribers(String channel, boolean sharded) {
            return CompletableFuture.completedFuture(1L);
        }
    }

    /** The methods of Lettuce's commands that are used. */
    public final class Lettuce {
        public RedisFuture<Long> publish(Object channel, Object message) {
            published.add(new Published((String) channel, false, (byte[]) message));
            return next;
        }

        public RedisFuture<Long> spublish(Object channel, Object message) {
            published.add(new Published((String) channel, true, (byte[]) message));
            return next;
        }

        @SuppressWarnings("unchecked")
        public RedisFuture<String> xadd(Object stream, XAddArgs ignored, Map<?, ?> entry) {
            entries.add((Map<String, byte[]>) entry);
            return answer("1-0");
        }

        public RedisFuture<Void> subscribe(Object[] channels) {
            return change(true, Kind.CHANNEL, channels);
        }

        public RedisFuture<Void> psubscribe(Object[] patterns) {
            return change(true, Kind.PATTERN, patterns);
        }

        public RedisFuture<Void> ssubscribe(Object[] channels) {
            return change(true, Kind.SHARDED, channels);
        }

        public RedisFuture<Void> unsubscribe(Object[] channels) {
            return change(false, Kind.CHANNEL, channels);
        }

        public RedisFuture<Void> punsubscribe(Object[] patterns) {
            return change(false, Kind.PATTERN, patterns);
        }

        public RedisFuture<Void> sunsubscribe(Object[] channels) {
            return change(false, Kind.SHARDED, channels);
        }

        private RedisFuture<Void> change(boolean on, Kind kind, Object[] names) {
            for (Object name : names) {
                Topic topic = new Topic(kind, (String) name);
                if (on) {
                    subscribed.add(topic);
                } else {
                    subscribed.remove(topic);
                }
            }
            return answer(null);
        }
    }
}
