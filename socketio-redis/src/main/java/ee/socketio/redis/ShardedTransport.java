package ee.socketio.redis;

import ee.socketio.adapter.ClusterMessage;
import ee.socketio.adapter.ClusterMessageCodec;
import ee.socketio.adapter.ClusterTransport;
import ee.socketio.redis.Topic.Kind;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One namespace of a server in a cluster of the sharded adapter. What arrives malformed is dropped with a line in the log. */
final class ShardedTransport implements ClusterTransport {

    private final Node node;
    private final ClusterMessageCodec codec;
    private final ShardedChannels channels;
    private final RedisLink link;
    private final RedisLink.Session redis;
    private final Topic own;
    private final Object lock = new Object();
    /** The rooms that have a subscription. Changed, and carried out, under the lock. */
    private final Set<String> rooms = new HashSet<>();

    private boolean closed;

    ShardedTransport(Node node, ClusterMessageCodec codec, ShardedChannels channels, RedisLink link) {
        this.node = node;
        this.codec = codec;
        this.channels = channels;
        this.link = link;
        this.redis = link.acquire();
        this.own = new Topic(Kind.SHARDED, channels.of(node.uid()));
        redis.subscriptions().add(own, this::receive); // nobody else has this one
        try {
            redis.subscriptions().add(channels.all(), this::receive); // it is counted by this one
            redis.subscriptions().confirmations().require(channels.all(), own);
        } catch (IllegalStateException e) {
            redis.subscriptions().remove(own);
            link.release();
            throw e;
        }
    }

    @Override
    public void publish(ClusterMessage message) {
        redis.publisher().publish(channels.of(message), true, codec.encode(message));
    }

    @Override
    public void respond(String uid, ClusterMessage response) {
        redis.publisher().publish(channels.of(uid), true, codec.encode(response));
    }

    private void receive(String channel, byte[] bytes) {
        Reception.read(channel, bytes.length, () -> node.receive(codec.decode(bytes)));
    }

    /**
     * Sockets of this server came to a room, or left it. Whoever comes last sees what is true then, so that what several threads
     * bring about in any order ends in what the room is.
     *
     * @param socketId whose own room is private to it
     */
    void onRoom(String room, @Nullable String socketId) {
        boolean heardAlone = channels.isHeardAlone(room, room.equals(socketId));
        synchronized (lock) {
            boolean needed = !closed && node.hasSockets(room);
            Topic topic = new Topic(Kind.SHARDED, channels.of(room));
            if (needed && heardAlone && rooms.add(room)) {
                if (!topic.equals(own)) { // a room with this name would take the answers
                    redis.subscriptions().add(topic, this::receive);
                }
            } else if (!needed && rooms.remove(room) && !topic.equals(own)) {
                redis.subscriptions().remove(topic);
            }
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            rooms.forEach(room -> {
                Topic topic = new Topic(Kind.SHARDED, channels.of(room));
                if (!topic.equals(own)) {
                    redis.subscriptions().remove(topic);
                }
            });
            rooms.clear();
        }
        redis.subscriptions().remove(channels.all());
        redis.subscriptions().remove(own);
        Farewell.await(link.release());
    }
}
