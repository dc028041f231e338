package ee.socketio;

import java.util.List;

/** Not every server of a cluster told its sockets in time. It carries the sockets of those that did. */
public final class FetchTimeoutException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Not part of the exception's serialized form. */
    private final transient List<RemoteSocket> sockets;

    /** Carries the sockets that are known. */
    public FetchTimeoutException(String message, List<RemoteSocket> sockets) {
        super(message, null, false, false);
        this.sockets = List.copyOf(sockets);
    }

    /** The sockets of the servers that answered, this one among them. */
    public List<RemoteSocket> sockets() {
        return sockets;
    }
}
