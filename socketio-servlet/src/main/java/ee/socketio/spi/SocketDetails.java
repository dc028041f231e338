package ee.socketio.spi;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What servers of a cluster tell each other about a socket. */
public interface SocketDetails {

    /** The socket's id. */
    String id();

    /**
     * Its handshake in the reference's form, ready to be written as JSON: {@code headers}, {@code time}, {@code address},
     * {@code xdomain}, {@code secure}, {@code issued}, {@code url}, {@code query}, {@code auth}.
     */
    Map<String, @Nullable Object> handshake();

    /** The rooms that it is in. */
    Set<String> rooms();

    /** The application's data; another server needs to be able to read it, so it must be writable as JSON. */
    Map<String, ?> data();
}
