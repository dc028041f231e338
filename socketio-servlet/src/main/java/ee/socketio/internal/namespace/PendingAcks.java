package ee.socketio.internal.namespace;

import ee.socketio.AckTimeoutException;
import ee.socketio.Arguments;
import ee.socketio.DisconnectReason;
import ee.socketio.SocketDisconnectedException;
import ee.socketio.internal.engine.Timers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The answers that a socket owes. Each is completed exactly once: by the client, by its timeout or by the disconnect. */
final class PendingAcks {

    private final Timers timers;
    private final Map<Long, CompletableFuture<Arguments>> pending = new ConcurrentHashMap<>(0);
    private volatile @Nullable DisconnectReason closed;

    PendingAcks(Timers timers) {
        this.timers = timers;
    }

    CompletableFuture<Arguments> add(long id, @Nullable Duration timeout) {
        CompletableFuture<Arguments> answer = new CompletableFuture<>();
        pending.put(id, answer);
        if (timeout != null) {
            Timers.Task task = timers.schedule(() -> fail(id, new AckTimeoutException()), timeout.toMillis());
            CompletionStage<Arguments> unused = answer.whenComplete((arguments, failure) -> task.cancel());
        }
        DisconnectReason reason = closed;
        if (reason != null) { // close() may have taken its look before the answer was added
            fail(id, new SocketDisconnectedException(reason));
        }
        return answer;
    }

    /** An answer that nobody waits for any more is ignored. */
    void complete(long id, Arguments arguments) {
        CompletableFuture<Arguments> answer = pending.remove(id);
        if (answer != null) {
            answer.complete(arguments);
        }
    }

    /** Nobody waits for this answer any more. */
    void forget(long id) {
        pending.remove(id);
    }

    void close(DisconnectReason reason) {
        closed = reason;
        for (Long id : pending.keySet()) {
            fail(id, new SocketDisconnectedException(reason));
        }
    }

    int size() {
        return pending.size();
    }

    private void fail(long id, Exception failure) {
        CompletableFuture<Arguments> answer = pending.remove(id);
        if (answer != null) {
            answer.completeExceptionally(failure);
        }
    }
}
