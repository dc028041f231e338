package ee.socketio.demo;

import ee.socketio.demo.Payloads.Person;
import ee.socketio.demo.Payloads.RoomSize;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who is in which room, in the order of arrival. Sockets know their rooms too, but not the names of the people, and these rooms
 * are to be listed even when they are empty.
 */
@ApplicationScoped
class Members {

    /**
     * A person, the one room that the person is in, and the version of the client. The socket's id stays on the server: with a
     * client of 2.x it is the key to the connection. Others know the person by another id.
     */
    record Member(String socketId, String id, String name, String room, String client) {}

    private static final List<String> PERMANENT_ROOMS = List.of("lobby", "jakarta", "random");

    private final Map<String, Member> bySocket = new LinkedHashMap<>();

    /** Returns where this person was before, if anywhere. */
    synchronized Optional<Member> put(Member member) {
        return Optional.ofNullable(bySocket.put(member.socketId(), member));
    }

    synchronized Optional<Member> remove(String socketId) {
        return Optional.ofNullable(bySocket.remove(socketId));
    }

    synchronized Optional<Member> find(String socketId) {
        return Optional.ofNullable(bySocket.get(socketId));
    }

    synchronized List<Person> in(String room) {
        return bySocket.values().stream()
                .filter(member -> member.room().equals(room))
                .map(member -> new Person(member.id(), member.name(), member.client()))
                .toList();
    }

    synchronized List<RoomSize> rooms() {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        PERMANENT_ROOMS.forEach(room -> sizes.put(room, 0));
        bySocket.values().forEach(member -> sizes.merge(member.room(), 1, Integer::sum));
        return sizes.entrySet().stream()
                .map(room -> new RoomSize(room.getKey(), room.getValue()))
                .toList();
    }
}
