package ee.socketio.redis;

import static ee.socketio.adapter.MessageType.BROADCAST;
import static ee.socketio.adapter.MessageType.SERVER_SIDE_EMIT;

import ee.socketio.adapter.ClusterMessage;
import ee.socketio.adapter.ClusterMessageCodec;
import ee.socketio.adapter.ValueCodec;
import ee.socketio.spi.JsonMapper;
import io.lettuce.core.XAddArgs;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Which way an emitter's messages go to the servers of a cluster, and in which form. */
@FunctionalInterface
interface EmitterRoute {

    /**
     * Writes a message, so that it can be sent, now or later.
     *
     * @throws IllegalArgumentException if a value cannot be written
     */
    Outgoing prepare(ClusterMessage message);

    /**
     * A message that is written.
     *
     * @param size its bytes
     * @param command sends it
     */
    record Outgoing(long size, Function<Backend.Commands, CompletionStage<?>> command) {}

    /** To servers with the classic adapter. */
    static EmitterRoute classic(ClassicOptions options, JsonMapper mapper) {
        ValueCodec codec = new ValueCodec(mapper);
        return message -> {
            ClassicWire wire = new ClassicWire(message.namespace(), codec);
            ClassicChannels channels = new ClassicChannels(options.key(), message.namespace());
            return message.type() == BROADCAST
                    ? publish(channels.broadcast(ClassicTransport.onlyRoom(message)), false, wire.broadcast(message))
                    : publish(channels.requests().name(), false, wire.request(message));
        };
    }

    /** To servers with the sharded adapter. */
    static EmitterRoute sharded(ShardedOptions options, JsonMapper mapper) {
        ClusterMessageCodec codec = new ClusterMessageCodec(mapper);
        return message -> {
            ShardedChannels channels =
                    new ShardedChannels(options.channelPrefix(), message.namespace(), options.subscriptionMode());
            return publish(channels.of(message), true, codec.encode(message));
        };
    }

    /** To servers with the streams adapter: through the stream, but for what concerns the servers themselves. */
    static EmitterRoute streams(StreamsOptions options, JsonMapper mapper) {
        ClusterMessageCodec codec = new ClusterMessageCodec(mapper);
        StreamsWire wire = new StreamsWire(new ValueCodec(mapper));
        XAddArgs trimmed = XAddArgs.Builder.maxlen(options.maxLen()).approximateTrimming();
        return message -> {
            if (message.type() == SERVER_SIDE_EMIT) {
                StreamsChannels channels = new StreamsChannels(options, message.namespace());
                return publish(channels.all().name(), channels.sharded(), codec.encodeBinary(message));
            }
            Map<String, byte[]> entry = wire.write(message);
            long size = entry.values().stream().mapToLong(value -> value.length).sum();
            return new Outgoing(size, redis -> redis.async().xadd(options.streamName(), trimmed, entry));
        };
    }

    private static Outgoing publish(String channel, boolean sharded, byte[] message) {
        return new Outgoing(
                message.length,
                redis -> sharded
                        ? redis.async().spublish(channel, message)
                        : redis.async().publish(channel, message));
    }
}
