package ee.socketio.cdi;

import ee.socketio.Namespace;
import ee.socketio.SocketIoServer;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A namespace that is looked up with every call: it may be injected before the server has started. */
final class LazyNamespace implements InvocationHandler {

    private final String name;
    private final Supplier<SocketIoServer> server;

    private LazyNamespace(String name, Supplier<SocketIoServer> server) {
        this.name = name;
        this.server = server;
    }

    static Namespace of(String name, Supplier<SocketIoServer> server) {
        Class<?>[] types = {Namespace.class};
        return (Namespace) Proxy.newProxyInstance(
                Namespace.class.getClassLoader(), types, new LazyNamespace(Signatures.namespace(name), server));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
                case "equals" -> arguments != null && equalTo(arguments[0]);
                case "hashCode" -> name.hashCode();
                default -> "Namespace[" + name + "]";
            };
        }
        try {
            return method.invoke(server.get().of(name), arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private boolean equalTo(@Nullable Object other) {
        return other != null
                && Proxy.isProxyClass(other.getClass())
                && Proxy.getInvocationHandler(other) instanceof LazyNamespace lazy
                && lazy.name.equals(name);
    }
}
