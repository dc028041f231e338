package ee.socketio.internal.namespace;

import ee.socketio.AckTimeoutException;
import ee.socketio.Arguments;
import ee.socketio.BroadcastOperator;
import ee.socketio.Check;
import ee.socketio.ConnectionListener;
import ee.socketio.FetchTimeoutException;
import ee.socketio.Middleware;
import ee.socketio.Namespace;
import ee.socketio.NamespaceMatcher;
import ee.socketio.ParentNamespace;
import ee.socketio.Registration;
import ee.socketio.RemoteSocket;
import ee.socketio.Socket;
import ee.socketio.internal.engine.ErrorReporter;
import ee.socketio.spi.BroadcastTarget;
import jakarta.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A parent of dynamic namespaces. A broadcast goes to each child that there is, in the child's own name. */
final class LocalParentNamespace implements ParentNamespace, Broadcasting, Audience {

    private final LocalServer server;
    private final NamespaceMatcher matcher;
    private final @Nullable Pattern pattern;
    private final Set<LocalNamespace> children = ConcurrentHashMap.newKeySet();
    private final ListenerList<Middleware<Socket>> middlewares = new ListenerList<>();
    private final ListenerList<ConnectionListener> connectionListeners = new ListenerList<>();
    private final BroadcastOperator everybody = Broadcast.toAll(this);

    LocalParentNamespace(LocalServer server, NamespaceMatcher matcher) {
        this.server = server;
        this.matcher = matcher;
        this.pattern = null;
    }

    LocalParentNamespace(LocalServer server, Pattern pattern) {
        this.server = server;
        this.matcher = (name, auth) ->
                CompletableFuture.completedStage(pattern.matcher(name).matches());
        this.pattern = pattern;
    }

    /** Whether a name belongs here whoever asks for it. */
    boolean matches(String name) {
        return pattern != null && pattern.matcher(name).matches();
    }

    /** Whether a client may have a namespace of this name; whatever the matcher throws is reported and means no. */
    CompletionStage<Boolean> matches(String name, JsonObject auth) {
        try {
            return matcher.matches(name, auth).exceptionally(failure -> {
                server.errors().report("namespace matcher", name, failure);
                return false;
            });
        } catch (Throwable t) { // code of the application
            server.errors().report("namespace matcher", name, t);
            return CompletableFuture.completedStage(false);
        }
    }

    /** Gives a new child what its parent has. */
    void adopt(LocalNamespace child) {
        middlewares.forEach(child::use);
        connectionListeners.forEach(child::onConnection);
    }

    void add(LocalNamespace child) {
        children.add(child);
    }

    void remove(LocalNamespace child) {
        children.remove(child);
    }

    @Override
    public LocalServer server() {
        return server;
    }

    @Override
    public Collection<Namespace> children() {
        return List.copyOf(children);
    }

    @Override
    public void use(Check<Socket> check) {
        use(Checks.middleware(check));
    }

    @Override
    public void use(Middleware<Socket> middleware) {
        middlewares.add(middleware);
    }

    @Override
    public Registration onConnection(ConnectionListener listener) {
        return connectionListeners.add(listener);
    }

    @Override
    public BroadcastOperator everybody() {
        return everybody;
    }

    @Override
    public ErrorReporter errors() {
        return server.errors();
    }

    @Override
    public void emit(List<@Nullable Object> event, BroadcastTarget target) {
        children.forEach(child -> child.emit(event, target));
    }

    @Override
    public CompletionStage<List<Arguments>> emitWithAck(List<@Nullable Object> event, BroadcastTarget target) {
        return Answers.all(
                ofChildren(child -> child.emitWithAck(event, target)),
                failure -> failure instanceof AckTimeoutException late ? late.answers() : List.of(),
                AckTimeoutException::new);
    }

    @Override
    public CompletionStage<List<RemoteSocket>> fetchSockets(BroadcastTarget target) {
        return Answers.all(
                ofChildren(child -> child.fetchSockets(target)),
                failure -> failure instanceof FetchTimeoutException late ? late.sockets() : List.of(),
                known -> new FetchTimeoutException("timeout reached by a child namespace", known));
    }

    private <T> List<T> ofChildren(Function<LocalNamespace, T> asking) {
        return children.stream().map(asking).toList();
    }

    @Override
    public void socketsJoin(BroadcastTarget target, Collection<String> rooms) {
        children.forEach(child -> child.socketsJoin(target, rooms));
    }

    @Override
    public void socketsLeave(BroadcastTarget target, Collection<String> rooms) {
        children.forEach(child -> child.socketsLeave(target, rooms));
    }

    @Override
    public void disconnectSockets(BroadcastTarget target, boolean close) {
        children.forEach(child -> child.disconnectSockets(target, close));
    }

    @Override
    public String toString() {
        return "ParentNamespace[" + (pattern == null ? "" : pattern + ", ") + children.size() + " children]";
    }
}
