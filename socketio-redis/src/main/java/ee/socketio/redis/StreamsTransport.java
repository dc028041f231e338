package ee.socketio.redis;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import ee.socketio.adapter.ClusterMessage;
import ee.socketio.adapter.ClusterMessageCodec;
import ee.socketio.adapter.ClusterTransport;
import ee.socketio.adapter.LogTransport;
import ee.socketio.adapter.MessageType;
import ee.socketio.adapter.ValueCodec;
import ee.socketio.spi.JsonMapper;
import ee.socketio.spi.MalformedPacketException;
import ee.socketio.spi.SavedSession;
import io.lettuce.core.StreamMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One namespace of a server in a cluster of the streams adapter. What arrives malformed is dropped with a line in the log. */
final class StreamsTransport implements LogTransport {

    private static final System.Logger LOG = System.getLogger("ee.socketio.redis");

    private final ClusterTransport.Node node;
    /** Where entries go; without connection state recovery, where messages go. */
    private final LogTransport.@Nullable Node log;

    private final ClusterMessageCodec codec;
    private final StreamsWire wire;
    private final StreamsChannels channels;
    private final StreamsLink streams;
    private final RedisLink.Session redis;
    private final SessionKeys sessions;
    private final StreamHistory history;
    private final Topic own;

    private final Object lock = new Object();

    /** What this needs to be counted is there. */
    @GuardedBy("lock") private boolean ready;

    /** Others count this server: it reads the stream. */
    @GuardedBy("lock") private boolean counted;

    @GuardedBy("lock") private boolean closed;

    StreamsTransport(ClusterTransport.Node node, JsonMapper mapper, StreamsLink streams) {
        this.node = node;
        this.log = node instanceof LogTransport.Node recovering ? recovering : null;
        this.codec = new ClusterMessageCodec(mapper);
        ValueCodec values = new ValueCodec(mapper);
        this.wire = new StreamsWire(values);
        StreamsOptions options = streams.options();
        this.channels = new StreamsChannels(options, node.namespace());
        this.streams = streams;
        this.own = channels.of(node.uid());
        this.redis = streams.acquire(node.namespace(), new Incoming());
        this.sessions = new SessionKeys(
                redis.publisher(),
                options.sessionKeyPrefix(),
                new SessionWire(values, mapper, node.uid(), node.namespace()));
        this.history = new StreamHistory(redis.publisher(), options.streamName());
        redis.subscriptions().add(own, this::onMessage);
        redis.subscriptions().confirmations().require(channels.all(), own);
        redis.subscriptions().confirmations().expect(channels.all());
        synchronized (lock) { // the reader may be at work, for other namespaces
            ready = true;
        }
        streams.begin(node.namespace());
    }

    /** Whoever counts this server may count on it: it is subscribed to the channel of all when it knows where it begins. */
    private void begin() {
        synchronized (lock) { // or close() could be between
            if (ready && !counted && !closed) {
                counted = true;
                redis.subscriptions().add(channels.all(), this::onMessage);
            }
        }
    }

    // --- sending

    /** What somebody may have to wait for goes through the channels, and what must not be missed through the stream. */
    private static boolean isEphemeral(ClusterMessage message) {
        return switch (message.type()) {
            case BROADCAST -> message.data().containsKey("requestId");
            case SOCKETS_JOIN, SOCKETS_LEAVE, DISCONNECT_SOCKETS -> false;
            default -> true;
        };
    }

    @Override
    public void publish(ClusterMessage message) {
        if (isEphemeral(message)) {
            redis.publisher().publish(channels.all().name(), channels.sharded(), codec.encodeBinary(message));
        } else {
            CompletionStage<?> unused = write(message).append(0);
        }
    }

    @Override
    public Written write(ClusterMessage message) {
        Map<String, byte[]> written = wire.write(message);
        return new Written() {
            @Override
            public ClusterMessage message() throws MalformedPacketException {
                return wire.read(written);
            }

            @Override
            public CompletionStage<?> append(long ticket) {
                return StreamsTransport.this.append(StreamsWire.withTicket(written, ticket));
            }
        };
    }

    private CompletionStage<?> append(Map<String, byte[]> entry) {
        StreamsOptions options = streams.options();
        return redis.publisher()
                .append(options.streamName(), options.maxLen(), entry)
                .exceptionallyCompose(failure -> {
                    redis.publisher().lost(failure);
                    return CompletableFuture.failedStage(
                            Failures.isWithoutEffect(failure) ? new NotAppendedException(failure) : failure);
                });
    }

    @Override
    public void respond(String uid, ClusterMessage response) {
        redis.publisher().publish(channels.of(uid).name(), channels.sharded(), codec.encodeBinary(response));
    }

    // --- receiving

    /** What the stream brings. */
    private final class Incoming implements StreamsLink.Receiver {
        @Override
        public void reached(String position) {
            begin();
            if (log != null) {
                log.reached(position);
            }
        }

        @Override
        public void receive(String id, Map<String, byte[]> fields) {
            if (log == null && !node.hasSockets()) {
                return; // not even read: what goes through the stream is for sockets
            }
            Entry entry = read(id, fields);
            if (entry == null) {
                return;
            }
            if (log != null) {
                log.receive(entry);
            } else {
                node.receive(entry.message());
            }
        }
    }

    /** Null if it is malformed, or of a server before 0.3, which sent everything through the stream. */
    private @Nullable Entry read(String id, Map<String, byte[]> fields) {
        try {
            ClusterMessage message = wire.read(fields);
            return isEphemeral(message) ? null : new Entry(id, message, StreamsWire.ticket(fields));
        } catch (MalformedPacketException | RuntimeException | StackOverflowError e) {
            LOG.log(System.Logger.Level.WARNING, "Dropped the entry {0}: {1}", id, Reception.reason(e));
            return null;
        }
    }

    private void onMessage(String channel, byte[] bytes) {
        Reception.read(channel, bytes.length, () -> {
            ClusterMessage message = codec.decode(bytes);
            if (message.type() != MessageType.BROADCAST || message.data().containsKey("requestId")) {
                node.receive(message); // the others come with the stream
            }
        });
    }

    // --- what was

    @Override
    public CompletionStage<@Nullable List<Entry>> read(String after, String upTo) {
        return history.read(after, upTo).thenApply(entries -> entries == null ? null : entries(entries));
    }

    private List<Entry> entries(List<StreamMessage<String, byte[]>> read) {
        List<Entry> entries = new ArrayList<>();
        for (StreamMessage<String, byte[]> message : read) {
            if (node.namespace().equals(StreamsWire.namespace(message.getBody()))) {
                Entry entry = read(message.getId(), message.getBody());
                if (entry != null) {
                    entries.add(entry);
                }
            }
        }
        return entries;
    }

    @Override
    public Comparator<String> positions() {
        return StreamPosition.ORDER;
    }

    @Override
    public boolean isPosition(String text) {
        return StreamPosition.is(text);
    }

    @Override
    public void save(SavedSession session, boolean live, Duration time) {
        sessions.save(session, live, time);
    }

    @Override
    public CompletionStage<@Nullable StoredSession> take(String privateId) {
        return sessions.take(privateId);
    }

    @Override
    public void drop(String privateId) {
        sessions.drop(privateId);
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
        }
        redis.subscriptions().remove(channels.all());
        redis.subscriptions().remove(own);
        Farewell.await(streams.release(node.namespace()));
    }
}
