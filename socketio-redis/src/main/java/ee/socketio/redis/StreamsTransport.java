package ee.socketio.redis;

import ee.socketio.adapter.ClusterMessage;
import ee.socketio.adapter.ClusterMessageCodec;
import ee.socketio.adapter.ClusterTransport;
import ee.socketio.adapter.MessageType;
import ee.socketio.adapter.ValueCodec;
import ee.socketio.redis.Subscriptions.Topic;
import ee.socketio.spi.MalformedPacketException;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** One namespace of a server in a cluster of the streams adapter. What arrives malformed is dropped with a line in the log. */
final class StreamsTransport implements ClusterTransport {

    private static final System.Logger LOG = System.getLogger("ee.socketio.redis");

    private final Node node;
    private final ClusterMessageCodec codec;
    private final StreamsWire wire;
    private final StreamsChannels channels;
    private final StreamsLink streams;
    private final RedisLink.Session redis;
    private final Topic own;

    StreamsTransport(
            Node node,
            ClusterMessageCodec codec,
            ValueCodec values,
            StreamsChannels channels,
            StreamsLink streams) {
        this.node = node;
        this.codec = codec;
        this.wire = new StreamsWire(values);
        this.channels = channels;
        this.streams = streams;
        this.own = channels.of(node.uid());
        this.redis = streams.acquire(node.namespace(), this::onEntry);
        redis.subscriptions().add(own, this::onMessage);
        redis.subscriptions().add(channels.all(), this::onMessage); // it is counted by this one
    }

    /** What somebody may have to wait for goes through the channels, and what must not be missed through the stream. */
    static boolean isEphemeral(ClusterMessage message) {
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
            return;
        }
        StreamsOptions options = streams.options();
        CompletionStage<?> unused = redis.publisher()
                .append(options.streamName(), options.maxLen(), wire.write(message))
                .whenComplete((id, failure) -> {
                    if (failure != null) {
                        redis.publisher().lost(failure);
                    }
                });
    }

    @Override
    public void respond(String uid, ClusterMessage response) {
        redis.publisher().publish(channels.of(uid).name(), channels.sharded(), codec.encodeBinary(response));
    }

    private void onEntry(String id, Map<String, byte[]> entry) {
        ClusterMessage message;
        try {
            message = wire.read(entry);
        } catch (MalformedPacketException | RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "Dropped the entry {0}: {1}", id, e.getMessage());
            return;
        }
        if (message.type() == MessageType.INITIAL_HEARTBEAT || isEphemeral(message)) {
            return; // of servers before 0.3
        }
        node.receive(message);
    }

    private void onMessage(String channel, byte[] bytes) {
        ClusterMessage message;
        try {
            message = codec.decode(bytes);
        } catch (MalformedPacketException | RuntimeException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Dropped {0} bytes from {1}: {2}",
                    bytes.length,
                    channel,
                    e.getMessage());
            return;
        }
        node.receive(message);
    }

    @Override
    public void close() {
        redis.subscriptions().remove(channels.all());
        redis.subscriptions().remove(own);
        streams.release(node.namespace());
    }
}
