package ee.socketio.adapter;

import ee.socketio.spi.JsonMapper;
import ee.socketio.spi.MalformedPacketException;
import java.util.function.Consumer;

/**
 * Messages over a channel of bytes.
 *
 * @param channel the way of the bytes
 * @param codec makes bytes of messages
 */
record ChannelTransport(ClusterChannel channel, ClusterMessageCodec codec) implements ClusterTransport {

    private static final System.Logger LOG = System.getLogger("ee.socketio.cluster");

    static ClusterTransport open(
            ClusterChannel.Factory channels,
            JsonMapper mapper,
            String namespace,
            String uid,
            Consumer<ClusterMessage> receiver) {
        ClusterMessageCodec codec = new ClusterMessageCodec(mapper);
        ClusterChannel channel = channels.open(namespace, uid, bytes -> receive(bytes, codec, namespace, receiver));
        return new ChannelTransport(channel, codec);
    }

    private static void receive(
            byte[] bytes, ClusterMessageCodec codec, String namespace, Consumer<ClusterMessage> receiver) {
        ClusterMessage message;
        try {
            message = codec.decode(bytes);
        } catch (MalformedPacketException | RuntimeException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Dropped {0} bytes from the cluster in {1}: {2}",
                    bytes.length,
                    namespace,
                    e.getMessage());
            return;
        }
        receiver.accept(message);
    }

    @Override
    public void publish(ClusterMessage message) {
        channel.publish(codec.encode(message));
    }

    @Override
    public void respond(String uid, ClusterMessage response) {
        channel.send(uid, codec.encode(response));
    }

    @Override
    public void close() {
        channel.close();
    }
}
