package ee.socketio.internal.namespace;

import ee.socketio.AckTimeoutException;
import ee.socketio.Arguments;
import ee.socketio.Handshake;
import ee.socketio.RemoteSocket;
import ee.socketio.spi.SocketDetails;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A socket that was fetched, here or elsewhere: it is addressed by its own room.
 *
 * @param details what is known of it
 * @param room a broadcast to its room
 */
record FetchedSocket(SocketDetails details, Broadcast room) implements RemoteSocket {

    @Override
    public String id() {
        return details.id();
    }

    @Override
    public Handshake handshake() {
        return details instanceof LocalDetails local
                ? local.socket().handshake()
                : HandshakeMap.read(details.handshake());
    }

    @Override
    public Set<String> rooms() {
        return details.rooms();
    }

    @Override
    public Map<String, ?> data() {
        return details.data();
    }

    @Override
    public RemoteSocket timeout(Duration timeout) {
        return new FetchedSocket(details, room.timeout(timeout));
    }

    @Override
    public void emit(String event, @Nullable Object... arguments) {
        room.emit(event, arguments);
    }

    @Override
    public CompletionStage<Arguments> emitWithAck(String event, @Nullable Object... arguments) {
        return room.emitWithAck(event, arguments)
                .thenCompose(answers -> answers.isEmpty()
                        ? CompletableFuture.failedStage(new AckTimeoutException())
                        : CompletableFuture.completedStage(answers.get(0)));
    }

    @Override
    public void join(String... rooms) {
        room.socketsJoin(rooms);
    }

    @Override
    public void leave(String... rooms) {
        room.socketsLeave(rooms);
    }

    @Override
    public void disconnect(boolean close) {
        room.disconnectSockets(close);
    }

    @Override
    public String toString() {
        return "RemoteSocket[" + id() + "]";
    }
}
