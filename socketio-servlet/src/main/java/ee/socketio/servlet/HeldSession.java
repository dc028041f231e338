package ee.socketio.servlet;

import jakarta.servlet.http.HttpSession;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The HTTP session of a request, for later. The API that this is compiled with has no accessors; that of the container may. */
final class HeldSession {

    private static final @Nullable MethodHandle GET_ACCESSOR = handle(HttpSession.class, "getAccessor");

    private static final @Nullable MethodHandle ACCESS =
            GET_ACCESSOR == null ? null : handle(GET_ACCESSOR.type().returnType(), "access", Consumer.class);

    private final HttpSession session;
    private final @Nullable Object accessor;

    private HeldSession(HttpSession session, @Nullable Object accessor) {
        this.session = session;
        this.accessor = accessor;
    }

    /** To be called while the request lives. */
    static @Nullable HeldSession of(@Nullable HttpSession session) {
        return session == null ? null : new HeldSession(session, accessor(session));
    }

    private static @Nullable Object accessor(HttpSession session) {
        if (GET_ACCESSOR == null || ACCESS == null) {
            return null;
        }
        try {
            return GET_ACCESSOR.invoke(session);
        } catch (Throwable t) { // a wrapper of an older API: UnsupportedOperationException, AbstractMethodError
            return null;
        }
    }

    private static @Nullable MethodHandle handle(Class<?> type, String name, Class<?>... parameters) {
        try {
            Method method = type.getMethod(name, parameters);
            return MethodHandles.publicLookup().unreflect(method);
        } catch (ReflectiveOperationException e) {
            return null; // Servlet 6.0
        }
    }

    /**
     * The id that it has now, or null if it does not tell. Does not ask whether it is valid: Jetty says no of one that is only not
     * in memory, because no request is there.
     */
    @Nullable String currentId() {
        try {
            return session.getId();
        } catch (RuntimeException e) {
            return null;
        }
    }

    private boolean isUsable() {
        try {
            session.getCreationTime(); // throws if it is over, or not in memory
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** False if it is over, or cannot be reached. */
    boolean access(Consumer<HttpSession> action) {
        Object latest = accessor(session); // accessors go by the id, which may have changed
        Object usable = latest == null ? accessor : latest;
        if (usable == null || ACCESS == null) {
            if (!isUsable()) {
                return false;
            }
            action.accept(session);
            return true;
        }
        boolean[] begun = {false};
        Consumer<HttpSession> marked = found -> {
            begun[0] = true;
            action.accept(found);
        };
        try {
            ACCESS.invoke(usable, marked);
        } catch (RuntimeException | Error e) {
            if (begun[0] || !(e instanceof IllegalStateException)) {
                throw e;
            }
        } catch (Throwable t) {
            throw new IllegalStateException(t); // there are no checked ones
        }
        return begun[0];
    }
}
