package ee.socketio.internal.namespace;

import ee.socketio.Namespace;
import ee.socketio.internal.engine.ErrorReporter;
import ee.socketio.spi.AdapterFactory;
import jakarta.json.JsonObject;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The namespaces of a server: those that the application made, and those that clients may make below a parent. */
final class Registry {

    /**
     * Longer names are nobody's, before any matcher sees them: a client could fill the memory with names, each as long as a
     * message may be, and keep a pattern busy.
     */
    private static final int MAX_CLIENT_NAME = 1024;

    private final LocalServer server;
    private final AdapterFactory adapters;
    private final ErrorReporter errors;
    private final int maxChildren;
    private final Map<String, LocalNamespace> namespaces = new ConcurrentHashMap<>();
    private final List<LocalParentNamespace> parents = new CopyOnWriteArrayList<>();
    private final NamespaceListeners listeners;
    /** The namespaces that are being made; others that want them wait. */
    private final Map<String, Making> making = new ConcurrentHashMap<>(0);
    /** How many there are that clients made. */
    private final AtomicInteger children = new AtomicInteger();

    private volatile boolean closed;

    Registry(LocalServer server, AdapterFactory adapters) {
        this.server = server;
        this.adapters = adapters;
        this.errors = server.errors();
        this.listeners = new NamespaceListeners(errors);
        this.maxChildren = server.options().maxChildNamespaces();
    }

    // --- for the application

    LocalNamespace of(String name, Consumer<Namespace> setup) {
        String path = name.startsWith("/") ? name : "/" + name;
        if (path.indexOf(',') >= 0) {
            throw new IllegalArgumentException(
                    "The namespace '" + path + "' has a comma, which ends its name on the wire");
        }
        LocalNamespace namespace = namespaces.get(path);
        while (namespace == null) {
            namespace = makeOrWait(path, setup);
        }
        return namespace;
    }

    /** Of several threads that want the same namespace at once, one makes it and the others wait. */
    private @Nullable LocalNamespace makeOrWait(String path, Consumer<Namespace> setup) {
        Making mine = new Making();
        Making raced = making.putIfAbsent(path, mine);
        if (raced != null) {
            if (raced.by == Thread.currentThread()) {
                return Objects.requireNonNull(raced.namespace); // its setup looks it up
            }
            raced.done.join();
            return namespaces.get(path);
        }
        try {
            LocalNamespace existing = namespaces.get(path); // it may have been made before our turn
            return existing != null ? existing : makeForApplication(path, setup, mine);
        } finally {
            mine.end(path);
        }
    }

    private LocalNamespace makeForApplication(String path, Consumer<Namespace> setup, Making mine) {
        LocalParentNamespace parent = parents.stream()
                .filter(candidate -> candidate.matches(path))
                .findFirst()
                .orElse(null);
        LocalNamespace created = make(path, parent);
        mine.namespace = created;
        publish(created, setup);
        return created;
    }

    /** A namespace that is being made. */
    private final class Making {
        private final Thread by = Thread.currentThread();
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        /** Confined to the thread that makes it. */
        private @Nullable LocalNamespace namespace;

        void end(String path) {
            making.remove(path, this);
            done.complete(null);
        }
    }

    <P extends LocalParentNamespace> P add(P parent) {
        parents.add(parent);
        return parent;
    }

    Collection<Namespace> all() {
        return List.copyOf(namespaces.values());
    }

    void onNamespace(Consumer<Namespace> listener) {
        listeners.add(listener, namespaces.values());
    }

    private LocalNamespace make(String path, @Nullable LocalParentNamespace parent) {
        LocalNamespace created = new LocalNamespace(server, path, adapters, parent);
        if (parent != null) {
            parent.adopt(created);
        }
        return created;
    }

    /** Sets it up and tells the listeners; from then on clients find it. */
    private void publish(LocalNamespace created, Consumer<Namespace> setup) {
        boolean published = false;
        try {
            setup.accept(created);
            listeners.announce(created, () -> {
                LocalNamespace before = namespaces.get(created.name());
                if (before != null) { // it has ended and is about to go; two adapters would be in each other's way
                    before.closeAdapter();
                }
                created.adapter().start();
                if (created.parent() != null) {
                    created.parent().add(created);
                }
                namespaces.put(created.name(), created);
            });
            published = true;
        } finally {
            if (!published || closed) { // close() may have taken its look before: no adapter must stay open
                created.closeAdapter();
            }
        }
    }

