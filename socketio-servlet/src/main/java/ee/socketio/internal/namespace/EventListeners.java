package ee.socketio.internal.namespace;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import ee.socketio.Event;
import ee.socketio.EventListener;
import ee.socketio.Registration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The listeners of a socket by event name, read without a lock and copied when one is added. */
final class EventListeners {

    /** A listener as it is called, and as the application knows it. Not a record: each registration is its own. */
    private static final class Entry {
        private final EventListener call;
        private final EventListener known;

        Entry(EventListener call, EventListener known) {
            this.call = call;
            this.known = known;
        }
    }

    private final Object lock = new Object();

    @GuardedBy("lock") // for writing
    private volatile Map<String, List<Entry>> byName = Map.of();

    @SuppressWarnings("GuardedBy") // a volatile read of a map that is not changed any more
    Set<String> names() {
        return byName.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    Registration add(String event, EventListener listener) {
        return add(event, new Entry(listener, listener));
    }

    Registration addOnce(String event, EventListener listener) {
        Once once = new Once(this, event, listener);
        once.entry = new Entry(once, listener);
        return add(event, once.entry);
    }

    void remove(String event) {
        synchronized (lock) {
            Map<String, List<Entry>> copy = new HashMap<>(byName);
            copy.remove(event);
            byName = copy;
        }
    }

    /** Removes the listener that was added last, if it was added more than once. */
    void remove(String event, EventListener listener) {
        synchronized (lock) {
            List<Entry> entries = byName.getOrDefault(event, List.of());
            for (int i = entries.size() - 1; i >= 0; i--) {
                if (entries.get(i).known == listener) {
                    removeLocked(event, entries.get(i));
                    return;
                }
            }
        }
    }

    void clear() {
        synchronized (lock) {
            byName = Map.of();
        }
    }

    @SuppressWarnings("GuardedBy") // a volatile read of a map that is never changed
    List<EventListener> of(String event) {
        List<Entry> entries = byName.get(event);
        if (entries == null) {
            return List.of();
        }
        return entries.size() == 1
                ? List.of(entries.get(0).call)
                : entries.stream().map(entry -> entry.call).toList();
    }

    private Registration add(String event, Entry entry) {
        synchronized (lock) {
            Map<String, List<Entry>> copy = new HashMap<>(byName);
            List<Entry> entries = new ArrayList<>(copy.getOrDefault(event, List.of()));
            entries.add(entry);
            copy.put(event, List.copyOf(entries));
            byName = copy;
        }
        return () -> remove(event, entry);
    }

    private void remove(String event, Entry entry) {
        synchronized (lock) {
            removeLocked(event, entry);
        }
    }

    @GuardedBy("lock") private void removeLocked(String event, Entry entry) {
        Map<String, List<Entry>> copy = new HashMap<>(byName);
        copy.computeIfPresent(event, (name, entries) -> {
            List<Entry> rest = new ArrayList<>(entries);
            rest.remove(entry);
            return rest.isEmpty() ? null : List.copyOf(rest);
        });
        byName = copy;
    }

    /** Takes itself out before its first call. The calls of one socket do not overlap, so there is no second. */
    private static final class Once implements EventListener {
        private final EventListeners listeners;
        private final String event;
        private final EventListener listener;
        private @Nullable Entry entry;

        Once(EventListeners listeners, String event, EventListener listener) {
            this.listeners = listeners;
            this.event = event;
            this.listener = listener;
        }

        @Override
        public void onEvent(Event received) throws Exception {
            if (entry != null) {
                listeners.remove(event, entry);
            }
            listener.onEvent(received);
        }
    }
}
