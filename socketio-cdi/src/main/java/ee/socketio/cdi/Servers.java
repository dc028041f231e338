package ee.socketio.cdi;

import ee.socketio.Namespace;
import ee.socketio.Socket;
import ee.socketio.SocketIoServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Inject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** What can be injected: the server of the application, its namespaces, and the socket that something is done for. */
@ApplicationScoped
class Servers {

    @Inject
    @SuppressWarnings("NullAway.Init") // the container sets it
    private SocketIoExtension extension;

    private volatile @Nullable SocketIoServer server;

    void add(SocketIoServer started) {
        if (server == null) {
            server = started;
        }
    }

    void remove(SocketIoServer stopped) {
        if (server == stopped) {
            server = null;
        }
    }

    /**
     * A proxy is injected, so a bean may be made before the server; it must not call it before. CDI keeps what is produced
     * here, so that is not the server itself: another one may be there after this one has stopped, or failed to start.
     */
    @Produces
    @ApplicationScoped
    SocketIoServer server() {
        Class<?>[] types = {SocketIoServer.class};
        return (SocketIoServer) Proxy.newProxyInstance(
                SocketIoServer.class.getClassLoader(), types, (proxy, method, arguments) -> call(method, arguments));
    }

    private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(started(), arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private SocketIoServer started() {
        SocketIoServer found = server;
        if (found == null) {
            throw new IllegalStateException("The SocketIoServlet has not been started: set load-on-startup for it");
        }
        return found;
    }

    /** The one that {@link OfNamespace} says, or the main one. It is created, if there is none, with the first call. */
    @Produces
    @Default
    @OfNamespace("")
    @Typed(Namespace.class)
    Namespace namespace(InjectionPoint point) {
        String name = point.getQualifiers().stream()
                .filter(OfNamespace.class::isInstance)
                .map(qualifier -> ((OfNamespace) qualifier).value())
                .findFirst()
                .orElse("/");
        return LazyNamespace.of(name, this::started);
    }

    /** A proxy is injected: the socket is that of the call in which it is used. */
    @Produces
    @SocketScoped
    @Typed(Socket.class)
    Socket socket() {
        return extension.sockets().current().socket();
    }
}
