package ee.socketio.demo;

import ee.socketio.FetchTimeoutException;
import ee.socketio.RemoteSocket;
import ee.socketio.Socket;
import ee.socketio.SocketIoServer;
import ee.socketio.demo.Payloads.Person;
import ee.socketio.demo.Payloads.RoomSize;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Who is in which room. Each socket has it in its data, where the other servers of a cluster find it too: nobody keeps a list that
 * could be wrong.
 */
@ApplicationScoped
class Members {

    /**
     * A person, the one room that the person is in, and the version of the client. The socket's id stays on the server: with a
     * client of 2.x it is the key to the connection. Others know the person by another id.
     *
     * @param since when the person came, in milliseconds
     */
    record Member(String id, String name, String room, String client, long since) {}

    private static final List<String> PERMANENT_ROOMS = List.of("lobby", "jakarta", "random");

    @Inject
    SocketIoServer io;

    /** Returns where this person was before, if anywhere. */
    Optional<Member> put(Socket socket, Member member) {
        Optional<Member> before = find(socket);
        socket.data()
                .putAll(Map.of(
                        "id", member.id(),
                        "name", member.name(),
                        "room", member.room(),
                        "client", member.client(),
                        "since", member.since()));
        return before;
    }

    Optional<Member> find(Socket socket) {
        return member(socket.data());
    }

    /** Everybody, on all servers, in the order of arrival; those that are known if a server does not answer in time. */
    CompletionStage<List<Member>> all() {
        return io.fetchSockets().exceptionally(Members::known).thenApply(sockets -> sockets.stream()
                .map(socket -> member(socket.data()))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparingLong(Member::since).thenComparing(Member::id))
                .toList());
    }

    private static List<RemoteSocket> known(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof FetchTimeoutException timeout ? timeout.sockets() : List.of();
    }

    static List<Person> in(String room, List<Member> all) {
        return all.stream()
                .filter(member -> member.room().equals(room))
                .map(member -> new Person(member.id(), member.name(), member.client()))
                .toList();
    }

    /** Rooms are to be listed even when they are empty. */
    static List<RoomSize> rooms(List<Member> all) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        PERMANENT_ROOMS.forEach(room -> sizes.put(room, 0));
        all.forEach(member -> sizes.merge(member.room(), 1, Integer::sum));
        return sizes.entrySet().stream()
                .map(room -> new RoomSize(room.getKey(), room.getValue()))
                .toList();
    }

    /** The data of a socket, perhaps of another server: then it is what JSON makes of it. */
    private static Optional<Member> member(Map<String, ?> data) {
        return data.get("room") == null
                ? Optional.empty()
                : Optional.of(new Member(
                        text(data.get("id")),
                        text(data.get("name")),
                        text(data.get("room")),
                        text(data.get("client")),
                        data.get("since") instanceof Number since ? since.longValue() : 0));
    }

    private static String text(@Nullable Object value) {
        return String.valueOf(value);
    }
}
