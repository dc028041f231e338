package ee.socketio.cdi;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import ee.socketio.Socket;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The beans of one socket. */
final class SocketBeans {

    /**
     * Equal to itself only. Not a record: beans are not to be asked whether they are equal, and the JDK holds on to the class
     * of the last record that was, and so to its application, until version 20.
     */
    private static final class Made<T> {

        private final Contextual<T> bean;
        private final T instance;
        private final CreationalContext<T> creation;

        Made(Contextual<T> bean, T instance, CreationalContext<T> creation) {
            this.bean = bean;
            this.instance = instance;
            this.creation = creation;
        }

        void destroy() {
            bean.destroy(instance, creation);
        }
    }

    private final Socket socket;
    private final Map<Contextual<?>, Made<?>> made = new ConcurrentHashMap<>(0);
    /** Held while a bean is made, which may need others: those of one socket are made by one thread at a time. */
    private final Object lock = new Object();

    @GuardedBy("lock") private final List<Made<?>> order = new ArrayList<>(0);

    private volatile boolean over;

    SocketBeans(Socket socket) {
        this.socket = socket;
    }

    Socket socket() {
        return socket;
    }

    /** Whether they are destroyed. */
    boolean isOver() {
        return over;
    }

    @SuppressWarnings("unchecked") // what was made of a bean has its type
    <T> @Nullable T get(Contextual<T> bean) {
        Made<?> found = made.get(bean);
        return found == null ? null : (T) found.instance;
    }

    <T> T get(Contextual<T> bean, CreationalContext<T> creation) {
        T found = get(bean);
        return found == null ? make(bean, creation) : found;
    }

    private <T> T make(Contextual<T> bean, CreationalContext<T> creation) {
        synchronized (lock) {
            T found = get(bean); // another thread, or a circle
            if (found != null) {
                return found;
            }
            if (over) {
                throw new ContextNotActiveException("The socket " + socket + " has ended");
            }
            Made<T> fresh = new Made<>(bean, bean.create(creation), creation);
            made.put(bean, fresh);
            order.add(fresh);
            return fresh.instance;
        }
    }

    /** Destroys one. */
    void destroy(Contextual<?> bean) {
        Made<?> gone = made.remove(bean);
        if (gone != null) {
            synchronized (lock) {
                order.remove(gone);
            }
            gone.destroy();
        }
    }

    /**
     * Destroys all, the last one first. What is made meanwhile, since the end of a bean needs it, goes after them. One that
     * fails keeps no other: what the first one threw is thrown at the end, with the others as suppressed ones.
     */
    void destroy() {
        List<Throwable> failures = new ArrayList<>(0);
        try {
            destroyMade(failures);
        } finally {
            synchronized (lock) {
                over = true;
            }
        }
        destroyMade(failures);
        rethrow(failures);
    }

    private void destroyMade(List<Throwable> failures) {
        for (Made<?> one : made()) {
            try {
                destroy(one.bean);
            } catch (RuntimeException | Error e) {
                failures.add(e);
            }
        }
    }

    private static void rethrow(List<Throwable> failures) {
        if (failures.isEmpty()) {
            return;
        }
        Throwable first = failures.get(0);
        failures.stream().filter(other -> other != first).forEach(first::addSuppressed); // none can suppress itself
        if (first instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) first;
    }

    private List<Made<?>> made() {
        synchronized (lock) {
            List<Made<?>> all = new ArrayList<>(order);
            Collections.reverse(all);
            return all;
        }
    }
}
