package ee.socketio.redis;

import ee.socketio.redis.Topic.Kind;

/** The channels of a namespace in the streams adapter: for requests, and for the answers to one server. */
final class StreamsChannels {

    private final String all;
    private final Kind kind;

    StreamsChannels(StreamsOptions options, String namespace) {
        this.all = options.channelPrefix() + "#" + namespace + "#";
        this.kind = options.useShardedPubSub() ? Kind.SHARDED : Kind.CHANNEL;
    }

    Topic all() {
        return new Topic(kind, all);
    }

    Topic of(String uid) {
        return new Topic(kind, all + uid + "#");
    }

    boolean sharded() {
        return kind == Kind.SHARDED;
    }
}
