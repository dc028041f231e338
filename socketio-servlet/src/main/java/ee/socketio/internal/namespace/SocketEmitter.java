package ee.socketio.internal.namespace;

import ee.socketio.Arguments;
import ee.socketio.BroadcastOperator;
import ee.socketio.Emitter;
import ee.socketio.engine.EngineOptions;
import ee.socketio.spi.BroadcastTarget.Flags;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * An immutable emitter of one socket.
 *
 * @param socket the socket
 * @param flags how to send
 * @param timeout how long to wait for acks, or null
 */
record SocketEmitter(
        LocalSocket socket, Flags flags, @Nullable Duration timeout) implements Emitter {

    @Override
    public Emitter asVolatile() {
        return new SocketEmitter(socket, new Flags(true, flags.compress(), flags.local()), timeout);
    }

    @Override
    public Emitter compress(boolean compress) {
        return new SocketEmitter(socket, new Flags(flags.isVolatile(), compress, flags.local()), timeout);
    }

    @Override
    public Emitter timeout(Duration wait) {
        EngineOptions.requireDuration("timeout", wait);
        return new SocketEmitter(socket, flags, wait);
    }

    @Override
    public void emit(String event, @Nullable Object... arguments) {
        socket.send(EventData.of(event, arguments), flags);
    }

    @Override
    public CompletionStage<Arguments> emitWithAck(String event, @Nullable Object... arguments) {
        return socket.sendWithAck(EventData.of(event, arguments), flags, timeout);
    }

    @Override
    public BroadcastOperator to(String... rooms) {
        return others().to(rooms);
    }

    @Override
    public BroadcastOperator except(String... rooms) {
        return others().except(rooms);
    }

    @Override
    public BroadcastOperator broadcast() {
        return others();
    }

    @Override
    public BroadcastOperator local() {
        return others().local();
    }

    private Broadcast others() {
        return Broadcast.toAll(socket.namespace()).without(List.of(socket.id())).with(flags);
    }
}
