package ee.socketio.cdi;

import java.util.Comparator;
import java.util.List;

/**
 * Who hears what in one namespace, in the order in which they are told. Made once for a namespace, not per socket.
 *
 * @param anyAsync whether any of them is asynchronous
 */
record Observers(
        boolean anyAsync,
        List<Observer> connected,
        List<Observer> events,
        List<Observer> named,
        List<Observer> errors,
        List<Observer> disconnected) {

    static Observers of(List<Observer> all, String namespace) {
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
                of(SocketDisconnected.class, here));
    }

    /** Whether there is nobody. */
    boolean isEmpty() {
        return connected.isEmpty() && events.isEmpty() && named.isEmpty() && errors.isEmpty() && disconnected.isEmpty();
    }

    private static List<Observer> of(Class<?> event, List<Observer> here) {
        return here.stream().filter(observer -> observer.hearsAll(event)).toList();
    }
}
