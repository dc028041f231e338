package ee.socketio.cdi;

import ee.socketio.Namespace;
import ee.socketio.Socket;
import ee.socketio.SocketIoServer;
import ee.socketio.servlet.ServerInitializer;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletContext;

/** Tells CDI about every socket of every namespace. The events are selected once, not per message. */
public final class CdiInitializer implements ServerInitializer {

    /** For {@link java.util.ServiceLoader}. */
    public CdiInitializer() {}

    @Override
    public void started(SocketIoServer server, ServletContext context) {
        CDI<Object> cdi = cdi();
        cdi.select(Servers.class).get().add(server);
        Event<Object> events = cdi.getBeanContainer().getEvent();
        Event<SocketConnected> connected = events.select(SocketConnected.class);
        Event<SocketEvent> happened = events.select(SocketEvent.class);
        Event<SocketDisconnected> disconnected = events.select(SocketDisconnected.class);
        server.onNamespace(namespace -> observe(namespace, connected, happened, disconnected));
    }

    private static CDI<Object> cdi() {
        try {
            return CDI.current();
        } catch (IllegalStateException e) {
            throw new IllegalStateException(
                    "socketio-cdi is part of this application, but CDI is not: add a CDI implementation and beans.xml,"
                            + " or remove socketio-cdi",
                    e);
        }
    }

    private static void observe(
            Namespace namespace,
            Event<SocketConnected> connected,
            Event<SocketEvent> happened,
            Event<SocketDisconnected> disconnected) {
        namespace.onConnection(socket -> {
            follow(socket, happened, disconnected);
            connected.fire(new SocketConnected(socket));
        });
    }

    private static void follow(Socket socket, Event<SocketEvent> happened, Event<SocketDisconnected> disconnected) {
        socket.onAny(event -> happened.fire(new SocketEvent(event)));
        socket.onDisconnect((reason, cause) -> disconnected.fire(new SocketDisconnected(socket, reason, cause)));
    }

    @Override
    public void stopped(SocketIoServer server, ServletContext context) {
        CDI.current().select(Servers.class).get().remove(server);
    }
}
