package ee.socketio.cdi;

import ee.socketio.Event;
import ee.socketio.Namespace;
import ee.socketio.Socket;
import jakarta.enterprise.event.ObserverException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Connects the observers with the sockets of one namespace. Each observer is a listener of its own: so the server keeps
 * the order, reports each failure to its error listener, and goes on with the next.
 */
final class NamespaceObservers {

    private final Observers observers;
    private final Deliveries deliveries;

    NamespaceObservers(Observers observers, Deliveries deliveries) {
        this.observers = observers;
        this.deliveries = deliveries;
    }

    void listenTo(Namespace namespace) {
        // The first listener, so what observers of the connection do, such as a disconnect, is heard.
        namespace.onConnection(this::follow);
        for (Observer observer : observers.connected()) {
            namespace.onConnection(socket -> tell(observer, socket, new SocketConnected(socket)));
        }
    }

    private void follow(Socket socket) {
        for (Observer observer : observers.events()) {
            socket.onAny(event -> tell(observer, socket, new SocketEvent(event)));
        }
        for (Observer observer : observers.named()) {
            listen(observer, socket, String.valueOf(observer.event()));
        }
        for (Observer observer : observers.errors()) {
            socket.onError(cause -> deliveries.deliver(observer, new SocketError(socket, cause)));
        }
        for (Observer observer : observers.disconnected()) {
            socket.onDisconnect(
                    (reason, cause) -> tell(observer, socket, new SocketDisconnected(socket, reason, cause)));
        }
    }

    private void listen(Observer observer, Socket socket, String name) {
        if (observer.type() == SocketEvent.class) {
            socket.on(name, event -> tell(observer, socket, new SocketEvent(event)));
        } else {
            socket.on(
                    name,
                    observer.arguments(),
                    (event, arguments) -> tell(observer, socket, message(event, arguments)));
        }
    }

    private static SocketMessage<@Nullable Object> message(Event event, List<@Nullable Object> arguments) {
        return new SocketMessage<>(arguments.isEmpty() ? null : arguments.get(0), event);
    }

    private void tell(Observer observer, Socket socket, Object event) {
        try {
            deliveries.deliver(observer, event);
        } catch (RuntimeException | Error e) {
            report(socket, e);
            throw e; // for the server's error listener
        }
    }

    private void report(Socket socket, Throwable failure) {
        Throwable cause = failure instanceof ObserverException && failure.getCause() != null // it was a checked one
                ? failure.getCause()
                : failure;
        for (Observer observer : observers.errors()) {
            try {
                deliveries.deliver(observer, new SocketError(socket, cause));
            } catch (RuntimeException | Error e) {
                if (e != failure) { // an exception cannot suppress itself
                    failure.addSuppressed(e);
                }
            }
        }
    }
}
