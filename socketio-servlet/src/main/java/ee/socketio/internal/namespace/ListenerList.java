package ee.socketio.internal.namespace;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import ee.socketio.Registration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Listeners, read without a lock and copied when one is added. An empty list costs next to nothing. */
final class ListenerList<T> implements Iterable<T> {

    private final Object lock = new Object();

    @GuardedBy("lock") // for writing
    private volatile List<T> listeners = List.of();

    Registration add(T listener) {
        return add(listener, false);
    }

    Registration prepend(T listener) {
        return add(listener, true);
    }

    private Registration add(T listener, boolean first) {
        synchronized (lock) {
            List<T> copy = new ArrayList<>(listeners);
            copy.add(first ? 0 : copy.size(), listener);
            listeners = List.copyOf(copy);
        }
        return () -> remove(listener);
    }

    void remove(T listener) {
        synchronized (lock) {
            List<T> copy = new ArrayList<>(listeners);
            copy.remove(listener);
            listeners = List.copyOf(copy);
        }
    }

    void clear() {
        synchronized (lock) {
            listeners = List.of();
        }
    }

    @SuppressWarnings("GuardedBy") // a volatile read of an immutable list
    boolean isEmpty() {
        return listeners.isEmpty();
    }

    @Override
    @SuppressWarnings("GuardedBy") // a volatile read of an immutable list
    public Iterator<T> iterator() {
        return listeners.iterator();
    }
}
