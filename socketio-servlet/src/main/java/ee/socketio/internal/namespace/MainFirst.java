package ee.socketio.internal.namespace;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Clients of 1.x and 2.x are in the main namespace before they are in any other: those that they ask for meanwhile wait
 * until its middlewares have decided, whatever they decide. Confined to the listener thread.
 */
final class MainFirst {

    private final Queue<Runnable> waiting = new ArrayDeque<>(0);
    private boolean decided;

    MainFirst(Protocol protocol) {
        decided = protocol == Protocol.V5;
    }

    /** Connects a socket, now or when its turn has come. */
    void connect(LocalSocket socket) {
        Runnable connect = () -> {
            if (!socket.isOver()) {
                socket.namespace().entrance().connect(socket);
            }
        };
        if (decided || isMain(socket)) {
            connect.run();
        } else {
            waiting.add(connect);
        }
    }

    /** The middlewares of a socket have decided, and its connection listeners have run. */
    void onDecided(LocalSocket socket) {
        if (!decided && isMain(socket)) {
            decided = true;
            waiting.forEach(Runnable::run);
            waiting.clear();
        }
    }

    static boolean isMain(LocalSocket socket) {
        return socket.namespace().name().equals(Protocol.MAIN);
    }
}
