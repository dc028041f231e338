package ee.socketio.redis;

import ee.socketio.adapter.ClusterMessage;
import ee.socketio.adapter.ClusterTransport;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** One namespace of a server, which notes what it gets. */
final class FakeNode implements ClusterTransport.Node {

    final List<ClusterMessage> received = new ArrayList<>();
    /** Rooms with members here. */
    final Set<String> rooms = new HashSet<>();
    /** Whether anybody is here at all. */
    boolean inhabited = true;
    /** What happens when something is received. */
    Consumer<ClusterMessage> onReceive = message -> {};

    private final String namespace;
    private final String uid;

    FakeNode(String namespace, String uid) {
        this.namespace = namespace;
        this.uid = uid;
    }

    @Override
    public String namespace() {
        return namespace;
    }

    @Override
    public String uid() {
        return uid;
    }

    @Override
    public boolean hasSockets() {
        return inhabited;
    }

    @Override
    public boolean hasSockets(String room) {
        return rooms.contains(room);
    }

    @Override
    public void receive(ClusterMessage message) {
        received.add(message);
        onReceive.accept(message);
    }

    ClusterMessage last() {
        return received.get(received.size() - 1);
    }
}
