package ee.socketio.demo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What travels between server and page. A record is a JSON object, and a {@code byte[]} in it travels as binary. */
@SuppressWarnings("ArrayRecordComponent") // a warning about equals(), which nobody asks these records
interface Payloads {

    // The page asks. It may send anything, so each part may be missing.

    record Join(
            @Nullable String name,
            @Nullable String room,
            @Nullable String client) {}

    record Text(@Nullable String text) {}

    record Image(@Nullable String name, @Nullable String type, byte @Nullable [] bytes) {}

    // The server answers, as an ack.

    record Joined(String id, String room, List<Person> members) {}

    record Receipt(String id, long at) {}

    record Problem(String error) {}

    // The server tells.

    record Person(String id, String name, String client) {}

    record RoomMembers(String room, List<Person> members) {}

    record RoomSize(String name, int members) {}

    record Typing(String id, String name, boolean typing) {}

    record TextMessage(String id, String from, String name, String text, long at) {}

    record ImageMessage(String id, String from, String name, String fileName, String type, byte[] bytes, long at) {}

    record Announcement(String text, String from) {}

    record Uptime(String server, long seconds) {}
}
