package ee.socketio.internal.namespace;

import ee.socketio.Arguments;
import ee.socketio.RemoteSocket;
import ee.socketio.internal.engine.ErrorReporter;
import ee.socketio.spi.BroadcastTarget;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Whom broadcasts address: one namespace, or all children of a parent. */
interface Audience {

    /** Who is told what the application's callbacks throw. */
    ErrorReporter errors();

    void emit(List<@Nullable Object> event, BroadcastTarget target);

    CompletionStage<List<Arguments>> emitWithAck(List<@Nullable Object> event, BroadcastTarget target);

    CompletionStage<List<RemoteSocket>> fetchSockets(BroadcastTarget target);

    void socketsJoin(BroadcastTarget target, Collection<String> rooms);

    void socketsLeave(BroadcastTarget target, Collection<String> rooms);

    void disconnectSockets(BroadcastTarget target, boolean close);
}
