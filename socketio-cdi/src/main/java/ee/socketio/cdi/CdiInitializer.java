package ee.socketio.cdi;

import ee.socketio.SocketIoServer;
import ee.socketio.servlet.ServerInitializer;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletContext;

/** Tells CDI about every socket of every namespace. Who observes what was found at deployment. */
public final class CdiInitializer implements ServerInitializer {

    /** For {@link java.util.ServiceLoader}. */
    public CdiInitializer() {}

    @Override
    public void started(SocketIoServer server, ServletContext context) {
        CDI<Object> cdi = cdi();
        cdi.select(Servers.class).get().add(server);
        Deliveries deliveries = cdi.select(Deliveries.class).get();
        SocketIoExtension extension = cdi.getBeanManager().getExtension(SocketIoExtension.class);
        server.onNamespace(namespace ->
                new NamespaceObservers(extension.observers(namespace.name()), deliveries).listenTo(namespace));
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
        CDI.current().select(Servers.class).get().remove(server);
    }
}
