package ee.socketio.redis;

import ee.socketio.redis.Topic.Kind;
import org.jspecify.annotations.Nullable;

/** The channels of a namespace in the classic adapter. */
final class ClassicChannels {

    private final String broadcast;
    private final String request;
    private final String response;

    ClassicChannels(String key, String namespace) {
        this.broadcast = key + "#" + namespace + "#";
        this.request = key + "-request#" + namespace + "#";
        this.response = key + "-response#" + namespace + "#";
    }

    /** All broadcasts of the namespace. Its name is no pattern, though the reference takes it for one. */
    Topic broadcasts() {
        return new Topic(Kind.PATTERN, broadcast.replaceAll("[*?\\[\\]\\\\^]", "\\\\$0") + "*");
    }

    Topic requests() {
        return new Topic(Kind.CHANNEL, request);
    }

    Topic responses() {
        return new Topic(Kind.CHANNEL, response);
    }

    /** Where a broadcast goes: to one room, or to none or several. */
    String broadcast(@Nullable String room) {
        return room == null ? broadcast : broadcast + room + "#";
    }

    /** The room of a channel of broadcasts; empty if it is none or several. */
    String room(String channel) {
        return channel.length() > broadcast.length() ? channel.substring(broadcast.length(), channel.length() - 1) : "";
    }

    /** Answers to one server. */
    String response(String uid) {
        return response + uid + "#";
    }
}
