package ee.socketio.cdi;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who hears and handles what in one namespace, in the order in which they are told. Made once for a namespace, not per socket.
 *
 * @param anyAsync whether any of them is asynchronous
 */
record Observers(
        boolean anyAsync,
        List<Observer> connected,
        List<Observer> events,
        List<Observer> named,
        List<Observer> errors,
        List<Observer> disconnected,
        List<Handler<?>> handlers) {

    static Observers of(List<Observer> all, List<Handler<?>> handlers, String namespace) {
        List<Observer> here = all.stream()
                .filter(observer ->
                        observer.namespace() == null || observer.namespace().equals(namespace))
                .sorted(Comparator.comparingInt(observer -> observer.method().getPriority()))
                .toList();
        return new Observers(
                here.stream().anyMatch(Observer::isAsync),
                of(SocketConnected.class, here),
                of(SocketEvent.class, here),
                here.stream().filter(observer -> observer.event() != null).toList(),
                of(SocketError.class, here),
                of(SocketDisconnected.class, here),
                handlers.stream()
                        .filter(handler -> handler.namespace().equals(namespace))
                        .toList());
    }

    /** Whether there is nobody. */
    boolean isEmpty() {
        return Stream.of(connected, events, named, errors, disconnected, handlers)
                .allMatch(List::isEmpty);
    }

    private static List<Observer> of(Class<?> event, List<Observer> here) {
        return here.stream().filter(observer -> observer.hearsAll(event)).toList();
    }
}