    /** A child has ended with its last socket. Called once; another of its name may be there already. */
    void remove(LocalNamespace child) {
        child.closeAdapter(); // before its name is free
        namespaces.remove(child.name(), child);
        if (child.madeByClient()) {
            children.decrementAndGet();
        }
        if (child.parent() != null) {
            child.parent().remove(child);
        }
        listeners.forget(child);
    }

    void close() {
        closed = true;
        namespaces.values().forEach(LocalNamespace::closeAdapter);
    }

    // --- for clients

    /** The namespace of this name, claimed for one socket; null if there is none. */
    @Nullable LocalNamespace claim(String name) {
        LocalNamespace found = namespaces.get(name);
        return found != null && found.claim() ? found : null;
    }

    boolean hasParents() {
        return !parents.isEmpty();
    }

    /**
     * Finds or makes the namespace that a client wants.
     *
     * @param thread the client's listener thread, where this is called and the matchers are asked
     * @param then gets the namespace, claimed for one socket, or null and the reason
     */
    void claimOrMake(String name, JsonObject auth, Executor thread, BiConsumer<@Nullable LocalNamespace, String> then) {
        LocalNamespace existing = claim(name);
        if (existing != null) {
            then.accept(existing, "");
        } else if (name.length() > MAX_CLIENT_NAME) {
            then.accept(null, "Invalid namespace");
        } else {
            ask(parents.iterator(), name, auth, thread, then);
        }
    }

    private void ask(
            Iterator<LocalParentNamespace> rest,
            String name,
            JsonObject auth,
            Executor thread,
            BiConsumer<@Nullable LocalNamespace, String> then) {
        if (!rest.hasNext()) {
            then.accept(null, "Invalid namespace");
            return;
        }
        LocalParentNamespace parent = rest.next();
        CompletionStage<?> unused = parent.matches(name, auth)
                .thenAccept(accepted -> thread.execute(() -> {
                    if (Boolean.TRUE.equals(accepted)) {
                        child(parent, name, thread, then);
                    } else {
                        ask(rest, name, auth, thread, then);
                    }
                }));
    }

    /** Of several clients that want the same child at once, one makes it and the others wait. */
    private void child(
            LocalParentNamespace parent,
            String name,
            Executor thread,
            BiConsumer<@Nullable LocalNamespace, String> then) {
        if (closed) {
            then.accept(null, "Invalid namespace"); // the matcher took its time
            return;
        }
        Making mine = new Making();
        Making raced = making.putIfAbsent(name, mine);
        if (raced != null) {
            CompletionStage<?> unused =
                    raced.done.thenRun(() -> thread.execute(() -> child(parent, name, thread, then)));
            return;
        }
        LocalNamespace child = null;
        String otherwise = "Too many namespaces";
        try {
            child = claim(name); // it may have been made before our turn to make it
            child = child != null ? child : makeForClient(parent, name, mine);
        } catch (Throwable t) { // an adapter of the application's, which may not reach its broker
            errors.report("new namespace", name, t);
            otherwise = "Internal error";
        } finally {
            mine.end(name);
        }
        then.accept(child, otherwise);
    }

    /** For how many namespaces a listener remembers that it has heard of them. */
    int remembered() {
        return listeners.remembered();
    }

    private @Nullable LocalNamespace makeForClient(LocalParentNamespace parent, String name, Making mine) {
        if (children.incrementAndGet() > maxChildren) {
            children.decrementAndGet();
            return null;
        }
        boolean made = false;
        try {
            LocalNamespace created = make(name, parent);
            mine.namespace = created;
            created.claimFirst();
            publish(created, namespace -> {});
            made = true;
            return created;
        } finally {
            if (!made) { // for example an adapter that cannot be made
                children.decrementAndGet();
            }
        }
    }

    @Override
    public String toString() {
        return namespaces.size() + " namespaces";
    }
}
