package ee.socketio.internal.namespace;

import ee.socketio.BroadcastOperator;
import java.util.Collection;
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
    default void emit(String event, @Nullable Object... arguments) {
        everybody().emit(event, arguments);
    }
}
