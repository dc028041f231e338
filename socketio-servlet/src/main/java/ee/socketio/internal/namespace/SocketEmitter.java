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
 * @param flags how to send, and how long to wait for acks
 */
record SocketEmitter(LocalSocket socket, Flags flags) implements Emitter {

    @Override
    public Emitter asVolatile() {
        return new SocketEmitter(socket, flags.asVolatile());
    }

    @Override
    public Emitter compress(boolean compress) {
        return new SocketEmitter(socket, flags.withCompress(compress));
    }

    @Override
    public Emitter timeout(Duration wait) {
        EngineOptions.requireDuration("timeout", wait);
        return new SocketEmitter(socket, flags.withTimeout(wait));
    }

    @Override
    public void emit(String event, @Nullable Object... arguments) {
        socket.send(EventData.of(event, arguments), flags);
    }

    @Override
    public CompletionStage<Arguments> emitWithAck(String event, @Nullable Object... arguments) {
        return socket.sendWithAck(EventData.of(event, arguments), flags);
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
