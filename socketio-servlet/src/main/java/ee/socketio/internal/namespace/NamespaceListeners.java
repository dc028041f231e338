package ee.socketio.internal.namespace;

import ee.socketio.Namespace;
import ee.socketio.internal.engine.ErrorReporter;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Tells each listener once of each namespace, those that are there when it comes and those that come later. */
final class NamespaceListeners {

    private final ErrorReporter errors;
    private final List<Told> listeners = new CopyOnWriteArrayList<>();
    /** Those that are not found by clients yet. A listener that comes just now looks here too, else it may miss them. */
    private final Set<LocalNamespace> announced = ConcurrentHashMap.newKeySet(1);

    NamespaceListeners(ErrorReporter errors) {
        this.errors = errors;
    }

    /** A listener, and the namespaces of which it has heard: one that is made just now may be seen twice. */
    private record Told(Consumer<Namespace> listener, Set<Namespace> namespaces) {}

    /**
     * Adds a listener.
     *
     * @param present the namespaces that were made; looked at after those that are being made, which move there
     */
    void add(Consumer<Namespace> listener, Collection<LocalNamespace> present) {
        Told added = new Told(listener, ConcurrentHashMap.newKeySet());
        listeners.add(added);
        announced.forEach(namespace -> tell(added, namespace));
        present.forEach(namespace -> tell(added, namespace));
    }

    /**
     * Tells everybody of a new namespace.
     *
     * @param publish has it found from then on
     */
    void announce(LocalNamespace created, Runnable publish) {
        announced.add(created);
        boolean published = false;
        try {
            listeners.forEach(listener -> tell(listener, created));
            publish.run();
            published = true;
        } finally {
            if (!published) {
                forget(created);
            }
            announced.remove(created); // after it is found: a listener that comes now finds it in one of the two
        }
    }

    /** A namespace has ended: nobody keeps it any more. */
    void forget(LocalNamespace ended) {
        listeners.forEach(listener -> listener.namespaces.remove(ended));
    }

    private void tell(Told told, LocalNamespace namespace) {
        if (told.namespaces.add(namespace)) {
            errors.guard("namespace listener", namespace.name(), () -> told.listener.accept(namespace));
        }
    }

    /** How many namespaces are remembered for listeners. */
    int remembered() {
        return announced.size()
                + listeners.stream()
                        .mapToInt(listener -> listener.namespaces.size())
                        .sum();
    }
}
