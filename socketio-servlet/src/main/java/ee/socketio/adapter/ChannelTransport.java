package ee.socketio.adapter;

import ee.socketio.spi.JsonMapper;
import ee.socketio.spi.MalformedPacketException;

/**
 * Messages over a channel of bytes.
 *
 * @param channel the way of the bytes
 * @param codec makes bytes of messages
 */
record ChannelTransport(ClusterChannel channel, ClusterMessageCodec codec) implements ClusterTransport {

    private static final System.Logger LOG = System.getLogger("ee.socketio.cluster");

    static ClusterTransport open(ClusterChannel.Factory channels, JsonMapper mapper, Node node) {
        ClusterMessageCodec codec = new ClusterMessageCodec(mapper);
        ClusterChannel channel = channels.open(node.namespace(), node.uid(), bytes -> receive(bytes, codec, node));
        return new ChannelTransport(channel, codec);
    }

    private static void receive(byte[] bytes, ClusterMessageCodec codec, Node node) {
        ClusterMessage message;
        try {
            message = codec.decode(bytes);
        } catch (MalformedPacketException | RuntimeException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Dropped {0} bytes from the cluster in {1}: {2}",
                    bytes.length,
                    node.namespace(),
                    e.getMessage());
            return;
        }
        node.receive(message);
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
