package ee.socketio.internal.namespace;

import ee.socketio.Check;
import ee.socketio.DisconnectListener;
import ee.socketio.DisconnectReason;
import ee.socketio.Event;
import ee.socketio.EventListener;
import ee.socketio.Middleware;
import ee.socketio.OutgoingListener;
import ee.socketio.Registration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The registration of a socket's listeners. */
interface Listening extends TypedListening {

    @Override
    default Registration on(String event, EventListener listener) {
        return listeners().events.add(event, listener);
    }

    @Override
    default Registration once(String event, EventListener listener) {
        return listeners().events.addOnce(event, listener);
    }

    @Override
    default void off(String event) {
        listeners().events.remove(event);
    }

    @Override
    default void off(String event, EventListener listener) {
        listeners().events.remove(event, listener);
    }

    @Override
    default Registration onAny(EventListener listener) {
        return listeners().any.add(listener);
    }

    @Override
    default Registration prependAny(EventListener listener) {
        return listeners().any.prepend(listener);
    }

    @Override
    default void offAny() {
        listeners().any.clear();
    }

    @Override
    default List<EventListener> listenersAny() {
        return listeners().any.copy();
    }

    @Override
    default List<OutgoingListener> listenersAnyOutgoing() {
        return listeners().anyOutgoing.copy();
    }

    @Override
    default Set<String> eventNames() {
        return listeners().events.names();
    }

    @Override
    default Registration onAnyOutgoing(OutgoingListener listener) {
        return listeners().anyOutgoing.add(listener);
    }

    @Override
    default Registration prependAnyOutgoing(OutgoingListener listener) {
        return listeners().anyOutgoing.prepend(listener);
    }

    @Override
    default void offAnyOutgoing() {
        listeners().anyOutgoing.clear();
    }

    @Override
    default void use(Check<Event> check) {
        use(Checks.middleware(check));
    }

    @Override
    default void use(Middleware<Event> middleware) {
        listeners().middlewares.add(middleware);
    }

    @Override
    default Registration onError(Consumer<Throwable> listener) {
        return listeners().error.add(listener);
    }

    @Override
    default Registration onDisconnecting(DisconnectListener listener) {
        return listeners().disconnecting.add(listener);
    }

    @Override
    default Registration onDisconnect(Consumer<DisconnectReason> listener) {
        return onDisconnect((reason, cause) -> listener.accept(reason));
    }

    @Override
    default Registration onDisconnect(DisconnectListener listener) {
        return listeners().disconnect.add(listener);
    }
}
