package ee.socketio.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodesListenerTest {

    private final List<String> heard = new ArrayList<>();
    private final NodesListener listener = new NodesListener(new RedisPubSubAdapter<>() {
        @Override
        public void message(String channel, byte[] message) {
            heard.add(channel + " " + new String(message, UTF_8));
        }

        @Override
        public void message(String pattern, String channel, byte[] message) {
            heard.add(pattern + " " + channel + " " + new String(message, UTF_8));
        }

        @Override
        public void smessage(String channel, byte[] message) {
            heard.add(channel + " " + new String(message, UTF_8));
        }

        @Override
        public void subscribed(String channel, long count) {
            heard.add("subscribed " + channel);
        }

        @Override
        public void psubscribed(String pattern, long count) {
            heard.add("subscribed " + pattern);
        }

        @Override
        public void ssubscribed(String channel, long count) {
            heard.add("subscribed " + channel);
        }

        @Override
        public void sunsubscribed(String channel, long count) {
            heard.add("unsubscribed " + channel);
        }
    });
    private final RedisClusterNode one = node("one");
    private final RedisClusterNode two = node("two");

    private static RedisClusterNode node(String host) {
        RedisClusterNode node = RedisClusterNode.of(host + " id");
        node.setUri(RedisURI.create(host, 6379));
        return node;
    }

    private void say(RedisClusterNode node, String message) {
        listener.smessage(node, "x", message.getBytes(UTF_8));
    }

    @Test
    void aShardedChannelIsHeardFromTheNodeThatConfirmedItLast() {
        listener.ssubscribed(one, "x", 1);
        say(one, "1");
        listener.ssubscribed(two, "x", 1);
        say(two, "2");
        say(one, "2 again, by a replica");
        listener.ssubscribed(one, "x", 1);
        say(two, "3 again, by a replica");
        say(one, "3");

        assertThat(heard).containsExactly("subscribed x", "x 1", "subscribed x", "x 2", "subscribed x", "x 3");
    }

    @Test
    void thatAnotherNodeHasEndedASubscriptionIsNoNews() {
        listener.ssubscribed(one, "x", 1);
        listener.ssubscribed(two, "x", 1);
        heard.clear();

        listener.sunsubscribed(one, "x", 0);
        assertThat(heard).isEmpty();
        listener.sunsubscribed(two, "x", 0);
        assertThat(heard).containsExactly("unsubscribed x");
    }

    @Test
    void aNodeThatIsNotKnownInTheClusterYetIsHeard() {
        listener.ssubscribed(one, "x", 1);
        listener.ssubscribed(null, "x", 1);
        heard.clear();

        say(null, "1");
        say(two, "2");
        assertThat(heard).containsExactly("x 1", "x 2");
    }

    @Test
    void otherChannelsAreHeardFromAnyNode() {
        listener.subscribed(one, "x", 1);
        listener.psubscribed(one, "x*", 1);
        listener.message(two, "x", "1".getBytes(UTF_8));
        listener.message(two, "x*", "xy", "2".getBytes(UTF_8));

        assertThat(heard).containsExactly("subscribed x", "subscribed x*", "x 1", "x* xy 2");
    }
}
