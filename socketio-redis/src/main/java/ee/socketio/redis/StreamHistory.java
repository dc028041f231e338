package ee.socketio.redis;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.Range.Boundary;
import io.lettuce.core.StreamMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Reads a part of a stream again. */
final class StreamHistory {

    private static final int PAGE = 1000;

    private final Publisher redis;
    private final String stream;

    StreamHistory(Publisher redis, String stream) {
        this.redis = redis;
        this.stream = stream;
    }

    /** The entries behind a position and up to another; null if some of them have been trimmed. */
    CompletionStage<@Nullable List<StreamMessage<String, byte[]>>> read(String after, String upTo) {
        List<StreamMessage<String, byte[]>> entries = new ArrayList<>();
        // Whether all were there is asked at the end: what is trimmed while this reads is seen, too.
        return pages(entries, after, upTo)
                .thenCompose(all -> isComplete(after))
                .thenApply(complete -> complete ? entries : null);
    }

    private CompletionStage<?> pages(List<StreamMessage<String, byte[]>> entries, String after, String upTo) {
        if (StreamPosition.ORDER.compare(after, upTo) >= 0) {
            return CompletableFuture.completedStage(null);
        }
        return range(Range.from(Boundary.excluding(after), Boundary.including(upTo)), PAGE)
                .thenCompose(page -> {
                    entries.addAll(page);
                    return page.size() < PAGE
                            ? CompletableFuture.completedStage(null)
                            : pages(entries, page.get(page.size() - 1).getId(), upTo);
                });
    }

    private CompletionStage<List<StreamMessage<String, byte[]>>> range(Range<String> range, int count) {
        return redis.send(0, commands -> commands.async().xrange(stream, range, Limit.from(count)));
    }

    /**
     * Nothing behind a position is missing if its own entry or one before it is there. There is none where the stream was empty: then
     * nothing may ever have been trimmed. Of other positions that says nothing, for Redis may have lost the whole stream.
     */
    private CompletionStage<Boolean> isComplete(String after) {
        if (after.equals(StreamPosition.BEFORE_ALL)) {
            return wasNeverTrimmed();
        }
        return range(Range.unbounded(), 1)
                .thenApply(first -> !first.isEmpty()
                        && StreamPosition.ORDER.compare(first.get(0).getId(), after) <= 0);
    }

    private CompletionStage<Boolean> wasNeverTrimmed() {
        CompletionStage<List<Object>> info =
                redis.send(0, commands -> commands.async().xinfoStream(stream));
        return info.thenApply(fields -> {
            Object length = null;
            Object added = null; // unknown before Redis 7
            for (int i = 0; i + 1 < fields.size(); i += 2) {
                String name = text(fields.get(i));
                if (name.equals("length")) {
                    length = fields.get(i + 1);
                } else if (name.equals("entries-added")) {
                    added = fields.get(i + 1);
                }
            }
            return length != null && length.equals(added);
        });
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes
                ? new String(bytes, java.nio.charset.StandardCharsets.UTF_8)
                : String.valueOf(value);
    }
}
