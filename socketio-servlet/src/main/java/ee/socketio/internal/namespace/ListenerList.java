package ee.socketio.internal.namespace;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import ee.socketio.Registration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Listeners, read without a lock and copied when one is added. An empty list costs next to nothing. The same listener may
 * be added twice: each registration is its own.
 */
final class ListenerList<T> implements Iterable<T> {

    /** Not a record, so that equal listeners stay apart. */
    private static final class Entry<T> {
        private final T listener;

        Entry(T listener) {
            this.listener = listener;
        }
    }

    private final Object lock = new Object();

    @GuardedBy("lock") // for writing
    private volatile List<Entry<T>> entries = List.of();

    Registration add(T listener) {
        return add(listener, false);
    }

    Registration prepend(T listener) {
        return add(listener, true);
    }

    private Registration add(T listener, boolean first) {
        Entry<T> entry = new Entry<>(listener);
        synchronized (lock) {
            List<Entry<T>> copy = new ArrayList<>(entries);
            copy.add(first ? 0 : copy.size(), entry);
            entries = List.copyOf(copy);
        }
        return () -> remove(entry);
    }

    private void remove(Entry<T> entry) {
        synchronized (lock) {
            List<Entry<T>> copy = new ArrayList<>(entries);
            copy.remove(entry);
            entries = List.copyOf(copy);
        }
    }

    void clear() {
        synchronized (lock) {
            entries = List.of();
        }
    }

    @SuppressWarnings("GuardedBy") // a volatile read of an immutable list
    List<T> copy() {
        return entries.stream().map(entry -> entry.listener).toList();
    }

    @SuppressWarnings("GuardedBy") // a volatile read of an immutable list
    boolean isEmpty() {
        return entries.isEmpty();
    }

    @Override
    @SuppressWarnings("GuardedBy") // a volatile read of an immutable list
    public Iterator<T> iterator() {
        Iterator<Entry<T>> snapshot = entries.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return snapshot.hasNext();
            }

            @Override
            public T next() {
                return snapshot.next().listener;
            }
        };
    }
}
