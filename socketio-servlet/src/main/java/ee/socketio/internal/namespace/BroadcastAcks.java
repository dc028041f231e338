package ee.socketio.internal.namespace;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import ee.socketio.AckTimeoutException;
import ee.socketio.Arguments;
import ee.socketio.internal.engine.Timers;
import ee.socketio.spi.BroadcastAnswers;
import ee.socketio.spi.JsonMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Collects the answers of a broadcast: complete when every server has told how many clients it asked, and so many have
 * answered. Ends once, by the last answer or by its timeout.
 */
final class BroadcastAcks implements BroadcastAnswers {

    private final JsonMapper mapper;
    private final CompletableFuture<List<Arguments>> result = new CompletableFuture<>();
    private final Timers.Task timeout;
    private final Object lock = new Object();

    @GuardedBy("lock") private final List<Arguments> answers = new ArrayList<>();

    @GuardedBy("lock") private final List<Runnable> endings = new ArrayList<>(1);

    /** Unknown until the adapter has told. */
    @GuardedBy("lock") private int servers = -1;

    @GuardedBy("lock") private int serversHeard;

    @GuardedBy("lock") private int clients;

    @GuardedBy("lock") private boolean ended;

    BroadcastAcks(Duration timeout, Timers timers, JsonMapper mapper) {
        this.mapper = mapper;
        this.timeout = timers.schedule(this::giveUp, timeout.toMillis());
    }

    /** The answers. Not the future itself: nobody but this class completes it. */
    CompletionStage<List<Arguments>> result() {
        return result.thenApply(answered -> answered);
    }

    /** How many servers report. */
    void servers(int count) {
        boolean last;
        synchronized (lock) {
            servers = count;
            last = isLast();
        }
        end(last);
    }

    @Override
    public void expect(int more) {
        boolean last;
        synchronized (lock) {
            serversHeard++;
            clients += more;
            last = isLast();
        }
        end(last);
    }

    @Override
    public void answer(List<@Nullable Object> arguments) {
        boolean last;
        synchronized (lock) {
            if (ended) {
                return;
            }
            answers.add(new ReceivedArguments(arguments, mapper));
            last = isLast();
        }
        end(last);
    }

    @Override
    public void onEnd(Runnable action) {
        synchronized (lock) {
            if (!ended) {
                endings.add(action);
                return;
            }
        }
        action.run();
    }

    /** The adapter could not do it. */
    void fail(Throwable cause) {
        if (endNow()) {
            timeout.cancel();
            result.completeExceptionally(cause);
        }
    }

    @GuardedBy("lock") private boolean isLast() {
        return !ended && servers >= 0 && serversHeard >= servers && answers.size() >= clients;
    }

    private void end(boolean last) {
        if (last && endNow()) {
            timeout.cancel();
            result.complete(answers());
        }
    }

    /** The server stops. */
    void onClose() {
        timeout.cancel();
        giveUp();
    }

    /** The time is over, perhaps before the constructor knows its timer. */
    private void giveUp() {
        if (endNow()) {
            result.completeExceptionally(new AckTimeoutException(answers()));
        }
    }

    /** True for the one caller that ends it; the last answer and the timeout may come at the same time. */
    private boolean endNow() {
        List<Runnable> actions;
        synchronized (lock) {
            if (ended) {
                return false;
            }
            ended = true;
            actions = List.copyOf(endings);
            endings.clear();
        }
        actions.forEach(Runnable::run);
        return true;
    }

    private List<Arguments> answers() {
        synchronized (lock) {
            return List.copyOf(answers);
        }
    }
}
