package ee.socketio.internal.namespace;

import ee.socketio.Arguments;
import ee.socketio.BroadcastOperator;
import ee.socketio.Emitter;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Whoever is an emitter without modifiers, by handing on to a real one. */
interface Emitting extends Emitter {

    /** The emitter without modifiers. */
    SocketEmitter emitter();

    @Override
    default Emitter asVolatile() {
        return emitter().asVolatile();
    }

    @Override
    default Emitter compress(boolean compress) {
        return emitter().compress(compress);
    }

    @Override
    default Emitter timeout(Duration timeout) {
        return emitter().timeout(timeout);
    }

    @Override
    default void emit(String event, @Nullable Object... arguments) {
        emitter().emit(event, arguments);
    }

    @Override
    default CompletionStage<Arguments> emitWithAck(String event, @Nullable Object... arguments) {
        return emitter().emitWithAck(event, arguments);
    }

    @Override
    default BroadcastOperator to(String... rooms) {
        return emitter().to(rooms);
    }

    @Override
    default BroadcastOperator except(String... rooms) {
        return emitter().except(rooms);
    }

    @Override
    default BroadcastOperator broadcast() {
        return emitter().broadcast();
    }

    @Override
    default BroadcastOperator local() {
        return emitter().local();
    }
}
