package ee.socketio.redis;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whether Redis has confirmed a subscription since it was last connected. Those who ask wait for it; they fail while Redis is away,
 * but not before it was first tried to reach it.
 */
final class Confirmations {

    private final Map<Topic, CompletableFuture<@Nullable Void>> all = new ConcurrentHashMap<>();
    /** What has to be confirmed, too, for a confirmation to count. */
    private final Map<Topic, Topic> conditions = new ConcurrentHashMap<>();

    private volatile boolean away;

    /** Somebody subscribes to it, now or soon. */
    void expect(Topic topic) {
        all.computeIfAbsent(topic, later -> away ? failed() : new CompletableFuture<>());
    }

    /** Counts a topic as confirmed when another one is confirmed, too. */
    void require(Topic topic, Topic condition) {
        conditions.put(topic, condition);
    }

    void remove(Topic topic) {
        conditions.remove(topic);
        CompletableFuture<?> waiting = all.remove(topic);
        if (waiting != null) {
            waiting.completeExceptionally(new IllegalStateException("unsubscribed from " + topic.name()));
        }
    }

    /** When Redis has confirmed the subscription. Not to be completed by anybody else. */
    CompletionStage<@Nullable Void> of(Topic topic) {
        CompletableFuture<@Nullable Void> confirmation = all.getOrDefault(topic, failed());
        Topic condition = conditions.get(topic);
        return condition == null
                ? confirmation
                : confirmation.thenCombine(all.getOrDefault(condition, failed()), (one, other) -> null);
    }

    private static CompletableFuture<@Nullable Void> failed() {
        return CompletableFuture.failedFuture(new IllegalStateException("Redis cannot be reached"));
    }

    /** Redis is away. */
    void fail() {
        away = true;
        for (Topic topic : List.copyOf(all.keySet())) {
            CompletableFuture<@Nullable Void> waiting = all.replace(topic, failed());
            if (waiting != null) {
                waiting.completeExceptionally(new IllegalStateException("Redis cannot be reached"));
            }
        }
    }

    /**
     * Some are to be confirmed again, because Redis is there, or another node is. Somebody may wait for one that is not complete: it
     * was asked for before.
     */
    void again(Predicate<Topic> which) {
        away = false;
        all.replaceAll((topic, confirmation) ->
                which.test(topic) && confirmation.isDone() ? new CompletableFuture<>() : confirmation);
    }

    /** Redis has confirmed it. */
    void confirm(Topic topic) {
        CompletableFuture<@Nullable Void> confirmation = all.get(topic);
        if (confirmation != null && !confirmation.complete(null) && confirmation.isCompletedExceptionally()) {
            // it was asked for just before the connection was there, and had failed with that
            all.replace(topic, confirmation, CompletableFuture.completedFuture(null));
        }
    }
}
