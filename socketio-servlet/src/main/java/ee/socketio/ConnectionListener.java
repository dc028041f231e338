package ee.socketio;

/** Receives new sockets. */
@FunctionalInterface
public interface ConnectionListener {

    /** A socket has connected; its events come only after this call. An exception is reported. */
    void onConnection(Socket socket) throws Exception;
}
