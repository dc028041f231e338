package ee.socketio.fakes;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.Context;
import javax.naming.NameNotFoundException;

/** A naming service that knows what a test has bound, from its making to its end. */
public final class FakeNaming implements AutoCloseable {

    private static final Map<String, Object> BOUND = new ConcurrentHashMap<>();

    private FakeNaming() {}

    /** Names of {@code java:} are looked up here from now on. */
    public static FakeNaming install() {
        System.setProperty(Context.URL_PKG_PREFIXES, FakeNaming.class.getPackageName());
        return new FakeNaming();
    }

    /** Binds an object to a name. */
    public FakeNaming bind(String name, Object object) {
        BOUND.put(name, object);
        return this;
    }

    /** What looks names up. */
    public static Context context() {
        return (Context) Proxy.newProxyInstance(
                FakeNaming.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (proxy, method, args) -> method.getName().equals("lookup") ? lookup(args[0]) : null);
    }

    private static Object lookup(Object name) throws NameNotFoundException {
        Object found = BOUND.get(String.valueOf(name));
        if (found == null) {
            throw new NameNotFoundException(name + " is not bound");
        }
        return found;
    }

    @Override
    public void close() {
        BOUND.clear();
        System.clearProperty(Context.URL_PKG_PREFIXES);
    }
}
