package ee.socketio.redis;

import ee.socketio.adapter.ClusterMessage;
import ee.socketio.adapter.MessageType;
import ee.socketio.redis.Topic.Kind;

/** The channels of a namespace in the sharded adapter. */
final class ShardedChannels {

    /** A room whose name is so long is taken for a socket's id, by every server. */
    private static final int ID_LENGTH = 20;

    private final String all;
    private final SubscriptionMode mode;

    ShardedChannels(String prefix, String namespace, SubscriptionMode mode) {
        this.all = prefix + "#" + namespace + "#";
        this.mode = mode;
    }

    Topic all() {
        return new Topic(Kind.SHARDED, all);
    }

    /** The channel of a room, or of a server. */
    String of(String roomOrUid) {
        return all + roomOrUid + "#";
    }

    /** Where a message to all servers goes: one to a single room may have a channel of its own. */
    String of(ClusterMessage message) {
        if (message.type() == MessageType.BROADCAST && !message.data().containsKey("requestId")) {
            String room = ClassicTransport.onlyRoom(message);
            if (room != null && isSentAlone(room)) {
                return of(room);
            }
        }
        return all;
    }

    /** Whether a broadcast to this room alone goes to its own channel. */
    boolean isSentAlone(String room) {
        return switch (mode) {
            case STATIC -> false;
            case DYNAMIC -> room.length() != ID_LENGTH;
            case DYNAMIC_PRIVATE -> true;
        };
    }

    /** Whether a room with members here has a subscription of its own. */
    boolean isHeardAlone(String room, boolean socketsOwn) {
        return switch (mode) {
            case STATIC -> false;
            case DYNAMIC -> !socketsOwn;
            case DYNAMIC_PRIVATE -> true;
        };
    }
}
