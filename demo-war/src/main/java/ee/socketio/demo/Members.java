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

    /** A person, known by the id of the socket, the one room that the person is in, and the version of the client. */
    record Member(String id, String name, String room, String client) {}

    private static final List<String> PERMANENT_ROOMS = List.of("lobby", "jakarta", "random");

    private final Map<String, Member> byId = new LinkedHashMap<>();

    /** Returns where this person was before, if anywhere. */
    synchronized Optional<Member> put(Member member) {
        return Optional.ofNullable(byId.put(member.id(), member));
    }

    synchronized Optional<Member> remove(String id) {
        return Optional.ofNullable(byId.remove(id));
    }

    synchronized Optional<Member> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    synchronized List<Person> in(String room) {
        return byId.values().stream()
                .filter(member -> member.room().equals(room))
                .map(member -> new Person(member.id(), member.name(), member.client()))
                .toList();
    }

    synchronized List<RoomSize> rooms() {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        PERMANENT_ROOMS.forEach(room -> sizes.put(room, 0));
        byId.values().forEach(member -> sizes.merge(member.room(), 1, Integer::sum));
        return sizes.entrySet().stream()
                .map(room -> new RoomSize(room.getKey(), room.getValue()))
                .toList();
    }
}
