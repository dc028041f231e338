package ee.socketio.internal.namespace;

import ee.socketio.Arguments;
import ee.socketio.BroadcastOperator;
import ee.socketio.RemoteSocket;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Whoever is a broadcast operator to everybody in a namespace, by handing on to a real one. */
interface Broadcasting extends BroadcastOperator {

    /** The operator to everybody. */
    BroadcastOperator everybody();

    @Override
    default BroadcastOperator to(String... rooms) {
        return everybody().to(rooms);
    }

    @Override
    default BroadcastOperator to(Collection<String> rooms) {
        return everybody().to(rooms);
    }

    @Override
    default BroadcastOperator except(String... rooms) {
        return everybody().except(rooms);
    }

    @Override
    default BroadcastOperator asVolatile() {
        return everybody().asVolatile();
    }

    @Override
    default BroadcastOperator compress(boolean compress) {
        return everybody().compress(compress);
    }

    @Override
    default BroadcastOperator local() {
        return everybody().local();
    }

    @Override
    default BroadcastOperator timeout(Duration timeout) {
        return everybody().timeout(timeout);
    }

    @Override
    default CompletionStage<List<Arguments>> emitWithAck(String event, @Nullable Object... arguments) {
        return everybody().emitWithAck(event, arguments);
    }

    @Override
    default CompletionStage<List<RemoteSocket>> fetchSockets() {
        return everybody().fetchSockets();
    }

    @Override
    @SuppressWarnings("deprecation") // it is offered all the same
    default void clients(BiConsumer<@Nullable Throwable, List<String>> callback) {
        everybody().clients(callback);
    }

    @Override
    default void socketsJoin(String... rooms) {
        everybody().socketsJoin(rooms);
    }

    @Override
    default void socketsLeave(String... rooms) {
        everybody().socketsLeave(rooms);
    }

    @Override
    default void disconnectSockets(boolean close) {
        everybody().disconnectSockets(close);
    }

    @Override
    default void emit(String event, @Nullable Object... arguments) {
        everybody().emit(event, arguments);
    }
}
