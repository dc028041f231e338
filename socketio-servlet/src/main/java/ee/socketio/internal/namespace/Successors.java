package ee.socketio.internal.namespace;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The sockets of an old client in one namespace all have the same id. So the next one connects only when the clean-up of the
 * last is through, which would take its rooms.
 */
final class Successors {

    /** By namespace, those that are in or whose clean-up is to come. */
    private final Map<String, LocalSocket> notGone = new ConcurrentHashMap<>(0);

    /** Connects a socket, now or when the last one of its namespace has gone. */
    void connect(LocalSocket socket, Consumer<LocalSocket> connect) {
        if (socket.client().protocol() == Protocol.V5) { // each has an id of its own
            connect.accept(socket);
            return;
        }
        String name = socket.namespace().name();
        LocalSocket before = notGone.put(name, socket);
        CompletionStage<?> unused = socket.gone().thenRun(() -> notGone.remove(name, socket));
        if (before == null) {
            connect.accept(socket);
        } else {
            unused = before.gone().thenRun(() -> connect.accept(socket));
        }
    }
}
