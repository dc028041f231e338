package ee.socketio.cdi;

import ee.socketio.Event;
import ee.socketio.Socket;
import ee.socketio.cdi.Backlog.Outcome;
import jakarta.enterprise.event.ObserverException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A socket and who observes it. Each observer is a listener of its own: so the server keeps the order, reports each failure
 * to its error listener, and goes on with the next.
 */
final class ObservedSocket {

    private final Socket socket;
    private final Observers observers;
    private final Deliveries deliveries;
    private final SocketBeans beans;
    /** For asynchronous observers; null if there are none. */
    private final @Nullable Backlog backlog;

    ObservedSocket(Socket socket, Observers observers, Deliveries deliveries) {
        this.socket = socket;
        this.observers = observers;
        this.deliveries = deliveries;
        this.beans = new SocketBeans(socket);
        this.backlog = observers.anyAsync() ? deliveries.backlog() : null;
    }

    SocketBeans beans() {
        return beans;
    }

    /** Before observers of the connection are told, so what they do, such as a disconnect, is heard. */
    void listen() {
        for (Observer observer : observers.events()) {
            socket.onAny(event -> tell(observer, new SocketEvent(event)));
        }
        for (Observer observer : observers.named()) {
            listen(observer, String.valueOf(observer.event()));
        }
        for (Handler<?> handler : observers.handlers()) {
            handle(handler);
        }
        if (!observers.errors().isEmpty()) {
            socket.onError(this::tellErrors);
        }
        for (Observer observer : observers.disconnected()) {
            socket.onDisconnect((reason, cause) -> tell(observer, new SocketDisconnected(socket, reason, cause)));
        }
        socket.onDisconnect((reason, cause) -> end());
    }

    private void listen(Observer observer, String name) {
        if (observer.type() == SocketEvent.class) {
            socket.on(name, event -> tell(observer, new SocketEvent(event)));
        } else {
            socket.on(name, observer.arguments(), (event, arguments) -> tell(observer, message(event, arguments)));
        }
    }

    private void handle(Handler<?> handler) {
        HandlerCall call = new HandlerCall(this, handler, deliveries);
        if (handler.answers()) {
            socket.answer(handler.event(), handler.arguments(), call);
        } else {
            socket.on(handler.event(), handler.arguments(), (event, arguments) -> call.onEvent(event, arguments));
        }
    }

    private static SocketMessage<@Nullable Object> message(Event event, List<@Nullable Object> arguments) {
        return new SocketMessage<>(arguments.isEmpty() ? null : arguments.get(0), event);
    }

    /** On the socket's listener thread, like everything but what asynchronous observers do. */
    void connected() {
        SocketConnected event = new SocketConnected(socket);
        for (Observer observer : observers.connected()) {
            try {
                tell(observer, event);
            } catch (RuntimeException | Error e) {
                deliveries.report("observer " + observer.name(), socket, e);
            }
        }
    }

    private void tell(Observer observer, Object event) {
        if (observer.isAsync()) {
            tellLater(observer, event);
            return;
        }
        try {
            notify(observer, event);
        } catch (RuntimeException | Error e) {
            tellErrors(cause(e), e);
            throw e; // for the server's error listener
        }
    }

    private void notify(Observer observer, Object event) {
        deliveries.scopes().within(beans, () -> {
            observer.notify(event);
            return null;
        });
    }

    private void tellLater(Observer observer, Object event) {
        Backlog later = backlog();
        Runnable delivery = () -> tellNow(observer, event);
        if (event instanceof SocketDisconnected) {
            later.addLast(delivery);
        } else if (later.add(delivery) == Outcome.STALLED) {
            IllegalStateException stalled = new IllegalStateException("More than " + deliveries.mostWaiting()
                    + " events (maxInboundPackets) wait for asynchronous observers of socket " + socket
                    + ": further ones are dropped until there is room, the first for " + observer.name());
            tellErrors(
                    stalled, failure -> suppress(failure, stalled), later::addLast); // it is what there is no room for
            throw stalled; // for the server's error listener
        }
    }

    /** On a thread of the container. */
    private void tellNow(Observer observer, Object event) {
        try {
            notify(observer, event);
        } catch (RuntimeException | Error e) {
            if (!(event instanceof SocketError)) { // a failing observer of errors would hear of itself
                tellErrors(cause(e), e);
            }
            deliveries.report("asynchronous observer " + observer.name(), socket, e);
        }
    }

    /** What the server tells may be reported nowhere, such as a rejection that the client hears: their failures are. */
    private void tellErrors(Throwable cause) {
        tellErrors(cause, failure -> deliveries.report("observer of SocketError", socket, failure), this::tellIfRoom);
    }

    /** What the observers of errors throw themselves is told with what is reported. */
    void tellErrors(Throwable cause, Throwable reported) {
        tellErrors(cause, failure -> suppress(failure, reported), this::tellIfRoom);
    }

    private void tellErrors(Throwable cause, Consumer<Throwable> failed, Consumer<Runnable> later) {
        SocketError error = new SocketError(socket, cause);
        for (Observer observer : observers.errors()) {
            if (observer.isAsync()) {
                later.accept(() -> tellNow(observer, error));
                continue;
            }
            try {
                notify(observer, error);
            } catch (RuntimeException | Error e) {
                failed.accept(e);
            }
        }
    }

    private void tellIfRoom(Runnable delivery) {
        backlog().addIfRoom(delivery);
    }

    private static void suppress(Throwable failure, Throwable reported) {
        if (failure != reported) { // an exception cannot suppress itself
            reported.addSuppressed(failure);
        }
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof ObserverException && failure.getCause() != null // it was a checked one
                ? failure.getCause()
                : failure;
    }

    private Backlog backlog() {
        if (backlog == null) {
            throw new IllegalStateException("No observer is asynchronous");
        }
        return backlog;
    }

    /** Its beans end with it, when all observers have heard of it. */
    private void end() {
        if (backlog == null) {
            destroyBeans();
        } else {
            backlog.addLast(this::destroyBeans);
        }
    }

    private void destroyBeans() {
        try {
            deliveries.scopes().within(beans, () -> {
                beans.destroy();
                return null;
            });
        } catch (RuntimeException | Error e) {
            deliveries.report("the end of @SocketScoped beans", socket, e);
        }
    }
}
