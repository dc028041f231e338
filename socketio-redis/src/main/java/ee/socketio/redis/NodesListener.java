package ee.socketio.redis;

import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.cluster.pubsub.RedisClusterPubSubAdapter;
import io.lettuce.core.pubsub.RedisPubSubListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Hears a sharded channel from one node of a Redis Cluster: the one that confirmed the subscription last. A node that was a master,
 * and comes back as a replica, is subscribed to again by Lettuce, and sends what its new master sends as well.
 */
final class NodesListener extends RedisClusterPubSubAdapter<String, byte[]> {

    private final RedisPubSubListener<String, byte[]> listener;
    /** Where a sharded channel is subscribed to. */
    private final Map<String, String> nodes = new ConcurrentHashMap<>();

    NodesListener(RedisPubSubListener<String, byte[]> listener) {
        this.listener = listener;
    }

    @Override
    public void message(RedisClusterNode node, String channel, byte[] message) {
        listener.message(channel, message);
    }

    @Override
    public void message(RedisClusterNode node, String pattern, String channel, byte[] message) {
        listener.message(pattern, channel, message);
    }

    @Override
    public void subscribed(RedisClusterNode node, String channel, long count) {
        listener.subscribed(channel, count);
    }

    @Override
    public void psubscribed(RedisClusterNode node, String pattern, long count) {
        listener.psubscribed(pattern, count);
    }

    @Override
    public void smessage(@Nullable RedisClusterNode node, String channel, byte[] message) {
        if (isCurrent(node, channel)) {
            listener.smessage(channel, message);
        }
    }

    @Override
    public void ssubscribed(@Nullable RedisClusterNode node, String channel, long count) {
        if (node == null) {
            nodes.remove(channel);
        } else {
            nodes.put(channel, address(node));
        }
        listener.ssubscribed(channel, count);
    }

    @Override
    public void sunsubscribed(@Nullable RedisClusterNode node, String channel, long count) {
        if (isCurrent(node, channel)) {
            nodes.remove(channel);
            listener.sunsubscribed(channel, count);
        }
    }

    /** Of a node that Lettuce has not seen in the cluster yet there is no address. */
    private boolean isCurrent(@Nullable RedisClusterNode node, String channel) {
        String current = nodes.get(channel);
        return node == null || current == null || current.equals(address(node));
    }

    private static String address(RedisClusterNode node) {
        return node.getUri().getHost() + ":" + node.getUri().getPort();
    }
}
