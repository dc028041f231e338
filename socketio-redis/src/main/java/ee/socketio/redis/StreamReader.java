package ee.socketio.redis;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream to its end, and waits there for more, on a connection of its own. It begins with what comes after it first
 * reached Redis, and goes on behind the last entry that it read, however long Redis was away.
 */
final class StreamReader {

    private static final System.Logger LOG = System.getLogger("ee.socketio.redis");
    private static final long RETRY_MILLIS = 200;
    private static final long REFUSED_MILLIS = 5_000;
    /** What a read may take beside the time that it waits for entries. */
    private static final long SLACK_SECONDS = 10;

    private final StreamsOptions options;
    private final Consumer<String> reached;
    private final BiConsumer<String, Map<String, byte[]>> receiver;
    private final Connecting<Backend.Commands> connection;
    private final EventExecutorGroup timer;
    /** A read is on its way, or is to be repeated: there is one at a time. */
    private final AtomicBoolean reading = new AtomicBoolean();

    private final Refusals refusals = new Refusals();
    /** The last entry that was read; null until it is known where to begin. Only who reads touches it. */
    private volatile @Nullable String last;

    private volatile boolean closed;

    StreamReader(
            Backend backend,
            Health health,
            StreamsOptions options,
            Consumer<String> reached,
            BiConsumer<String, Map<String, byte[]>> receiver) {
        this.options = options;
        this.reached = reached;
        this.receiver = receiver;
        this.timer = backend.timer();
        this.connection =
                new Connecting<>(backend::connect, Backend.Commands::connection, this::onOpen, () -> {}, timer, health);
    }

    void open() {
        connection.open();
    }

    CompletionStage<?> close() {
        closed = true;
        return connection.close();
    }

    private void onOpen(Backend.Commands redis) {
        redis.setTimeout(options.blockTime().plusSeconds(SLACK_SECONDS));
        if (reading.compareAndSet(false, true)) {
            read();
        }
    }

    /** The last entry that was read; null before it is known where to begin. */
    @Nullable String position() {
        return last;
    }

    private void read() {
        Backend.Commands redis = connection.get();
        if (closed || redis == null) {
            reading.set(false);
            return;
        }
        String from = last;
        CompletionStage<List<StreamMessage<String, byte[]>>> entries;
        try {
            entries = from == null ? newest(redis) : after(redis, from);
        } catch (RuntimeException e) { // Lettuce may refuse at once
            repeat(RETRY_MILLIS);
            return;
        }
        CompletionStage<?> unused = entries.whenComplete((read, failure) -> {
            if (failure != null) {
                boolean refused = refusals.report(options.streamName(), failure);
                repeat(refused ? REFUSED_MILLIS : RETRY_MILLIS);
                return;
            }
            try {
                take(read, from == null);
            } catch (RuntimeException | Error e) { // whatever it is, what comes next is to be read
                LOG.log(System.Logger.Level.ERROR, "Failed to read " + options.streamName(), e);
                repeat(RETRY_MILLIS);
                return;
            }
            read();
        });
    }

    private void take(List<StreamMessage<String, byte[]>> entries, boolean first) {
        if (first) {
            String position = entries.isEmpty()
                    ? StreamPosition.BEFORE_ALL
                    : entries.get(0).getId();
            last = position;
            reached.accept(position);
            return;
        }
        entries.forEach(this::hand);
        if (!entries.isEmpty()) {
            reached.accept(entries.get(entries.size() - 1).getId());
        }
    }

    private CompletionStage<List<StreamMessage<String, byte[]>>> newest(Backend.Commands redis) {
        return redis.async().xrevrange(options.streamName(), Range.unbounded(), Limit.from(1));
    }

    @SuppressWarnings("unchecked") // an array of offsets, which Lettuce only reads
    private CompletionStage<List<StreamMessage<String, byte[]>>> after(Backend.Commands redis, String from) {
        XReadArgs args = XReadArgs.Builder.block(options.blockTime()).count(options.readCount());
        return redis.async().xread(args, StreamOffset.from(options.streamName(), from));
    }

    private void hand(StreamMessage<String, byte[]> entry) {
        try {
            receiver.accept(entry.getId(), entry.getBody());
        } catch (RuntimeException | StackOverflowError e) { // whatever it is, the next entry is to be read
            LOG.log(System.Logger.Level.WARNING, "Failed at the entry " + entry.getId(), e);
        }
        last = entry.getId(); // now: who asks for the position just now must not count it as read
    }

    private void repeat(long millis) {
        if (closed || timer.isShuttingDown()) {
            reading.set(false);
        } else {
            Future<?> unused = timer.schedule(this::read, millis, TimeUnit.MILLISECONDS);
        }
    }
}
