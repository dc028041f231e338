package ee.socketio.cdi;

import ee.socketio.Namespace;
import ee.socketio.SocketIoServer;
import ee.socketio.servlet.ServerInitializer;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletContext;
import org.jspecify.annotations.Nullable;

/** Tells CDI about every socket of every namespace. Who observes what was found at deployment. */
public final class CdiInitializer implements ServerInitializer {

    /** Of this server: each has an initializer of its own. */
    private @Nullable Deliveries deliveries;

    /** For {@link java.util.ServiceLoader}. */
    public CdiInitializer() {}

    @Override
    public void started(SocketIoServer server, ServletContext context) {
        CDI<Object> cdi = cdi();
        cdi.select(Servers.class).get().add(server);
        SocketIoExtension extension = cdi.getBeanManager().getExtension(SocketIoExtension.class);
        Instance<RequestContextController> requests = cdi.select(RequestContextController.class);
        Deliveries made = new Deliveries(
                server,
                new Scopes(extension.sockets(), requests::get),
                cdi.select(AsyncThreads.class).get());
        deliveries = made;
        server.onNamespace(namespace -> observe(namespace, extension.observers(namespace.name()), made));
    }

    private static void observe(Namespace namespace, Observers observers, Deliveries deliveries) {
        if (!observers.isEmpty()) {
            namespace.onConnection(socket -> {
                ObservedSocket observed = new ObservedSocket(socket, observers, deliveries);
                observed.listen();
                observed.connected();
            });
        }
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

    @Override
    public void stopped(SocketIoServer server, ServletContext context) {
        if (deliveries != null) {
            deliveries.finish();
        }
        CDI.current().select(Servers.class).get().remove(server);
    }
}
