package ee.socketio.internal.namespace;

import ee.socketio.Socket;
import java.util.Arrays;
import java.util.Set;

/** The rooms of a socket. */
interface SocketRooms extends Socket {

    @Override
    LocalNamespace namespace();

    /** Whether the socket is disconnected, which it never ceases to be. */
    boolean isOver();

    /** Runs what belongs to this socket in its turn. */
    void later(Runnable task);

    @Override
    default Set<String> rooms() {
        return namespace().adapter().rooms(id());
    }

    @Override
    default void join(String... rooms) {
        if (isOver()) {
            return;
        }
        namespace().adapter().add(id(), Arrays.asList(rooms));
        if (isOver()) {
            // The disconnect may have emptied the rooms before they were joined. If it has not yet, it will: either way
            // nothing is left behind. In its turn, because the listeners of the disconnect are to see the rooms; and in
            // the order of broadcasts, because by then the client may be back, with the same id.
            later(() -> namespace().inOrder(() -> {
                if (!namespace().members().containsKey(id())) {
                    namespace().adapter().removeAll(id());
                }
            }));
        }
    }

    @Override
    default void leave(String room) {
        Socket present = namespace().members().get(id());
        if (present == null || present == this) { // else its client is back, and the rooms are those of another socket
            namespace().adapter().remove(id(), room);
        }
    }
}
