package ee.socketio.it.deployed.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What observers were told of each socket, in order. */
@ApplicationScoped
class Journal {

    private final Map<String, List<String>> entries = new ConcurrentHashMap<>();

    void add(String socketId, String entry) {
        entries.computeIfAbsent(socketId, id -> new CopyOnWriteArrayList<>()).add(entry);
    }

    List<String> of(String socketId) {
        return List.copyOf(entries.getOrDefault(socketId, List.of()));
    }
}
