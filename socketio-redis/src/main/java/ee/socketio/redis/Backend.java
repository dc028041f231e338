package ee.socketio.redis;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubListener;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.netty.util.concurrent.EventExecutorGroup;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A client of Lettuce: what is different with one Redis and with a cluster of them. */
interface Backend {

    /** Names of keys and channels are text, and what is in them bytes. */
    RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    /** Opens a connection for commands. */
    CompletionStage<? extends Commands> connect();

    /**
     * Opens a connection for subscriptions.
     *
     * @param sharded whether sharded channels are to be subscribed to
     */
    CompletionStage<? extends StatefulRedisPubSubConnection<String, byte[]>> connectPubSub(boolean sharded);

    /** Listens to what a connection for subscriptions hears. */
    default void listen(
            StatefulRedisPubSubConnection<String, byte[]> connection, RedisPubSubListener<String, byte[]> listener) {
        connection.addListener(listener);
    }

    /**
     * Tells when a part of a connection for subscriptions breaks, or is there again, on which sharded channels may be.
     *
     * @return ends it
     */
    default Runnable watchNodes(Runnable onChange) {
        return () -> {};
    }

    /** Where things can be done later. */
    EventExecutorGroup timer();

    /**
     * Ends the client, if it is the adapter's.
     *
     * @return completes when it has ended, with its threads, which are just ending
     */
    CompletionStage<List<Thread>> close();

    /** A connection for commands. */
    interface Commands {

        StatefulConnection<String, byte[]> connection();

        RedisClusterAsyncCommands<String, byte[]> async();

        /** How long Redis has for an answer. */
        default void setTimeout(Duration timeout) {
            connection().setTimeout(timeout);
        }

        /** How many connections are subscribed to a channel, in all of Redis. */
        CompletionStage<Long> subscribers(String channel, boolean sharded);
    }
}
