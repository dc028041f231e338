package ee.socketio.fakes;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Makes wide interfaces of containers out of objects that have the few methods that a test needs. */
public final class Proxies {

    private Proxies() {}

    /** An instance that hands its calls to the public methods of the target with the same name and parameters. */
    public static <T> T of(Class<T> type, Object target) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return ofObject(type, proxy, method, arguments);
                    }
                    return call(target, method, arguments);
                }));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        Method found;
        try {
            found = target.getClass().getMethod(method.getName(), method.getParameterTypes());
        } catch (NoSuchMethodException e) {
            throw new AssertionError(target.getClass().getSimpleName() + " does not know " + method, e);
        }
        try {
            return found.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Object ofObject(Class<?> type, Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "fake " + type.getSimpleName();
        };
    }
}
