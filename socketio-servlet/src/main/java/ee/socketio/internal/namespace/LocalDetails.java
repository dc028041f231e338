package ee.socketio.internal.namespace;

import ee.socketio.spi.SocketDetails;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A socket of this server as others may see it; nothing is copied before it is asked for.
 *
 * @param socket the socket
 */
record LocalDetails(LocalSocket socket) implements SocketDetails {

    @Override
    public String id() {
        return socket.id();
    }

    @Override
    public Map<String, @Nullable Object> handshake() {
        return HandshakeMap.write(socket.handshake());
    }

    @Override
    public Set<String> rooms() {
        return socket.rooms();
    }

    @Override
    public Map<String, ?> data() {
        return socket.data();
    }
}
