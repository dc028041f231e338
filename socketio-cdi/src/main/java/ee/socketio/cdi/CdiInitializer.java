package ee.socketio.cdi;

import ee.socketio.Namespace;
import ee.socketio.ServerOptions;
import ee.socketio.SocketIoServer;
import ee.socketio.engine.InvalidOptionException;
import ee.socketio.servlet.ServerInitializer;
import ee.socketio.spi.AdapterFactory;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletContext;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tells CDI about every socket of every namespace. Who observes what was found at deployment. */
public final class CdiInitializer implements ServerInitializer {

    /** Of this server: each has an initializer of its own. */
    private @Nullable Deliveries deliveries;

    private @Nullable Function<String, @Nullable Param> config;

    /** For {@link java.util.ServiceLoader}. */
    public CdiInitializer() {}

    @Override
    public @Nullable Param param(String name, ServletContext context) {
        if (config == null) {
            config = config();
        }
        return config.apply(name);
    }

    private static Function<String, @Nullable Param> config() {
        try {
            return MicroProfileConfig.current();
        } catch (NoClassDefFoundError | IllegalStateException e) { // there is no API, or nobody who implements it
            return name -> null;
        }
    }

    /** The options that the application produces, if it does; its adapter goes before one of these options. */
    @Override
    public void configure(ServerOptions.Builder options, ServletContext context) {
        produced(ServerOptions.class, options::overlay);
        produced(AdapterFactory.class, options::adapter);
    }

    private static <T> void produced(Class<T> type, Consumer<T> user) {
        Instance<T> produced = cdi().select(type);
        if (produced.isAmbiguous()) {
            throw new IllegalStateException("Several beans produce " + type.getSimpleName() + ": only one may");
        }
        if (produced.isResolvable()) {
            try {
                user.accept(produced.get());
            } catch (InvalidOptionException e) {
                throw e.from("the producer of " + type.getSimpleName());
            }
        }
    }

    @Override
    public void started(SocketIoServer server, ServletContext context) {
        CDI<Object> cdi = cdi();
        BeanManager beans = cdi.getBeanManager();
        SocketIoExtension extension = beans.getExtension(SocketIoExtension.class);
        Instance<RequestContextController> requests = cdi.select(RequestContextController.class);
        Deliveries made = new Deliveries(
                server,
                new Scopes(extension.sockets(), requests::get),
                beans,
                cdi.select(AsyncThreads.class).get());
        deliveries = made;
        cdi.select(Servers.class).get().add(server);
        server.onNamespace(namespace -> observe(namespace, extension.observers(namespace.name()), made));
        beans.getEvent().select(SocketIoServer.class).fire(server);
    }

    /** Only now: the application may have its own way to create them, with middlewares. */
    @Override
    public void ready(SocketIoServer server, ServletContext context) {
        SocketIoExtension extension = cdi().getBeanManager().getExtension(SocketIoExtension.class);
        extension.namespaces().forEach(server::of);
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
        } catch (NoClassDefFoundError | IllegalStateException e) { // there is no API, or nobody who implements it
            throw new IllegalStateException(
                    "socketio-cdi is part of this application, but CDI is not: add a CDI implementation and beans.xml,"
                            + " or remove socketio-cdi",
                    e);
        }
    }

    @Override
    public void stopped(SocketIoServer server, ServletContext context) {
        if (deliveries == null) { // it failed before CDI was told: what went wrong there is what people should read
            return;
        }
        try {
            deliveries.finish();
        } finally {
            cdi().select(Servers.class).get().remove(server);
        }
    }
}
