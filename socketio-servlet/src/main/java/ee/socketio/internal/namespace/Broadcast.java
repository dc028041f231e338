package ee.socketio.internal.namespace;

import ee.socketio.Arguments;
import ee.socketio.BroadcastOperator;
import ee.socketio.FetchTimeoutException;
import ee.socketio.RemoteSocket;
import ee.socketio.engine.EngineOptions;
import ee.socketio.spi.BroadcastTarget;
import ee.socketio.spi.BroadcastTarget.Flags;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable broadcast operator.
 *
 * @param audience to whom
 * @param target to which of them, and how
 */
record Broadcast(Audience audience, BroadcastTarget target) implements BroadcastOperator {

    static Broadcast toAll(Audience audience) {
        return new Broadcast(audience, new BroadcastTarget(Set.of(), Set.of(), Flags.NONE));
    }

    /** Leaves out one more room, for example a socket's own. */
    Broadcast without(Collection<String> more) {
        return new Broadcast(
                audience, new BroadcastTarget(target.rooms(), union(target.except(), more), target.flags()));
    }

    Broadcast with(Flags changed) {
        return new Broadcast(audience, new BroadcastTarget(target.rooms(), target.except(), changed));
    }

    @Override
    public Broadcast to(String... more) {
        return to(List.of(more));
    }

    @Override
    public Broadcast to(Collection<String> more) {
        return new Broadcast(
                audience, new BroadcastTarget(union(target.rooms(), more), target.except(), target.flags()));
    }

    @Override
    public Broadcast except(String... more) {
        return without(List.of(more));
    }

    @Override
    public Broadcast asVolatile() {
        return with(target.flags().asVolatile());
    }

    @Override
    public Broadcast compress(boolean compress) {
        return with(target.flags().withCompress(compress));
    }

    @Override
    public Broadcast local() {
        return with(target.flags().asLocal());
    }

    @Override
    public Broadcast timeout(Duration timeout) {
        EngineOptions.requireDuration("timeout", timeout);
        return with(target.flags().withTimeout(timeout));
    }

    @Override
    public void emit(String event, @Nullable Object... arguments) {
        audience.emit(EventData.of(event, arguments), target);
    }

    @Override
    public CompletionStage<List<Arguments>> emitWithAck(String event, @Nullable Object... arguments) {
        List<@Nullable Object> data = EventData.of(event, arguments);
        if (target.flags().timeout() == null) {
            throw new IllegalStateException("A broadcast with acks needs timeout(...) before emitWithAck");
        }
        return audience.emitWithAck(data, target);
    }

    @Override
    public CompletionStage<List<RemoteSocket>> fetchSockets() {
        return audience.fetchSockets(target);
    }

    @Override
    @SuppressWarnings("deprecation") // it is offered all the same
    public void clients(BiConsumer<@Nullable Throwable, List<String>> callback) {
        CompletionStage<?> unused = fetchSockets().whenComplete((sockets, failure) -> {
            Throwable error = failure == null ? null : Answers.unwrap(failure);
            List<RemoteSocket> known = error instanceof FetchTimeoutException late ? late.sockets() : sockets;
            audience.errors().guard("clients", "", () -> callback.accept(error, ids(known)));
        });
    }

    private static List<String> ids(@Nullable List<RemoteSocket> sockets) {
        return sockets == null
                ? List.of()
                : sockets.stream().map(RemoteSocket::id).toList();
    }

    @Override
    public void socketsJoin(String... rooms) {
        audience.socketsJoin(target, List.of(rooms));
    }

    @Override
    public void socketsLeave(String... rooms) {
        audience.socketsLeave(target, List.of(rooms));
    }

    @Override
    public void disconnectSockets(boolean close) {
        audience.disconnectSockets(target, close);
    }

    private static Set<String> union(Set<String> some, Collection<String> more) {
        Set<String> union = new HashSet<>(some);
        union.addAll(more);
        return union;
    }
}
